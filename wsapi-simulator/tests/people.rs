//! The events of people's acts on messages.

mod recorder;

use std::time::Duration;

use serde_json::{Value, json};
use wsapi_client::types::{Expiry, PinDuration};
use wsapi_simulator::{Person, Simulator};

use self::recorder::Recorder;

const ADA: &str = "491701234567@s.whatsapp.net";
const BOT: &str = "4915550000001@s.whatsapp.net";
const NOON: &str = "2026-01-01T12:00:00Z";

fn world() -> (Simulator, Recorder, Person) {
    let sim = Simulator::new();
    let events = Recorder::of(&sim);
    let ada = sim.person("+49 170 1234567").named("Ada");
    (sim, events, ada)
}

#[tokio::test]
async fn text_with_a_quote_a_mention_and_a_timer_is_reported() {
    let (sim, events, ada) = world();
    let first = ada.writes("Tea?").await;
    events.printed();
    let second = ada
        .writes("@4915550000001 or coffee?")
        .quoting(&first)
        .mentioning([&sim.instance("default").phone()])
        .disappearing_after(Expiry::Days7)
        .forwarded()
        .await;
    assert_eq!(
        events.printed_one("message"),
        json!({
            "id": second.id, "time": NOON, "chatId": ADA, "isGroup": false,
            "sender": { "id": ADA, "phone": "491701234567", "isMe": false },
            "type": "text", "text": "@4915550000001 or coffee?", "isForwarded": true, "mentions": [BOT],
            "ephemeralExpiration": "7d",
            "replyTo": {
                "id": first.id, "text": "Tea?", "sender": { "id": ADA, "phone": "491701234567", "isMe": false }
            },
        })
    );
}

/// Downloads the file of an event, and returns the description of the file without its id.
async fn downloaded(sim: &Simulator, event: &Value) -> (Value, String) {
    let mut media = event["media"].clone();
    let id = media.as_object_mut().unwrap().remove("id").unwrap();
    let download = sim.client().media().download(id.as_str().unwrap()).await.unwrap();
    assert_eq!(download.content_type(), media["mimeType"].as_str());
    assert_eq!(download.size(), media["fileLength"].as_u64());
    let name = download.file_name().unwrap();
    assert_eq!(download.bytes().await.unwrap().len() as u64, media["fileLength"].as_u64().unwrap());
    (media, name)
}

#[tokio::test]
async fn files_of_every_kind_are_reported_and_can_be_downloaded() {
    let (sim, events, ada) = world();
    ada.sends_image("i").caption("Look").await;
    ada.sends_video("vi").lasting(Duration::from_secs(3)).await;
    ada.sends_audio("aud").await;
    ada.sends_voice("voic").await;
    ada.sends_document("menu.pdf", "docum").await;
    ada.sends_sticker("sticke").await;
    let mut found = Vec::new();
    for (_, event) in events.printed() {
        assert_eq!(event["type"], "media");
        found.push(downloaded(&sim, &event).await);
    }
    let unnamed = |extension: &str| format!("whatsapp_media_20260101_120000{extension}");
    let file = |kind: &str, mime_type: &str, length: u64, more: Value| {
        let mut file = json!({ "mediaType": kind, "mimeType": mime_type, "fileLength": length });
        file.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        file
    };
    let expected = [
        (file("image", "image/jpeg", 1, json!({ "caption": "Look" })), unnamed(".jpg")),
        (file("video", "video/mp4", 2, json!({ "duration": 3 })), unnamed(".mp4")),
        (file("audio", "audio/mpeg", 3, json!({})), unnamed(".mp3")),
        (file("voice", "audio/ogg; codecs=opus", 4, json!({})), unnamed(".ogg")),
        (file("document", "application/pdf", 5, json!({ "filename": "menu.pdf" })), "menu.pdf".to_owned()),
        (file("sticker", "image/webp", 6, json!({})), unnamed(".webp")),
    ];
    assert_eq!(found, expected);
}

#[tokio::test]
async fn images_are_view_once_and_only_texts_show_their_timer() {
    let (_sim, events, ada) = world();
    ada.sends_image("i").view_once().disappearing_after(Expiry::Hours24).await;
    ada.sends_document("menu.pdf", "m").await;
    ada.writes("Hello").disappearing_after(Expiry::Hours24).await;
    let shown = |(_, event): (String, Value)| (event["viewOnce"].clone(), event["ephemeralExpiration"].clone());
    let shown: Vec<_> = events.printed().into_iter().map(shown).collect();
    assert_eq!(shown, [(json!(true), json!(null)), (json!(null), json!(null)), (json!(null), json!("24h"))]);
}

#[tokio::test]
async fn contact_cards_and_link_previews_are_reported() {
    let (_sim, events, ada) = world();
    ada.sends_contact("Jonas", "BEGIN:VCARD").await;
    let one = events.printed_one("message");
    assert_eq!((&one["type"], &one["contact"]), (&json!("contact"), &json!("BEGIN:VCARD")));

    ada.sends_contacts([("Jonas", "BEGIN:VCARD"), ("Mia", "")]).await;
    let two = events.printed_one("message");
    assert_eq!((&two["type"], &two["contactArray"]), (&json!("contactArray"), &json!(["BEGIN:VCARD", ""])));

    ada.writes("See https://a.example").with_preview("https://a.example", "A", "").await;
    let link = events.printed_one("message");
    assert_eq!(link["extendedText"], json!({ "matchedText": "https://a.example", "title": "A" }));
    assert_eq!(link["type"], "text");
}

#[tokio::test]
async fn unreported_messages_appear_only_in_the_chat() {
    let (sim, events, ada) = world();
    ada.sends_location(52.5, 13.4).await;
    ada.sends_poll("Tea or coffee?", ["Tea", "Coffee"]).await;
    ada.sends_contact("Jonas", "").await;
    ada.sends_other("video note").await;
    assert_eq!(events.printed(), []);

    let phone = sim.instance("default").phone();
    assert_eq!(
        phone.chat(&ada).to_string(),
        "Ada: [location 52.5, 13.4]\nAda: [poll Tea or coffee?]\nAda: [contact Jonas]\nAda: [video note]"
    );
}

#[tokio::test]
async fn reaction_replaces_the_earlier_one() {
    let (sim, events, ada) = world();
    let sent = ada.writes("Hello").await;
    events.printed();
    ada.reacts_to(&sent, "👍").await;
    ada.reacts_to(&sent, "🎉").await;
    assert_eq!(events.printed()[1].1["reaction"], json!({ "messageId": sent.id, "emoji": "🎉" }));
    let phone = sim.instance("default").phone();
    assert_eq!(phone.chat(&ada).last().unwrap().reaction_of(&ada), Some("🎉"));

    ada.removes_reaction_to(&sent).await;
    assert_eq!(events.printed_one("message")["reaction"], json!({ "messageId": sent.id, "emoji": "" }));
    assert_eq!(phone.chat(&ada).last().unwrap().reaction_of(&ada), None);
}

#[tokio::test]
async fn edit_is_a_separate_message_and_has_no_text_for_a_caption() {
    let (sim, events, ada) = world();
    let text = ada.writes("Helo").await;
    let image = ada.sends_image("i").caption("Lok").await;
    events.printed();
    ada.edits(&text, "Hello").await;
    let edit = events.printed_one("message");
    assert_ne!(edit["id"], json!(text.id));
    assert_eq!((&edit["text"], &edit["isEdit"]), (&json!("Hello"), &json!(true)));
    assert_eq!(edit["edit"], json!({ "originalMessageId": text.id, "originalMessageTime": NOON }));

    ada.edits(&image, "Look").await;
    assert_eq!(events.printed_one("message").get("text"), None);
    let chat = sim.instance("default").phone().chat(&ada);
    assert_eq!(chat.to_string(), "Ada: Hello [edited]\nAda: [image] Look [edited]");
}

#[tokio::test]
async fn deletion_for_everyone_clears_the_content() {
    let (sim, events, ada) = world();
    let sent = ada.writes("Oops").await;
    events.printed();
    ada.deletes(&sent).await;
    assert_eq!(
        events.printed_one("message_delete"),
        json!({
            "id": sent.id, "chatId": ADA, "time": NOON, "isDeletedForAll": true,
            "sender": { "id": ADA, "phone": "491701234567", "isMe": false },
        })
    );
    assert_eq!(sim.instance("default").phone().chat(&ada).to_string(), "Ada: [deleted]");
}

#[tokio::test]
async fn pin_is_reported_with_its_duration() {
    let (sim, events, ada) = world();
    let sent = ada.writes("House rules").await;
    events.printed();
    ada.pins(&sent, PinDuration::Days7).await;
    let pin = events.printed_one("message");
    assert_eq!(pin["type"], "pinInChat");
    assert_eq!(pin["pin"], json!({ "pinned": true, "messageId": sent.id, "expiration": "7d" }));
    let phone = sim.instance("default").phone();
    assert_eq!(phone.chat(&ada).pinned().len(), 1);

    ada.unpins(&sent).await;
    let pin = events.printed_one("message");
    assert_eq!(pin["pin"], json!({ "pinned": false, "messageId": sent.id, "expiration": "off" }));
    assert_eq!(phone.chat(&ada).pinned().len(), 0);
}

#[tokio::test]
async fn own_phone_is_reported_as_me() {
    let (sim, events, ada) = world();
    let phone = sim.instance("default").phone();
    let hello = ada.writes("Hello").await;
    events.printed();
    let sent = phone.writes("Hi").in_chat(&ada).await;
    let [(first, message), (second, receipt)] = &events.printed()[..] else { panic!("expected two events") };
    assert_eq!((first.as_str(), second.as_str()), ("message", "message_read"));
    assert_eq!(message["sender"], json!({ "id": BOT, "phone": "4915550000001", "isMe": true }));
    assert_eq!(message["chatId"], ADA);
    assert_eq!((&receipt["receiptType"], &receipt["messageIds"]), (&json!("delivered"), &json!([sent.id])));
    assert_eq!(ada.inbox().last_text(), Some("Hi"));

    phone.reads_chat(&ada).await;
    let read = events.printed_one("message_read");
    assert_eq!((&read["receiptType"], &read["sender"]["isMe"]), (&json!("readSelf"), &json!(true)));
    assert_eq!(read["messageIds"], json!([hello.id]));
    phone.reads_chat(&ada).await;
    assert_eq!(events.printed(), []);
}

#[tokio::test]
async fn star_and_deletion_on_the_own_phone_name_no_sender_in_a_private_chat() {
    let (sim, events, ada) = world();
    let phone = sim.instance("default").phone();
    let sent = ada.writes("Hello").await;
    events.printed();
    phone.stars(&sent).await;
    let star = json!({
        "id": sent.id, "chatId": ADA, "time": NOON, "isStarred": true, "sender": { "id": "", "isMe": false },
    });
    assert_eq!(events.printed_one("message_star"), star);
    assert!(phone.chat(&ada).last().unwrap().is_starred);
    phone.deletes_for_self(&sent).await;
    assert_eq!(events.printed_one("message_delete")["isDeletedForMe"], true);
    assert_eq!(phone.chat(&ada).messages, []);
    assert_eq!(ada.chat(&phone).texts(), ["Hello"]);

    // Nobody else is notified of acts on the person's own devices.
    ada.stars(&sent).await;
    assert_eq!(events.printed(), []);
}

#[tokio::test]
async fn forwarded_message_has_the_content_of_the_first() {
    let (_sim, events, ada) = world();
    let sent = ada.sends_document("menu.pdf", "m").await;
    ada.forwards(&sent).await;
    let forwarded = &events.printed()[1].1;
    assert_eq!((&forwarded["isForwarded"], &forwarded["media"]["filename"]), (&json!(true), &json!("menu.pdf")));
}

#[tokio::test]
async fn message_with_a_timer_disappears() {
    let (sim, _, ada) = world();
    ada.writes("Burn after reading").disappearing_after(Expiry::Hours24).await;
    let phone = sim.instance("default").phone();
    sim.advance(Duration::from_secs(86_399));
    assert_eq!(phone.chat(&ada).messages.len(), 1);
    sim.advance(Duration::from_secs(1));
    assert_eq!(phone.chat(&ada).messages.len(), 0);
}

#[tokio::test]
async fn typing_is_hidden_from_an_account_that_is_not_online_and_seen_on_the_phone() {
    let (sim, events, ada) = world();
    ada.types().await;
    assert_eq!(events.printed(), []);
    let phone = sim.instance("default").phone();
    assert_eq!(phone.chat(&ada).states.len(), 1);
    ada.stops_typing().await;
    assert_eq!(phone.chat(&ada).states.len(), 0);
    ada.records().await;
    ada.sends_voice("v").await;
    assert_eq!(phone.chat(&ada).states.len(), 0);
}

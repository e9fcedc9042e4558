//! Acts on messages through the API, and the chats of people.

mod recorder;

use serde_json::{Value, json};
use wsapi_client::{
    Client, Jid, Media,
    http::Method,
    types::{
        DeleteMessageForMeRequest, DeleteMessageRequest, EditMessageRequest, Expiry, MarkAs, MarkAsReadRequest,
        MediaKind, PinDuration, PinMessageRequest, SendContactRequest, SendDocumentRequest, SendLinkRequest,
        SendLocationRequest, SendMediaRequest, SendReactionRequest, SendStickerRequest, SendTextRequest,
        StarMessageRequest,
    },
};
use wsapi_simulator::{Person, Simulator, Ticks};

use self::recorder::Recorder;

fn world() -> (Simulator, Client, Person, Jid) {
    let sim = Simulator::new();
    let client = sim.client();
    let ada = sim.person("+49 170 1234567").named("Ada");
    let bot = sim.instance("default").account().unwrap();
    (sim, client, ada, bot)
}

/// Returns the status and the detail of a rejected request.
async fn rejected(client: &Client, path: &'static str, parameter: Option<&str>, body: Value) -> (u16, String) {
    let call = client.request(Method::POST, path).json(&body);
    let call = match parameter {
        Some(parameter) => call.path(parameter),
        None => call,
    };
    let error = call.await.expect_err("the request is rejected");
    (error.status().unwrap(), error.detail().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn person_sees_every_kind_of_message() {
    let (_sim, client, ada, bot) = world();
    let (to, messages) = (ada.jid(), client.messages());
    let hello = ada.writes("Hello").await;
    messages.send_text(SendTextRequest::new(to, "Hi").reply_to(&hello).mentions([to])).await.unwrap();
    let photo = SendMediaRequest::new(to, Media::bytes("i")).mime_type("image/png").caption("Look").view_once(true);
    messages.send_image(photo).await.unwrap();
    messages.send_video(SendMediaRequest::new(to, Media::bytes("v")).mime_type("video/mp4")).await.unwrap();
    messages.send_audio(SendMediaRequest::new(to, Media::bytes("a")).caption("ignored")).await.unwrap();
    messages.send_voice(SendMediaRequest::new(to, Media::bytes("o")).mime_type("ignored/type")).await.unwrap();
    messages.send_document(SendDocumentRequest::new(to, Media::bytes("d"), "menu.pdf")).await.unwrap();
    messages.send_sticker(SendStickerRequest::new(to, Media::bytes("s"))).await.unwrap();
    messages.send_contact(SendContactRequest::new(to).display_name("Jonas")).await.unwrap();
    messages.send_location(SendLocationRequest::new(to, 52.5, 13.4).name("Shop")).await.unwrap();
    messages.send_link(SendLinkRequest::new(to, "See", "https://a.example").title("A")).await.unwrap();

    let chat = ada.chat(&bot);
    assert_eq!(
        chat.to_string(),
        "You: Hello ✓✓\n\
         4915550000001: [reply] Hi\n\
         4915550000001: [image] Look [view once]\n\
         4915550000001: [video]\n\
         4915550000001: [audio]\n\
         4915550000001: [voice]\n\
         4915550000001: [document menu.pdf]\n\
         4915550000001: [sticker]\n\
         4915550000001: [contact Jonas]\n\
         4915550000001: [location 52.5, 13.4]\n\
         4915550000001: See"
    );
    let files: Vec<_> = chat.messages.iter().filter_map(|message| message.file.as_ref()).collect();
    let image = files.iter().find(|file| file.kind == MediaKind::Image).unwrap();
    assert_eq!((image.mime_type.as_str(), &*image.bytes), ("image/png", &b"i"[..]));
    let types: Vec<_> = files[3..].iter().map(|file| file.mime_type.as_str()).collect();
    assert_eq!(types, ["audio/ogg; codecs=opus", "application/pdf", "image/webp"]);
    assert_eq!(chat.messages[1].quote.as_ref().unwrap().id, hello.id);
    assert_eq!(chat.messages[1].mentions, [ada.jid().clone()]);
    assert_eq!(chat.last().unwrap().preview.as_ref().unwrap().title, "A");
}

#[tokio::test]
async fn file_at_a_url_is_the_one_placed_by_the_test() {
    let (sim, client, ada, bot) = world();
    sim.file_at("https://a.example/cat.jpg", "cat");
    for url in ["https://a.example/cat.jpg", "https://a.example/dog.jpg"] {
        client.messages().send_image(SendMediaRequest::new(ada.jid(), Media::url(url))).await.unwrap();
    }
    let files = ada.chat(&bot).messages.into_iter().map(|message| message.file.unwrap().bytes);
    assert_eq!(files.collect::<Vec<_>>(), ["cat", ""]);
}

#[tokio::test]
async fn receipts_of_a_sent_message_are_reported_but_not_the_message() {
    let (sim, client, ada, bot) = world();
    let events = Recorder::of(&sim);
    let sent = client.messages().send_text(SendTextRequest::new(ada.jid(), "Hi")).await.unwrap();
    sim.settle().await;
    let delivered = events.printed_one("message_read");
    assert_eq!(
        delivered,
        json!({
            "chatId": ada.jid(), "isGroup": false, "time": "2026-01-01T12:00:00Z", "receiptType": "delivered",
            "messageIds": [sent.id], "sender": { "id": ada.jid(), "phone": "491701234567", "isMe": false },
        })
    );
    ada.reads(&sent.id).await;
    assert_eq!(events.printed_one("message_read")["receiptType"], "read");

    let voice = SendMediaRequest::new(ada.jid(), Media::bytes("o"));
    let voice = client.messages().send_voice(voice).await.unwrap();
    ada.plays(&voice.id).await;
    let kinds: Vec<_> = events.printed().into_iter().map(|(_, data)| data["receiptType"].clone()).collect();
    assert_eq!(kinds, ["delivered", "played"]);
    let phone = sim.instance("default").phone();
    let ticks: Vec<_> = phone.chat(&ada).messages.iter().map(|message| message.ticks).collect();
    assert_eq!(ticks, [Some(Ticks::Read), Some(Ticks::Played)]);
    assert_eq!(ada.chat(&bot).messages[0].ticks, None);

    let stranger = SendTextRequest::new("491709999999@s.whatsapp.net".parse::<Jid>().unwrap(), "Hi");
    client.messages().send_text(stranger).await.unwrap();
    sim.settle().await;
    assert_eq!(events.printed(), []);
}

#[tokio::test]
async fn person_sees_reactions_edits_pins_and_deletions() {
    let (_sim, client, ada, bot) = world();
    let (to, messages) = (ada.jid(), client.messages());
    let hello = ada.writes("Hello").await;
    messages.send_reaction(&hello.id, SendReactionRequest::new(to, to, "👍")).await.unwrap();
    assert_eq!(ada.chat(&bot).message(&hello).unwrap().reaction_of(&bot), Some("👍"));
    // The author is wrong, so the reaction has no effect.
    messages.send_reaction(&hello.id, SendReactionRequest::new(to, &bot, "🎉")).await.unwrap();
    assert_eq!(ada.chat(&bot).message(&hello).unwrap().reaction_of(&bot), Some("👍"));
    let body = json!({ "to": to, "senderId": to, "reaction": "" });
    client.request(Method::POST, "/messages/{messageId}/reaction").path(hello.id.as_str()).json(&body).await.unwrap();
    assert_eq!(ada.chat(&bot).message(&hello).unwrap().reactions, []);

    let sent = messages.send_text(SendTextRequest::new(to, "Helo")).await.unwrap();
    let edit = messages.edit(&sent.id, EditMessageRequest::new(to, "Hello")).await.unwrap();
    assert_ne!(edit.id, sent.id);
    messages.edit(&hello.id, EditMessageRequest::new(to, "not mine")).await.unwrap();
    let pin = PinMessageRequest::new(to, to, true).pin_expiration(PinDuration::Hours24);
    messages.pin(&hello.id, pin).await.unwrap();
    assert_eq!(ada.chat(&bot).to_string(), "You: Hello [pinned] ✓✓\n4915550000001: Hello [edited]");

    messages.pin(&hello.id, PinMessageRequest::new(to, to, false)).await.unwrap();
    messages.delete(&sent.id, DeleteMessageRequest::new(to, &bot)).await.unwrap();
    messages.delete(&hello.id, DeleteMessageRequest::new(to, to)).await.unwrap();
    messages.delete("3EB0UNKNOWN", DeleteMessageRequest::new(to, to)).await.unwrap();
    assert_eq!(ada.chat(&bot).to_string(), "You: Hello ✓✓\n4915550000001: [deleted]");
}

#[tokio::test]
async fn receipt_reaches_the_author() {
    let (sim, client, ada, bot) = world();
    let events = Recorder::of(&sim);
    let voice = ada.sends_voice("o").await;
    events.printed();
    let read = MarkAsReadRequest::new(ada.jid(), ada.jid(), MarkAs::Read);
    client.messages().mark_as_read(&voice.id, read).await.unwrap();
    assert_eq!(ada.chat(&bot).last().unwrap().ticks, Some(Ticks::Read));
    let played = MarkAsReadRequest::new(ada.jid(), ada.jid(), MarkAs::Played);
    client.messages().mark_as_read(&voice.id, played).await.unwrap();
    assert_eq!(ada.chat(&bot).last().unwrap().ticks, Some(Ticks::Played));
    sim.settle().await;
    assert_eq!(events.printed(), []);
}

#[tokio::test]
async fn star_and_deletion_for_me_are_reported_to_the_own_instance() {
    let (sim, client, ada, bot) = world();
    let events = Recorder::of(&sim);
    let hello = ada.writes("Hello").await;
    events.printed();
    let star = StarMessageRequest::new(ada.jid(), ada.jid(), true);
    client.messages().star(&hello.id, star).await.unwrap();
    sim.settle().await;
    assert_eq!(events.printed_one("message_star")["sender"], json!({ "id": "", "isMe": false }));

    let own = client.messages().send_text(SendTextRequest::new(ada.jid(), "Hi")).await.unwrap();
    sim.settle().await;
    events.printed();
    client.messages().delete_for_me(&own.id, DeleteMessageForMeRequest::new(ada.jid(), true)).await.unwrap();
    sim.settle().await;
    let delete = events.printed_one("message_delete");
    assert_eq!((&delete["sender"], &delete["isDeletedForMe"]), (&json!({ "id": "", "isMe": true }), &json!(true)));
    assert_eq!(ada.chat(&bot).texts(), ["Hello", "Hi"]);
    assert_eq!(sim.instance("default").phone().chat(&ada).texts(), ["Hello"]);
}

#[tokio::test]
async fn timer_off_means_no_timer() {
    let (_sim, client, ada, bot) = world();
    let text = SendTextRequest::new(ada.jid(), "Hi");
    client.messages().send_text(text.clone().ephemeral_expiration(Expiry::Off)).await.unwrap();
    client.messages().send_text(text.ephemeral_expiration(Expiry::Days90)).await.unwrap();
    let timers: Vec<_> = ada.chat(&bot).messages.into_iter().map(|message| message.timer).collect();
    assert_eq!(timers, [None, Some(Expiry::Days90)]);
}

#[tokio::test]
async fn file_comes_from_exactly_one_source() {
    let (_sim, client, ada, _) = world();
    let to = ada.jid();
    for path in ["/messages/image", "/messages/video", "/messages/audio", "/messages/voice", "/messages/sticker"] {
        let neither = rejected(&client, path, None, json!({ "to": to })).await;
        assert_eq!(neither, (400, "either data or url is required".to_owned()));
        let both = rejected(&client, path, None, json!({ "to": to, "data": "AA==", "url": "https://a.example" })).await;
        assert_eq!(both, (400, "provide either data or url, not both".to_owned()));
        // The file is checked before the recipient.
        let broken = rejected(&client, path, None, json!({ "to": "x", "data": "AA=A" })).await;
        assert_eq!(broken.0, 400);
        assert!(broken.1.starts_with("illegal base64 data at input byte "), "{}", broken.1);
    }
}

#[tokio::test]
async fn invalid_request_is_rejected_and_nothing_is_sent() {
    let (_sim, client, ada, bot) = world();
    let to = ada.jid();
    let missing = |shape: &str, field: &str| {
        format!(
            "validation error: Key: '{shape}.{field}' Error:Field validation for '{field}' failed on the 'required' tag"
        )
    };
    let text = rejected(&client, "/messages/text", None, json!({ "to": to, "text": "" })).await;
    assert_eq!(text, (400, missing("SendTextRequest", "Text")));
    let document = rejected(&client, "/messages/document", None, json!({ "to": to, "data": "AA==" })).await;
    assert_eq!(document, (400, missing("SendDocumentRequest", "Filename")));
    for (path, body) in [
        ("/messages/text", json!({ "to": "4917012:3@s.whatsapp.net", "text": "Hi" })),
        ("/messages/text", json!({ "to": "status@broadcast", "text": "Hi" })),
        ("/messages/text", json!({ "to": to, "text": "Hi", "ephemeralExpiration": "1h" })),
        ("/messages/text", json!({ "to": to, "text": "Hi", "replyTo": "3EB0", "replyToSenderId": "Ada" })),
        ("/messages/contact", json!({ "to": to })),
        ("/messages/link", json!({ "to": to, "text": "See", "url": "a.example" })),
        ("/messages/image", json!({ "to": to, "url": "a.example" })),
    ] {
        assert_eq!(rejected(&client, path, None, body).await.0, 400, "{path}");
    }
    let server = rejected(&client, "/messages/text", None, json!({ "to": "1234567@a.example", "text": "Hi" })).await;
    assert_eq!(server, (400, "can't send message to unknown server a.example".to_owned()));
    assert_eq!(ada.chat(&bot).messages, []);
}

#[tokio::test]
async fn chat_of_a_message_must_have_a_server() {
    let (_sim, client, ada, _) = world();
    let bare = json!({ "chatId": "491701234567", "senderId": ada.jid(), "receiptType": "read" });
    for path in [
        "/messages/{messageId}/read",
        "/messages/{messageId}/star",
        "/messages/{messageId}/pin",
        "/messages/{messageId}/delete",
        "/messages/{messageId}/delete-for-me",
    ] {
        let (status, detail) = rejected(&client, path, Some("3EB0"), bare.clone()).await;
        assert_eq!((status, detail.starts_with("invalid JID \"491701234567\"")), (400, true), "{path}: {detail}");
    }
    let group = json!({ "chatId": "120363000000000001@g.us" });
    let (status, detail) = rejected(&client, "/messages/{messageId}/delete-for-me", Some("3EB0"), group).await;
    assert_eq!((status, detail.as_str()), (400, "sender is required for group messages that are from others"));
}

#[tokio::test]
async fn missing_boolean_is_false_and_a_missing_number_is_zero() {
    let (_sim, client, ada, bot) = world();
    let (to, hello) = (ada.jid(), ada.writes("Hello").await);
    let star = StarMessageRequest::new(to, to, true);
    client.messages().star(&hello.id, star).await.unwrap();
    for path in ["/messages/{messageId}/star", "/messages/{messageId}/pin"] {
        let body = json!({ "chatId": to, "senderId": to });
        client.request(Method::POST, path).path(hello.id.as_str()).json(&body).await.unwrap();
    }
    client.request(Method::POST, "/messages/location").json(&json!({ "to": to, "latitude": null })).await.unwrap();
    assert_eq!(ada.chat(&bot).to_string(), "You: Hello ✓✓\n4915550000001: [location 0, 0]");
}

#[tokio::test]
async fn malformed_time_is_rejected() {
    let (_sim, client, ada, _) = world();
    let body = json!({ "chatId": ada.jid(), "timestamp": "noon" });
    let (status, detail) = rejected(&client, "/messages/{messageId}/delete-for-me", Some("3EB0"), body).await;
    assert_eq!((status, detail.starts_with("invalid request body: parsing time \"noon\"")), (400, true), "{detail}");
}

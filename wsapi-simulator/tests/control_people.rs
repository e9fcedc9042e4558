//! The acts and the chats of people over the control API.
#![cfg(feature = "server")]

mod control_client;

use serde_json::{Value, json};
use wsapi_simulator::{Server, Simulator};

use self::control_client::{act, call, call_with, get};

const ADA: &str = "/people/491701234567";
const BOB: &str = "/people/491707654321";
const BOT: &str = "/people/4915550000001";
const ADA_JID: &str = "491701234567@s.whatsapp.net";

async fn server() -> Server {
    let server = Simulator::builder().serve().await;
    for (phone, name) in [("+49 170 1234567", "Ada"), ("+49 170 7654321", "Bob")] {
        assert_eq!(call(&server, "POST /people", json!({ "phone": phone, "name": name })).await.0, 200);
    }
    server
}

#[tokio::test]
async fn every_kind_of_message_is_sent_and_shown() {
    let server = server().await;
    let first = act(&server, ADA, json!({ "act": "writes", "text": "Tea?" })).await;
    let quoted = &first["id"];
    let preview = json!({ "url": "https://a.example", "title": "A" });
    for message in [
        json!({ "act": "writes", "text": "See", "preview": preview, "quoting": quoted, "mentioning": [BOT_NUMBER] }),
        json!({ "act": "sendsImage", "data": "aQ==", "mimeType": "image/png", "caption": "Look", "viewOnce": true }),
        json!({ "act": "sendsVideo", "data": "dg==", "seconds": 3, "disappearingAfter": "24h" }),
        json!({ "act": "sendsAudio", "data": "YQ==" }),
        json!({ "act": "sendsVoice", "data": "dg==", "seconds": 1, "statingSize": 9 }),
        json!({ "act": "sendsDocument", "data": "bQ==", "name": "menu.pdf", "forwarded": true }),
        json!({ "act": "sendsSticker", "data": "cw==" }),
        json!({ "act": "sendsContacts", "contacts": [{ "name": "Jonas", "vcard": "BEGIN:VCARD" }] }),
        json!({ "act": "sendsLocation", "latitude": 52.5, "longitude": 13.4 }),
        json!({ "act": "sendsPoll", "question": "Tea?", "options": ["Yes", "No"] }),
        json!({ "act": "sendsOther", "kind": "video note" }),
        json!({ "act": "forwards", "message": first["id"] }),
    ] {
        let sent = act(&server, ADA, message).await;
        assert_eq!(sent["sender"], ADA_JID);
    }
    let ada = server.person("+49 170 1234567");
    let chat = get(&server, &format!("{BOT}/chats/{ADA_JID}")).await;
    assert_eq!(chat["messages"].as_array().map(Vec::len), Some(13));
    assert_eq!(chat["messages"][1]["quote"]["text"], "Tea?");
    let image = json!({ "kind": "image", "mimeType": "image/png", "name": "", "size": 1 });
    assert_eq!((&chat["messages"][2]["file"], &chat["messages"][2]["text"]), (&image, &json!("Look")));
    assert_eq!(chat["messages"][10]["poll"]["options"], json!(["Yes", "No"]));
    let newest = get(&server, &format!("{BOT}/chats/{ADA_JID}?newest=2")).await;
    assert_eq!(newest["messages"], json!([chat["messages"][11], chat["messages"][12]]));
    assert_eq!(server.instance("default").phone().chat(&ada).messages.len(), 13);
}

const BOT_NUMBER: &str = "+4915550000001";

#[tokio::test]
async fn file_of_a_message_is_downloaded() {
    let server = server().await;
    let sent = act(&server, ADA, json!({ "act": "sendsImage", "data": "/9j/", "mimeType": "image/jpeg" })).await;
    let path = format!("GET {BOT}/chats/+491701234567/messages/{}/file", sent["id"].as_str().expect("an id"));
    let response = call_with(server.address(), "", &path, "").await;
    assert_eq!((response.status, response.header("content-type")), (200, Some("image/jpeg")));
    assert_eq!(response.body, [0xff, 0xd8, 0xff]);
    let text = act(&server, ADA, json!({ "act": "writes", "text": "x" })).await;
    let path = format!("GET {BOT}/chats/491701234567/messages/{}/file", text["id"].as_str().expect("an id"));
    assert_eq!(call_with(server.address(), "", &path, "").await.status, 404);
}

#[tokio::test]
async fn message_is_changed_marked_and_deleted() {
    let server = server().await;
    let id = act(&server, ADA, json!({ "act": "writes", "text": "Helo" })).await["id"].clone();
    let doing = |act: &str| json!({ "act": act, "message": id });
    act(&server, ADA, json!({ "act": "edits", "message": id, "text": "Hello" })).await;
    act(&server, BOT, json!({ "act": "reactsTo", "message": id, "emoji": "👍" })).await;
    act(&server, BOT, json!({ "act": "pins", "message": id, "duration": "7d" })).await;
    act(&server, BOT, doing("stars")).await;
    act(&server, BOT, doing("reads")).await;
    let shown = get(&server, &format!("{BOT}/chats/{ADA_JID}")).await["messages"][0].clone();
    assert_eq!(shown["reactions"], json!([{ "sender": "4915550000001@s.whatsapp.net", "emoji": "👍" }]));
    let marks = ["isEdited", "isPinned", "isStarred"].map(|mark| shown[mark].clone());
    assert_eq!((marks, &shown["text"]), ([json!(true), json!(true), json!(true)], &json!("Hello")));
    let own = get(&server, &format!("{ADA}/chats/4915550000001")).await["messages"][0].clone();
    assert_eq!((&own["ticks"], &own["senderName"]), (&json!("read"), &json!("You")));
    for undo in ["removesReactionTo", "unpins", "unstars"] {
        act(&server, BOT, doing(undo)).await;
    }
    act(&server, ADA, doing("deletes")).await;
    act(&server, BOT, json!({ "act": "readsChat", "chat": "+49 170 1234567" })).await;
    let (status, problem) = call(&server, &format!("POST {BOT}/acts"), doing("stars")).await;
    assert_eq!((status, &problem["detail"]), (409, &json!("the message was deleted")));
    let voice = act(&server, ADA, json!({ "act": "sendsVoice", "data": "dg==" })).await["id"].clone();
    act(&server, BOT, json!({ "act": "plays", "message": voice })).await;
    act(&server, BOT, json!({ "act": "deletesForSelf", "message": voice })).await;
    assert_eq!(get(&server, &format!("{ADA}/chats/4915550000001?newest=1")).await["messages"][0]["ticks"], "played");
}

#[tokio::test]
async fn chat_list_has_newest_message_and_unread_count() {
    let server = server().await;
    act(&server, ADA, json!({ "act": "writes", "text": "one", "chat": "491707654321" })).await;
    act(&server, ADA, json!({ "act": "writes", "text": "two", "chat": "491707654321" })).await;
    act(&server, BOB, json!({ "act": "savesContact", "person": ADA_JID, "fullName": "Ada L." })).await;
    act(&server, BOB, json!({ "act": "types", "chat": ADA_JID })).await;
    let chats = get(&server, &format!("{BOB}/chats")).await["chats"].clone();
    assert_eq!(chats.as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&chats[0]["id"], &chats[0]["name"], &chats[0]["unread"], &chats[0]["last"]["text"]),
        (&json!(ADA_JID), &json!("Ada L."), &json!(2), &json!("two"))
    );
    act(&server, BOB, json!({ "act": "readsChat", "chat": ADA_JID })).await;
    assert_eq!(get(&server, &format!("{BOB}/chats")).await["chats"][0]["unread"], 0);
    let shown = get(&server, &format!("{ADA}/chats/491707654321")).await;
    assert_eq!(shown["states"], json!([{ "person": "491707654321@s.whatsapp.net", "state": "typing" }]));
    act(&server, BOB, json!({ "act": "stopsTyping", "chat": ADA_JID })).await;
    act(&server, BOB, json!({ "act": "records", "chat": ADA_JID })).await;
}

#[tokio::test]
async fn unchanged_chat_is_not_sent_again() {
    let server = server().await;
    let line = format!("GET {BOT}/chats/{ADA_JID}");
    let first = call_with(server.address(), "", &line, "").await;
    let tag = first.header("etag").expect("a tag").to_owned();
    let header = format!("If-None-Match: {tag}\r\n");
    assert_eq!(call_with(server.address(), &header, &line, "").await.status, 304);
    act(&server, ADA, json!({ "act": "writes", "text": "ping" })).await;
    let changed = call_with(server.address(), &header, &line, "").await;
    assert_eq!((changed.status, &changed.json()["messages"][0]["text"]), (200, &json!("ping")));
}

#[tokio::test]
async fn calls_are_answered_rejected_and_ended_by_id() {
    let server = server().await;
    let on = |act: &str, call: &Value| json!({ "act": act, "call": call["id"] });
    let call_of = |call: &Value| format!("/calls/{}", call["id"].as_str().expect("an id"));
    let first = act(&server, ADA, json!({ "act": "calls", "video": true })).await;
    assert_eq!(get(&server, &call_of(&first)).await["state"], "ringing");
    act(&server, BOT, on("answers", &first)).await;
    act(&server, ADA, on("hangsUp", &first)).await;
    let again = call(&server, &format!("POST {ADA}/acts"), on("hangsUp", &first)).await;
    assert_eq!((again.0, &again.1["detail"]), (409, &json!("the call has ended")));
    let second = act(&server, ADA, json!({ "act": "calls", "to": "491707654321" })).await;
    act(&server, BOB, on("rejects", &second)).await;
    assert_eq!(get(&server, &call_of(&second)).await["state"], "rejected");
    assert_eq!(call(&server, "GET /calls/none", Value::Null).await.0, 404);
    let [ada, bob, bot] =
        ["491701234567", "491707654321", "4915550000001"].map(|user| format!("{user}@s.whatsapp.net"));
    let expected = json!([
        { "id": first["id"], "from": ada, "to": bot, "video": true, "state": "ended" },
        { "id": second["id"], "from": ada, "to": bob, "video": false, "state": "rejected" },
    ]);
    assert_eq!(get(&server, "/calls").await["calls"], expected);
    let unknown = call(&server, &format!("POST {ADA}/acts"), json!({ "act": "answers", "call": "none" })).await;
    assert_eq!(unknown.0, 409);
}

#[tokio::test]
async fn profile_status_and_settings_of_chats_are_changed() {
    let server = server().await;
    for body in [
        json!({ "act": "changesName", "name": "Ada L." }),
        json!({ "act": "changesAbout", "text": "At work" }),
        json!({ "act": "changesPicture", "data": "/9j/" }),
        json!({ "act": "goesOnline" }),
        json!({ "act": "mutesChat", "chat": "491707654321", "duration": "8h" }),
        json!({ "act": "pinsChat", "chat": "491707654321", "isSo": true }),
        json!({ "act": "archivesChat", "chat": "491707654321", "isSo": true }),
        json!({ "act": "marksChatRead", "chat": "491707654321", "isSo": false }),
        json!({ "act": "setsTimer", "chat": "491707654321", "timer": "7d" }),
        json!({ "act": "showsStatusTo", "kind": "blacklist", "people": ["491707654321"] }),
        json!({ "act": "writes", "text": "A fine day", "asStatus": true }),
    ] {
        act(&server, ADA, body).await;
    }
    let shown = json!({ "id": ADA_JID, "name": "Ada L.", "about": "At work", "isOnline": true });
    assert_eq!(get(&server, ADA).await, shown);
    act(&server, ADA, json!({ "act": "goesOffline" })).await;
    assert_eq!(get(&server, ADA).await["isOnline"], false);
    assert_eq!(get(&server, &format!("{BOB}/chats/{ADA_JID}")).await["timer"], "7d");
    assert_eq!(get(&server, &format!("{BOT}/statuses/{ADA_JID}")).await["messages"][0]["text"], "A fine day");
    assert_eq!(get(&server, &format!("{BOB}/statuses/{ADA_JID}")).await["messages"], json!([]));
}

#[tokio::test]
async fn invalid_acts_are_rejected_with_the_expected_value() {
    let server = server().await;
    for (body, detail) in [
        (json!({ "act": "flies" }), "unknown variant `flies`"),
        (json!({ "act": "writes", "text": "x", "caption": "y" }), "unknown field `caption`"),
        (json!({ "act": "writes", "text": "x", "chat": "nobody" }), "expected a phone number"),
        (json!({ "act": "writes", "text": "x", "chat": ADA_JID, "instance": "a" }), "found both"),
        (json!({ "act": "writes", "text": "x", "chat": ADA_JID, "asStatus": true }), "found more than one"),
        (json!({ "act": "sendsImage", "data": "?" }), "expected base64"),
        (json!({ "act": "sendsSticker", "data": "", "caption": "y" }), "unknown field `caption`"),
        (json!({ "act": "goesOnline", "x": 1 }), "unknown field `x`"),
        (json!({ "act": "pins", "message": "1", "duration": "3d" }), "unknown variant `3d`, expected one of `24h`"),
        (json!({ "act": "answers" }), "missing field `call`"),
    ] {
        let (status, problem) = call(&server, &format!("POST {ADA}/acts"), body).await;
        let found = problem["detail"].as_str().expect("a detail");
        assert!(status == 400 && found.contains(detail), "{status} {found}");
    }
    for (line, status) in [
        ("GET /people/49170555555/chats", 404),
        ("GET /people/nobody/chats", 400),
        ("GET /people/491701234567/chats/120363000000000000@g.us", 404),
        ("GET /people/491701234567/chats/status@broadcast", 400),
        ("GET /people/491701234567/chats/491707654321?newest=x", 400),
        ("GET /people/491701234567/chats/491707654321?oldest=1", 400),
        ("GET /people/491701234567/inbox?instance=unknown", 409),
        ("GET /people/%ff", 400),
    ] {
        assert_eq!(call(&server, line, Value::Null).await.0, status, "{line}");
    }
}

#[tokio::test]
async fn odd_values_are_rejected_and_do_not_break_the_connection() {
    let server = server().await;
    let document = get(&server, "/openapi.json").await;
    let village = act(&server, ADA, json!({ "act": "createsCommunity", "name": "Village" })).await;
    let details = get(&server, &format!("/communities/{}", village["id"].as_str().expect("an id"))).await;
    let [village, choir] = [&details["id"], &details["announcements"]].map(|id| id.as_str().expect("an id"));
    for (schema, path) in [
        ("PersonAct", ADA.to_owned()),
        ("GroupAct", format!("{ADA}/groups/{choir}")),
        ("CommunityAct", format!("{ADA}/communities/{village}")),
        ("InstanceAct", "/instances/default".to_owned()),
    ] {
        for variant in document["components"]["schemas"][schema]["oneOf"].as_array().expect("acts") {
            for text in ["", "@", "1@g.us", "+49 170 7654321", "7d", village, choir, "status@broadcast"] {
                let body = made_up(variant, text);
                let (status, _) = call(&server, &format!("POST {path}/acts"), body.clone()).await;
                assert!(matches!(status, 201 | 204 | 400 | 409), "{body}: {status}");
            }
        }
    }
}

/// Generates a value of a schema, with this text wherever possible.
fn made_up(schema: &Value, text: &str) -> Value {
    if let Some(constant) = schema.get("const") {
        return constant.clone();
    }
    match schema["type"].as_str().unwrap_or("string") {
        "object" => {
            let members = schema["properties"].as_object().expect("members");
            let is_wanted = |name: &str| name != "instance" && name != "asStatus";
            let members = members.iter().filter(|(name, _)| is_wanted(name));
            Value::Object(members.map(|(name, schema)| (name.clone(), made_up(schema, text))).collect())
        }
        "array" => json!([made_up(&schema["items"], text)]),
        "integer" => json!(u32::MAX),
        "number" => json!(1e300),
        "boolean" => json!(true),
        _ => json!(text),
    }
}

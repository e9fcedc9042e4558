//! A logged-in instance whose socket to WhatsApp is lost.

mod rejected;

use serde_json::{Value, json};
use wsapi_client::{
    Client, Credential, Error, OperationInfo, RetryPolicy,
    operations::OPERATIONS,
    types::{Presence, SetMyPresenceRequest, UpdateMyProfileRequest},
};
use wsapi_simulator::{NewInstance, Simulator};

use self::rejected::assert_rejected;

const ADA: &str = "491701234567@s.whatsapp.net";
const GROUP: &str = "120363000000000000@g.us";

/// The first bytes of a PNG.
const PIXEL: &str = "iVBORw0KGgo=";

/// A body that all operations accept.
fn body() -> Value {
    json!({
        "to": ADA, "text": "Hi", "data": PIXEL, "filename": "menu.pdf", "displayName": "Jonas", "latitude": 1.5,
        "longitude": 2, "senderId": ADA, "reaction": "👍", "chatId": ADA, "receiptType": "read", "starred": true,
        "isFromMe": true, "pinned": true, "callerId": ADA, "name": "Ada", "participants": [ADA], "action": "add",
        "description": "B", "enabled": true, "onlyAdminAdd": true, "code": "A", "groupId": GROUP, "inviterId": ADA,
        "state": "typing", "expiration": "24h", "duration": "8h", "archived": true, "read": true,
        "lastMessageId": "3EB0", "lastMessageSenderId": ADA, "id": ADA, "fullName": "Ada", "presence": "available",
        "setting": "online", "value": "all", "phones": ["+491701234567"], "subscribed": true, "mute": true,
    })
}

/// Returns the members of the body that an operation needs instead.
fn changed(id: &str) -> Value {
    match id {
        "joinGroupWithInvite" => json!({ "expiration": 1_767_268_800 }),
        "sendLink" => json!({ "url": "https://example.com" }),
        "updateGroupRequests" => json!({ "action": "approve" }),
        _ => json!({}),
    }
}

/// Calls an operation with valid parameters.
async fn call(client: &Client, operation: &OperationInfo) -> Result<(), Error> {
    let mut body = body();
    for (name, value) in changed(operation.id).as_object().expect("an object") {
        body[name] = value.clone();
    }
    let mut call = client.request(operation.method.clone(), operation.path);
    for segment in operation.path.split('/') {
        let resource = operation.path.split('/').nth(1).unwrap_or_default();
        call = match (segment, resource) {
            ("{id}", "newsletters") => call.path("120363000000000000@newsletter"),
            ("{id}", "contacts") | ("{chatId}", _) => call.path(ADA),
            ("{id}" | "{groupId}", _) => call.path(GROUP),
            ("{phone}", _) => call.path("+491701234567"),
            (name, _) if name.starts_with('{') => call.path("3EB0"),
            _ => call,
        };
    }
    call.query("id", "H4sIAAAAAAAAAAAA").json(&body).retry(RetryPolicy::never()).await.map(|_| ())
}

/// The operations that do not need WhatsApp.
const LOCAL: [&str; 10] = [
    "listChats",
    "getChatInfo",
    "listContacts",
    "getContact",
    "downloadMedia",
    "getQR",
    "getQRText",
    "getPairCode",
    "getSessionStatus",
    "flushHistory",
];

/// Returns the status, and the prefix of the error detail.
fn expected(id: &str) -> (u16, &'static str) {
    match id {
        "getGroup"
        | "getGroupParticipants"
        | "getGroupRequests"
        | "getGroupInfoFromLink"
        | "getCommunity"
        | "getCommunityParticipants"
        | "getCommunitySubGroups"
        | "getNewsletter"
        | "getNewsletterByInviteCode" => (404, "not found: "),
        "getChatPicture" => (400, "failed to get chat picture: "),
        "getChatBusinessProfile" => (400, "failed to get business profile: "),
        "joinGroupWithLink" | "joinGroupWithInvite" => (400, "failed to join group: "),
        "logout" => (400, "failed to logout: "),
        "sendImage" | "sendVideo" | "sendAudio" | "sendVoice" | "sendDocument" | "sendSticker" | "postImageStatus"
        | "postVideoStatus" => (400, "failed to upload media: "),
        _ => (400, ""),
    }
}

#[tokio::test]
async fn operations_that_need_whatsapp_are_rejected() {
    let sim = Simulator::new();
    sim.instance("default").loses_connection();
    let client = sim.client();
    for operation in OPERATIONS.iter().filter(|operation| operation.credential == Credential::Instance) {
        let result = call(&client, operation).await;
        let detail = result.as_ref().err().and_then(Error::detail).unwrap_or_default().to_owned();
        if LOCAL.contains(&operation.id) {
            assert!(!detail.contains("websocket"), "{}: {detail}", operation.id);
            continue;
        }
        let (status, prefix) = expected(operation.id);
        let found = (result.err().and_then(|error| error.status()), detail);
        assert_eq!(found, (Some(status), format!("{prefix}websocket not connected")), "{}", operation.id);
    }
}

#[tokio::test]
async fn invalid_requests_are_rejected_before_whatsapp_is_asked() {
    let sim = Simulator::new();
    sim.instance("default").loses_connection();
    let client = sim.client();
    let post = |path: &'static str, body: Value| client.request(http::Method::POST, path).json(&body);
    let set_picture = |data: &str| {
        let call = client.request(http::Method::POST, "/groups/{id}/picture").path(GROUP);
        call.json(&json!({ "data": data }))
    };

    let image = post("/messages/image", json!({ "to": ADA, "data": "%" })).await;
    assert_rejected(image, 400, "illegal base64 data at input byte 0");
    let nobody = post("/messages/text", json!({ "to": "nobody", "text": "hi" })).await;
    assert_rejected(nobody, 400, "invalid to: nobody");
    assert_rejected(set_picture("%").await, 400, "invalid base64 data");
    let detail = "failed to resize image: failed to decode image: image: unknown format";
    assert_rejected(set_picture("aGVsbG8=").await, 400, detail);
    let detail = "invalid group JID: invalid JID \"1\": JID must have a user and a server";
    assert_rejected(client.request(http::Method::GET, "/groups/{id}").path("1").await, 400, detail);
    let number = client.request(http::Method::GET, "/users/{phone}/check").path("123").await;
    assert_rejected(number, 400, "invalid phone number format");
}

#[tokio::test]
async fn profile_fields_before_the_rejected_one_are_changed() {
    let sim = Simulator::new();
    sim.instance("default").loses_connection();
    let users = sim.client().users();
    users.update_my_profile(UpdateMyProfileRequest::new()).await.expect("an empty update needs no socket");
    let result = users.update_my_profile(UpdateMyProfileRequest::new().name("Ada")).await;
    assert_rejected(result, 400, "websocket not connected");
    let result = users.set_my_presence(SetMyPresenceRequest::new(Presence::Available)).await;
    assert_rejected(result, 400, "websocket not connected");
}

#[tokio::test]
async fn device_is_checked_before_the_method() {
    let sim = Simulator::builder().instance(NewInstance::named("sales").unpaired()).build();
    let patch = |path: &'static str| sim.client().request(http::Method::PATCH, path);
    assert_rejected(patch("/messages/text").await, 409, "device not paired");
    assert_rejected(patch("/session/status").await, 405, "method not allowed");
    assert_rejected(patch("/nowhere").await, 404, "not found");
    assert_rejected(Simulator::new().client().request(http::Method::PATCH, "/chats").await, 405, "method not allowed");
}

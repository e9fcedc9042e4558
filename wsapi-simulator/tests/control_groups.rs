//! Groups, communities, newsletters and instances over the control API.
#![cfg(feature = "server")]

mod control_client;

use serde_json::{Value, json};
use wsapi_simulator::{Mode, Server, Simulator};

use self::control_client::{act, call, get};

const ADA: &str = "/people/491701234567";
const BOB: &str = "/people/491707654321";
const ADA_JID: &str = "491701234567@s.whatsapp.net";
const BOB_JID: &str = "491707654321@s.whatsapp.net";

fn id(made: &Value) -> &str {
    made["id"].as_str().expect("an id")
}

async fn rejected(server: &Server, path: &str, body: Value) -> (u16, String) {
    let (status, problem) = call(server, &format!("POST {path}/acts"), body).await;
    (status, problem["detail"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn group_is_administered() {
    let server = Simulator::builder().serve().await;
    let choir =
        act(&server, ADA, json!({ "act": "createsGroup", "name": "Chor", "people": ["+49 170 5555555"] })).await;
    let (group, in_choir) = (format!("/groups/{}", id(&choir)), format!("{ADA}/groups/{}", id(&choir)));
    for body in [
        json!({ "act": "renames", "name": "Choir" }),
        json!({ "act": "describes", "text": "We sing." }),
        json!({ "act": "setsPicture", "data": "/9j/" }),
        json!({ "act": "letsOnlyAdminsWrite", "isSo": true }),
        json!({ "act": "letsOnlyAdminsEdit", "isSo": true }),
        json!({ "act": "letsOnlyAdminsAdd", "isSo": true }),
        json!({ "act": "requiresApproval", "isSo": true }),
        json!({ "act": "setsTimer", "timer": "24h" }),
        json!({ "act": "promotes", "person": "+49 170 5555555" }),
        json!({ "act": "demotes", "person": "+49 170 5555555" }),
        json!({ "act": "removes", "person": "+49 170 5555555" }),
        json!({ "act": "resetsInviteLink" }),
    ] {
        act(&server, &in_choir, body).await;
    }
    let details = get(&server, &group).await;
    assert_eq!(details["members"], json!([{ "id": ADA_JID, "isAdmin": true }]));
    assert_eq!((&details["name"], &details["timerSeconds"]), (&json!("Choir"), &json!(86_400)));
    let join = json!({ "act": "joins", "inviteLink": details["inviteLink"] });
    act(&server, BOB, join.clone()).await;
    assert_eq!(get(&server, &group).await["joinRequests"], json!([BOB_JID]));
    act(&server, &in_choir, json!({ "act": "rejects", "person": BOB_JID })).await;
    act(&server, BOB, join).await;
    act(&server, &in_choir, json!({ "act": "approves", "person": BOB_JID })).await;
    let again = rejected(&server, &in_choir, json!({ "act": "adds", "person": BOB_JID })).await;
    assert_eq!(again, (409, "the act has no effect on the person".to_owned()));
    act(&server, BOB, json!({ "act": "leaves", "group": choir["id"] })).await;
    let invitation = act(&server, &in_choir, json!({ "act": "invites", "person": BOB_JID })).await;
    let mut accept = invitation.clone();
    accept["act"] = json!("accepts");
    act(&server, BOB, accept).await;
    act(&server, ADA, json!({ "act": "writes", "text": "At eight", "chat": choir["id"] })).await;
    assert_eq!(get(&server, &format!("{BOB}/inbox?chat={}", id(&choir))).await["messages"][0]["text"], "At eight");
    let silent = rejected(&server, BOB, json!({ "act": "writes", "text": "Yes", "chat": choir["id"] })).await;
    assert_eq!(silent, (409, "info query returned status 403: forbidden".to_owned()));
    assert_eq!(rejected(&server, &format!("{ADA}/groups/1@g.us"), json!({ "act": "resetsInviteLink" })).await.0, 404);
}

#[tokio::test]
async fn community_and_newsletter_are_created_and_used() {
    let server = Simulator::builder().serve().await;
    let people = json!([BOB_JID]);
    let village = act(&server, ADA, json!({ "act": "createsCommunity", "name": "Village", "people": people })).await;
    let in_village = format!("{ADA}/communities/{}", id(&village));
    let football = act(&server, &in_village, json!({ "act": "createsGroup", "name": "Football" })).await;
    act(&server, &in_village, json!({ "act": "renames", "name": "The village" })).await;
    act(&server, &in_village, json!({ "act": "describes", "text": "By the sea" })).await;
    let link = |act: &str| json!({ "act": act, "group": football["id"] });
    act(&server, &in_village, link("unlinks")).await;
    assert_eq!(get(&server, &format!("/communities/{}", id(&village))).await["groups"], json!([]));
    act(&server, &in_village, link("links")).await;
    let details = get(&server, &format!("/communities/{}", id(&village))).await;
    assert_eq!((&details["groups"], &details["name"]), (&json!([football["id"]]), &json!("The village")));
    assert_eq!(get(&server, &format!("/groups/{}", id(&football))).await["community"], village["id"]);

    let news = act(&server, ADA, json!({ "act": "createsNewsletter", "name": "Gazette" })).await;
    act(&server, BOB, json!({ "act": "follows", "newsletter": news["id"] })).await;
    assert_eq!(get(&server, &format!("/newsletters/{}", id(&news))).await["followers"], json!([BOB_JID]));
    let unfollow = json!({ "act": "unfollows", "newsletter": news["id"] });
    act(&server, BOB, unfollow.clone()).await;
    assert_eq!(rejected(&server, BOB, unfollow).await, (409, "the person does not follow the newsletter".to_owned()));
}

#[tokio::test]
async fn existing_groups_are_added_without_an_event() {
    let server = Simulator::builder().serve().await;
    server.instance("default").set_webhook("http://127.0.0.1:1/", "");
    let choir = json!({
        "name": "Choir", "owner": ADA_JID, "members": [BOB_JID], "account": "admin", "onlyAdminsAdd": true,
        "messages": [{ "from": BOB_JID, "text": "At eight?", "minutesAgo": 5 }, { "from": "me", "text": "Yes" }],
    });
    let (status, made) = call(&server, "POST /groups", choir).await;
    assert_eq!(status, 201);
    let chat = get(&server, &format!("{BOB}/chats/{}", id(&made))).await;
    assert_eq!(chat["messages"][1]["text"], "Yes");
    let village = json!({ "name": "Village", "groups": ["Football"], "members": [ADA_JID] });
    assert_eq!(call(&server, "POST /communities", village).await.0, 201);
    let news = json!({ "name": "Gazette", "owner": ADA_JID, "followedByAccount": true, "messages": [{ "text": "1" }] });
    assert_eq!(call(&server, "POST /newsletters", news).await.0, 201);
    let stranger = json!({ "name": "Choir", "messages": [{ "from": BOB_JID, "text": "x" }] });
    let (status, problem) = call(&server, "POST /groups", stranger).await;
    assert_eq!((status, &problem["detail"]), (409, &json!("messages[0].from: expected a member of the group")));
    assert_eq!(get(&server, "/deliveries").await["deliveries"], json!([]));
}

#[tokio::test]
async fn instances_are_added_paired_and_disconnected() {
    let server = Simulator::builder().mode(Mode::Multi).serve().await;
    let sales = json!({ "id": "sales", "phone": "+49 30 1234567", "name": "Sales", "key": "secret" });
    assert_eq!(call(&server, "POST /instances", sales.clone()).await.0, 201);
    assert_eq!(call(&server, "POST /instances", sales).await.0, 409);
    assert_eq!(call(&server, "POST /instances", json!({ "id": "a/b" })).await.0, 409);
    assert_eq!(call(&server, "POST /instances", json!({ "id": "support" })).await.0, 201);
    let states = get(&server, "/instances").await["instances"].clone();
    assert_eq!((&states[1]["account"], &states[2]["isPaired"]), (&json!("49301234567@s.whatsapp.net"), &json!(false)));
    assert_eq!(call(&server, "PUT /instances/sales/webhook", json!({ "url": "http://127.0.0.1:1/" })).await.0, 204);
    for (act, member, expected) in [
        ("losesConnection", "isConnected", false),
        ("reconnects", "isConnected", true),
        ("goesDown", "isUp", false),
        ("comesUp", "isUp", true),
    ] {
        assert_eq!(call(&server, "POST /instances/sales/acts", json!({ "act": act })).await.0, 204, "{act}");
        assert_eq!(get(&server, "/instances/sales").await[member], expected, "{act}");
    }
    let lost = rejected(&server, "/instances/support", json!({ "act": "losesConnection" })).await;
    assert_eq!(lost, (409, "the instance `support` is not paired".to_owned()));
    assert_eq!(rejected(&server, "/instances/none", json!({ "act": "goesDown" })).await.0, 404);

    let session = server.instance("support").client().session();
    let code = session.pairing().next_code().await.expect("the server responds").expect("a code");
    let linked = act(&server, ADA, json!({ "act": "scans", "code": code.text() })).await;
    assert_eq!(linked["id"], "support");
    act(&server, ADA, json!({ "act": "writes", "text": "Hello", "instance": "sales" })).await;
    assert_eq!(get(&server, "/people/49301234567/inbox?instance=support").await["messages"][0]["text"], "Hello");
    act(&server, ADA, json!({ "act": "unlinks", "instance": "support", "reason": "phoneLoggedOut" })).await;
    let pair_code = session.pair_code("+49 170 1234567").await.expect("the server responds");
    let wrong = rejected(&server, BOB, json!({ "act": "enters", "code": pair_code.code })).await;
    assert_eq!(wrong, (409, "the code is for another phone number".to_owned()));
    assert_eq!(act(&server, ADA, json!({ "act": "enters", "code": pair_code.code })).await["id"], "support");
}

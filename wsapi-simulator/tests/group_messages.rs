//! Messages in groups: recipients and permissions.

mod recorder;
mod rejected;

use std::time::Duration;

use serde_json::json;
use wsapi_client::{
    Client, Error, Jid,
    types::{
        DeleteMessageRequest, EditMessageRequest, Expiry, PinDuration, PinMessageRequest, SendReactionRequest,
        SendTextRequest, SetChatEphemeralRequest,
    },
};
use wsapi_simulator::{Group, Person, Simulator, Ticks};

use self::{recorder::Recorder, rejected::assert_rejected};

const FORBIDDEN: &str = "info query returned status 403: forbidden";

/// Creates a group of Ada, Bob and the account, which is its admin.
fn choir() -> (Simulator, Client, Group, Person, Person) {
    let sim = Simulator::new();
    let (ada, bob) = (sim.person("+49 170 1234567").named("Ada"), sim.person("+49 170 7654321").named("Bob"));
    let choir = sim.group("Choir").members([&ada, &bob]).create();
    let client = sim.client();
    (sim, client, choir, ada, bob)
}

#[track_caller]
fn assert_bad_request<T>(result: Result<T, Error>, detail: &str) {
    assert_rejected(result, 400, detail);
}

#[tokio::test]
async fn message_is_read_when_all_members_have_read_it() {
    let (sim, client, choir, ada, bob) = choir();
    let sent = client.messages().send_text(SendTextRequest::new(&choir, "At eight")).await.unwrap();
    let events = Recorder::of(&sim);
    let phone = sim.instance("default").phone();
    let ticks = || phone.chat(&choir).last().unwrap().ticks;
    sim.settle().await;
    events.take();

    ada.reads(&sent.id).await;
    let read = events.printed_one("message_read");
    assert_eq!((&read["sender"]["id"], &read["chatId"]), (&json!(ada.jid()), &json!(choir.jid())));
    assert_eq!((&read["isGroup"], &read["receiptType"]), (&json!(true), &json!("read")));
    assert_eq!(ticks(), Some(Ticks::Delivered));
    bob.reads_chat(&choir).await;
    assert_eq!(ticks(), Some(Ticks::Read));
}

#[tokio::test]
async fn admin_deletes_the_messages_of_others() {
    let (_sim, client, choir, ada, bob) = choir();
    let message = ada.writes("Buy my records").in_chat(&choir).await;
    client.messages().delete(&message.id, DeleteMessageRequest::new(&choir, ada.jid())).await.unwrap();
    assert_eq!(bob.chat(&choir).to_string(), "Ada: [deleted]");
    let own = client.messages().send_text(SendTextRequest::new(&choir, "At nine")).await.unwrap();
    client.messages().edit(&own.id, EditMessageRequest::new(&choir, "At eight")).await.unwrap();
    assert_eq!(ada.chat(&choir).last_text(), Some("At eight"));
}

#[tokio::test]
async fn pins_and_reactions_are_seen_by_all_members() {
    let (sim, client, choir, ada, bob) = choir();
    let events = Recorder::of(&sim);
    let message = ada.writes("At eight").in_chat(&choir).await;
    events.take();
    bob.pins(&message, PinDuration::Days7).await;
    let pin = events.printed_one("message");
    assert_eq!((&pin["sender"]["id"], &pin["pin"]["messageId"]), (&json!(bob.jid()), &json!(message.id)));
    bob.reacts_to(&message, "👍").await;
    assert_eq!(events.printed_one("message")["chatId"], json!(choir.jid()));
    let reaction = SendReactionRequest::new(&choir, ada.jid(), "🎉");
    client.messages().send_reaction(&message.id, reaction).await.unwrap();
    assert_eq!(ada.chat(&choir).to_string(), "You: At eight [pinned] (👍) (🎉) ✓✓");
    client.messages().pin(&message.id, PinMessageRequest::new(&choir, ada.jid(), false)).await.unwrap();
    assert!(ada.chat(&choir).pinned().is_empty());
}

#[tokio::test]
async fn call_is_rejected_where_the_account_may_not_write() {
    let (sim, client, _, ada, bob) = choir();
    let messages = client.messages();
    let others = sim.group("Others").members([&ada, &bob]).without_account().create();
    let text = |chat: &Jid| messages.send_text(SendTextRequest::new(chat, "Hi"));
    assert_bad_request(text(others.jid()).await, FORBIDDEN);
    let unknown: Jid = "120363000000000000@g.us".parse().unwrap();
    assert_bad_request(text(&unknown).await, "info query returned status 404: item-not-found");
    let timer = SetChatEphemeralRequest::new(Expiry::Days7);
    assert_bad_request(client.chats().set_ephemeral(&others, timer).await, FORBIDDEN);

    let news = sim.group("News").owned_by(&ada).only_admins_write().create();
    let message = ada.writes("We sing on Friday").in_chat(&news).await;
    assert_bad_request(text(news.jid()).await, FORBIDDEN);
    let reaction = SendReactionRequest::new(&news, ada.jid(), "🎉");
    messages.send_reaction(&message.id, reaction).await.unwrap();
    assert_eq!(ada.chat(&news).to_string(), "You: We sing on Friday (🎉) ✓✓");
    assert!(others.messages().is_empty() && bob.chat(&news).messages.is_empty(), "Bob is not a member");
}

#[tokio::test]
async fn message_of_a_person_has_the_timer_of_its_chat() {
    let (sim, client, choir, ada, bob) = choir();
    let phone = sim.instance("default").phone();
    ada.in_group(&choir).sets_timer(Expiry::Days7).await;
    client.chats().set_ephemeral(ada.jid(), SetChatEphemeralRequest::new(Expiry::Hours24)).await.unwrap();
    let events = Recorder::of(&sim);
    ada.writes("in the group").in_chat(&choir).await;
    ada.writes("in private").await;
    ada.writes("for good").disappearing_after(Expiry::Off).await;
    let timers: Vec<_> = events.printed().iter().map(|(_, data)| data["ephemeralExpiration"].clone()).collect();
    assert_eq!(timers, [json!("7d"), json!("24h"), json!(null)]);
    assert_eq!((bob.chat(&choir).timer, ada.chat(&bob).timer), (Some(Expiry::Days7), None));

    sim.advance(Duration::from_secs(24 * 60 * 60));
    assert_eq!((phone.chat(&ada).texts(), bob.chat(&choir).texts()), (vec!["for good"], vec!["in the group"]));
}

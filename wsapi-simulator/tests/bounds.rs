//! Bounds: the oldest entries are dropped, and the newest ones still work.

mod recorder;
mod rejected;

use std::panic::{AssertUnwindSafe, catch_unwind};

use wsapi_client::{
    Event, Jid,
    events::{Attempt, Handler},
    operations::ListChats,
    types::{
        ChatState, CreateCommunityRequest, CreateContactRequest, CreateGroupRequest, CreateInstanceRequest,
        CreateNewsletterRequest, EditMessageRequest, Expiry, SendReactionRequest, SendTextRequest,
        SetChatEphemeralRequest, SetChatPresenceRequest, StarMessageRequest,
    },
};
use wsapi_simulator::{Mode, Person, Simulator, without_waiting};

use self::{recorder::Recorder, rejected::assert_rejected};

/// The maximum number of messages and events.
const MOST: u64 = 10_000;

fn phone(number: u64) -> Jid {
    Jid::from_digits(&format!("49170{:07}", 1_000_000 + number)).expect("a number")
}

fn person(sim: &Simulator, number: u64) -> Person {
    sim.person(&format!("+{}", phone(number).user()))
}

#[tokio::test]
async fn newest_messages_of_all_chats_are_kept() {
    let sim = Simulator::new();
    let messages = sim.client().messages();
    for number in 0..=MOST {
        messages.send_text(SendTextRequest::new(phone(number), "hi")).await.expect("sending succeeds");
    }
    assert_eq!(person(&sim, 0).inbox().texts(), Vec::<&str>::new());
    for kept in [1, MOST] {
        assert_eq!(person(&sim, kept).inbox().texts(), ["hi"], "{kept}");
    }
}

#[tokio::test]
async fn acts_on_messages_do_not_evict_messages() {
    let sim = Simulator::new();
    let (messages, ada) = (sim.client().messages(), person(&sim, 0));
    let sent = ada.writes("hello").await;
    for number in 1..=100 {
        let chat = phone(number);
        messages.star(&sent.id, StarMessageRequest::new(&chat, &chat, true)).await.expect("it is starred");
        messages.edit(&sent.id, EditMessageRequest::new(&chat, "hi")).await.expect("it is edited");
        let reaction = SendReactionRequest::new(&chat, &chat, "👍");
        messages.send_reaction(&sent.id, reaction).await.expect("sending succeeds");
        assert!(person(&sim, number).chat(&sim.instance("default").phone()).messages.is_empty());
    }
    assert_eq!(ada.inbox().texts(), Vec::<&str>::new());
    assert_eq!(sim.instance("default").phone().chat(&ada).texts(), ["hello"]);
}

#[tokio::test]
async fn newest_typing_states_and_timers_are_kept() {
    let sim = Simulator::new();
    let (chats, bot) = (sim.client().chats(), sim.instance("default").phone());
    for number in 0..=1_000 {
        let typing = SetChatPresenceRequest::new(ChatState::Typing);
        chats.set_presence(phone(number), typing).await.expect("it is set");
    }
    for number in 0..=MOST {
        let timer = SetChatEphemeralRequest::new(Expiry::Days7);
        chats.set_ephemeral(phone(number), timer).await.expect("it is set");
    }
    let oldest = person(&sim, 0).chat(&bot);
    assert_eq!((oldest.states.len(), oldest.timer), (0, None));
    let newest = [person(&sim, 1_000).chat(&bot), person(&sim, MOST).chat(&bot)];
    assert_eq!(newest[0].states, [(bot.jid().clone(), ChatState::Typing)]);
    assert_eq!(newest[1].timer, Some(Expiry::Days7));
}

#[tokio::test]
async fn newest_contacts_are_kept() {
    let sim = Simulator::new();
    let contacts = sim.client().contacts();
    for number in 0..=MOST {
        contacts.create(CreateContactRequest::new(phone(number), "Ada")).await.expect("it is saved");
        contacts.block(phone(number)).await.expect("it is blocked");
    }
    let saved: Vec<_> = contacts.list().await.expect("a list").into_iter().map(|contact| contact.id).collect();
    let blocked: Vec<_> = contacts.blocklist().await.expect("a list").into_iter().map(|contact| contact.id).collect();
    for list in [saved, blocked] {
        assert_eq!(list.len() as u64, MOST);
        assert!(!list.contains(&phone(0)) && list.contains(&phone(MOST)));
    }
}

/// Zeros, which take no memory before they are read.
fn zeros(mebibytes: usize) -> Vec<u8> {
    vec![0; mebibytes << 20]
}

#[tokio::test]
async fn files_are_bounded_by_bytes() {
    let sim = Simulator::new();
    let events = Recorder::of(&sim);
    let (ada, media) = (person(&sim, 0), sim.client().media());
    let mut ids = Vec::new();
    for _ in 0..5 {
        ada.sends_document("a.bin", zeros(60)).await;
        ids.push(events.printed_one("message")["media"]["id"].as_str().expect("an id").to_owned());
    }
    let detail = "failed to download media: download failed with status code 404";
    assert_rejected(media.download(&ids[0]).await.map(|_| ()), 400, detail);
    for id in &ids[1..] {
        media.download(id).await.expect("it is kept");
    }
    let bot = sim.instance("default").phone();
    assert_eq!(bot.chat(&ada).messages.len(), 4, "messages with files are also bounded by bytes");

    ada.sends_document("b.bin", zeros(300)).await;
    assert_eq!(bot.chat(&ada).messages.len(), 1, "the newest message is always kept");
}

#[tokio::test]
async fn newest_events_are_delivered_after_a_reconnect() {
    let sim = Simulator::new();
    let events = Recorder::of(&sim);
    let (ada, instance) = (person(&sim, 0), sim.instance("default"));
    instance.loses_connection();
    for number in 0..=MOST {
        ada.writes(number.to_string()).await;
    }
    instance.reconnects().await;
    let texts: Vec<_> =
        events.printed().into_iter().map(|(_, data)| data["text"].as_str().unwrap().to_owned()).collect();
    assert_eq!(texts.len() as u64, MOST);
    assert_eq!((&*texts[0], &**texts.last().unwrap()), ("1", "10000"));
}

#[tokio::test]
async fn missed_events_are_bounded_by_bytes() {
    let sim = Simulator::new();
    let events = Recorder::of(&sim);
    let (ada, instance) = (person(&sim, 0), sim.instance("default"));
    instance.loses_connection();
    for letter in ["a", "b"] {
        ada.writes(letter.repeat(40 << 20)).await;
    }
    instance.reconnects().await;
    let texts = events.texts();
    assert_eq!(texts.len(), 1, "only the newest event is kept");
    assert!(texts[0].starts_with('b'));
}

#[tokio::test]
async fn groups_and_newsletters_are_bounded() {
    let sim = Simulator::new();
    let (client, detail) = (sim.client(), "info query returned status 429: rate-overlimit");
    for _ in 0..MOST {
        let _: Result<_, _> = client.groups().create(CreateGroupRequest::new("Choir", [phone(0)])).await;
        let _: Result<_, _> = client.newsletters().create(CreateNewsletterRequest::new("News")).await;
    }
    let group = client.groups().create(CreateGroupRequest::new("Choir", [phone(0)])).await;
    assert_rejected(group.map(|_| ()), 400, detail);
    let community = client.communities().create(CreateCommunityRequest::new("Club")).await;
    assert_rejected(community.map(|_| ()), 400, detail);
    let newsletter = client.newsletters().create(CreateNewsletterRequest::new("News")).await;
    assert_rejected(newsletter.map(|_| ()), 400, detail);
}

#[tokio::test]
async fn instances_are_bounded() {
    let sim = Simulator::builder().mode(Mode::Multi).build();
    let instances = sim.client().instances();
    for number in 1..1_000 {
        let created = instances.create(CreateInstanceRequest::new(format!("i{number}"))).await;
        created.expect("it is created");
    }
    let rejected = instances.create(CreateInstanceRequest::new("more")).await;
    assert_rejected(rejected.map(|_| ()), 400, "there are already 1000 instances");
}

#[tokio::test]
async fn headers_count_towards_the_size_of_recorded_requests() {
    let sim = Simulator::new();
    let (client, long) = (sim.client(), "x".repeat(1 << 20));
    for _ in 0..100 {
        client.chats().list().header("x-long", &long).await.expect("a list");
    }
    assert_eq!(sim.attempts::<ListChats>().len(), 63);
}

#[tokio::test]
async fn report_of_unexpected_calls_is_bounded() {
    let sim = Simulator::strict();
    let client = sim.client();
    for _ in 0..1_000 {
        client.groups().list().await.expect_err("the call is unexpected");
    }
    client.chats().list().await.expect_err("the call is unexpected");
    drop(client);
    let panic = catch_unwind(AssertUnwindSafe(|| drop(sim))).expect_err("dropping the simulator panics");
    let text = panic.downcast_ref::<String>().expect("a text");
    assert_eq!(text.lines().count(), 101);
    assert_eq!(text.lines().next(), Some("901 earlier calls were also unexpected"));
    assert_eq!(text.lines().last(), Some("unexpected call to `listChats`; no more calls are expected"));
}

#[tokio::test]
async fn event_that_a_full_queue_drops_is_a_failed_delivery() {
    let sim = Simulator::new();
    let events = Recorder::default();
    let (go, wait) = tokio::sync::watch::channel(false);
    let recorder = events.clone();
    sim.deliver_to(move |event: Event| {
        let (mut wait, recorder) = (wait.clone(), recorder.clone());
        async move {
            wait.wait_for(|go| *go).await?;
            recorder.handle(event, Attempt::first()).await
        }
    });
    let ada = person(&sim, 0);
    // The first event is in flight.
    for number in 0..=MOST {
        without_waiting(ada.writes(number.to_string())).await;
    }
    assert_eq!(sim.deliveries().len(), 0);
    without_waiting(ada.writes("last")).await;
    let deliveries = sim.deliveries();
    assert_eq!(deliveries.len(), 1);
    assert_eq!(deliveries[0].error.as_deref(), Some("too many events of the instance are queued"));
    go.send_replace(true);
    sim.settle().await;
    let texts: Vec<_> =
        events.printed().into_iter().map(|(_, data)| data["text"].as_str().unwrap().to_owned()).collect();
    assert_eq!(texts.len() as u64, MOST + 1);
    assert_eq!((&*texts[0], &*texts[1], &**texts.last().unwrap()), ("0", "2", "last"));
}

//! The list of chats, and their settings.

mod recorder;

use std::time::Duration;

use self::recorder::Recorder;
use wsapi_client::{
    EventData,
    types::{
        ArchiveChatRequest, BusinessProfile, ChatState, Expiry, MarkChatAsReadRequest, MuteChatRequest, MuteDuration,
        OlderMessagesRequest, PinChatRequest, SendTextRequest, SetChatEphemeralRequest, SetChatPresenceRequest,
    },
};
use wsapi_simulator::{NewInstance, Simulator};

#[tokio::test]
async fn chats_come_from_received_messages() {
    let sim = Simulator::new();
    let (chats, ada, bob) = (sim.client().chats(), sim.person("+49 170 1234567"), sim.person("+49 170 7654321"));
    sim.client().messages().send_text(SendTextRequest::new(ada.jid(), "hello")).await.unwrap();
    let error = chats.get(ada.jid()).await.unwrap_err();
    let detail = "not found: get chat 491701234567@s.whatsapp.net: sql: no rows in result set";
    assert_eq!((error.status(), error.detail()), (Some(404), Some(detail)));

    ada.writes("hi").await;
    sim.advance(Duration::from_secs(1));
    bob.writes("hi").await;
    let listed = chats.list().await.unwrap();
    assert_eq!(listed.iter().map(|chat| &chat.id).collect::<Vec<_>>(), [bob.jid(), ada.jid()]);
    assert_eq!(listed[1].last_activity.as_ref().unwrap().as_str(), "2026-01-01T12:00:00Z");
    assert!(listed[0].lid.is_some());

    chats.delete(bob.jid()).await.unwrap();
    assert_eq!(chats.list().await.unwrap().len(), 1);
    bob.writes("still here").await;
    assert_eq!(chats.list().await.unwrap().len(), 2);
    let error = sim.client().request(http::Method::GET, "/chats/{id}").path("abc").await.unwrap_err();
    assert_eq!(error.detail(), Some("not found: get chat abc: sql: no rows in result set"));
}

#[tokio::test]
async fn settings_are_reported_and_read_back() {
    let sim = Simulator::new();
    let events = Recorder::of(&sim);
    let (chats, ada) = (sim.client().chats(), sim.person("+49 170 1234567"));
    ada.writes("hi").await;
    events.take();
    chats.pin(ada.jid(), PinChatRequest::new(true)).await.unwrap();
    chats.mute(ada.jid(), MuteChatRequest::new(MuteDuration::Hours8)).await.unwrap();
    chats.mark_as_read(ada.jid(), MarkChatAsReadRequest::new(true)).await.unwrap();
    let chat = chats.get(ada.jid()).await.unwrap();
    assert_eq!((chat.is_pinned, chat.is_muted), (true, true));
    assert_eq!(chat.mute_end_time.unwrap().as_str(), "2026-01-01T20:00:00Z");

    chats.archive(ada.jid(), ArchiveChatRequest::new(true)).await.unwrap();
    sim.settle().await;
    let kinds = events.all().into_iter().map(|data| match data {
        EventData::ChatSetting(setting) => setting.setting_type.as_str().to_owned(),
        other => panic!("{other:?}"),
    });
    let kinds = kinds.collect::<Vec<_>>();
    assert_eq!(kinds, ["pin", "mute", "read", "archive", "pin"]);
    sim.advance(Duration::from_secs(8 * 3600));
    let chat = chats.get(ada.jid()).await.unwrap();
    assert_eq!((chat.is_archived, chat.is_pinned, chat.is_muted), (true, false, false));
    assert_eq!(chat.mute_end_time, None);
}

#[tokio::test]
async fn mute_always_ends_in_2318() {
    let sim = Simulator::new();
    let (chats, ada) = (sim.client().chats(), sim.person("+49 170 1234567"));
    ada.writes("hi").await;
    chats.mute(ada.jid(), MuteChatRequest::new(MuteDuration::Always)).await.unwrap();
    let end = chats.get(ada.jid()).await.unwrap().mute_end_time.unwrap();
    assert!(end.as_str().starts_with("2318-"), "{end}");
    chats.mute(ada.jid(), MuteChatRequest::new(MuteDuration::Off)).await.unwrap();
    assert!(!chats.get(ada.jid()).await.unwrap().is_muted);
}

#[tokio::test(start_paused = true)]
async fn missing_boolean_is_false() {
    let sim = Simulator::new();
    let events = Recorder::of(&sim);
    let call = sim.client().request(http::Method::PUT, "/chats/{chatId}/pin").path("491701234567@s.whatsapp.net");
    call.json(&serde_json::json!({})).await.unwrap();
    sim.settle().await;
    let EventData::ChatSetting(setting) = events.all().remove(0) else { panic!("another event") };
    assert_eq!(setting.pin.unwrap().is_pinned, Some(false));
}

#[tokio::test(start_paused = true)]
async fn timer_and_typing_are_seen_by_the_other_side() {
    let sim = Simulator::builder().instance("sales").instance(NewInstance::named("other")).build();
    let events = Recorder::of(&sim);
    let (sales, other) = (sim.instance("sales"), sim.instance("other"));
    let chats = sales.client().chats();
    let to = other.account().unwrap();
    chats.set_ephemeral(&to, SetChatEphemeralRequest::new(Expiry::Days7)).await.unwrap();
    chats.set_presence(&to, SetChatPresenceRequest::new(ChatState::Typing)).await.unwrap();
    sim.settle().await;
    let chat = other.phone().chat(&sales.phone());
    assert_eq!((chat.states, chat.timer), (vec![(sales.account().unwrap(), ChatState::Typing)], Some(Expiry::Days7)));
    let [EventData::ChatSetting(setting)] = &*events.all() else { panic!("{:?}", events.types()) };
    assert_eq!(setting.ephemeral.as_ref().unwrap().expiration, Some(Expiry::Days7));
    let call = chats
        .set_ephemeral("1@newsletter".parse::<wsapi_client::Jid>().unwrap(), SetChatEphemeralRequest::new(Expiry::Off));
    assert_eq!(call.await.unwrap_err().detail(), Some("can't set disappearing time in a newsletter chat"));
}

#[tokio::test(start_paused = true)]
async fn older_messages_arrive_as_an_event() {
    let (sim, events) = (Simulator::new(), Recorder::default());
    let (chats, ada) = (sim.client().chats(), sim.person("+49 170 1234567"));
    let mut last = None;
    for text in ["one", "two", "three"] {
        last = Some(ada.writes(text).await);
    }
    sim.deliver_to(events.clone());
    let last = last.unwrap();
    chats.request_messages(ada.jid(), OlderMessagesRequest::new(&last.id, ada.jid()).count(1)).await.unwrap();
    chats.request_messages(ada.jid(), OlderMessagesRequest::new("unknown", ada.jid())).await.unwrap();
    sim.settle().await;
    let [EventData::MessageHistorySync(history)] = &*events.all() else { panic!("{:?}", events.types()) };
    let texts: Vec<_> = history.messages.iter().flatten().map(|message| message.text.as_deref().unwrap()).collect();
    assert_eq!((history.chat_id.as_ref(), texts), (Some(ada.jid()), vec!["two"]));
    chats.clear(ada.jid()).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn business_has_a_profile() {
    let mut profile = BusinessProfile::new();
    profile.email = "shop@example.com".to_owned();
    let sim = Simulator::new();
    let (chats, shop) = (sim.client().chats(), sim.person("+49 170 1234567").with_business("The Shop", profile));
    let profile = chats.business_profile(shop.jid()).await.unwrap();
    assert_eq!((profile.id.as_str(), profile.email.as_str()), ("491701234567", "shop@example.com"));
    let ada = sim.person("+49 170 7654321");
    let error = chats.business_profile(ada.jid()).await.unwrap_err();
    assert!(error.detail().unwrap().starts_with("failed to get business profile: "));
}

#[tokio::test(start_paused = true)]
async fn settings_changed_on_the_phone_are_reported() {
    let (sim, events) = (Simulator::new(), Recorder::default());
    let (chats, ada) = (sim.client().chats(), sim.person("+49 170 1234567"));
    let phone = sim.instance("default").phone();
    ada.writes("hi").await;
    sim.deliver_to(events.clone());
    phone.mutes_chat(ada.jid(), MuteDuration::Always).await;
    let EventData::ChatSetting(setting) = events.take().remove(0) else { panic!("another event") };
    assert_eq!(setting.mute.unwrap().mute_end_time, None);
    assert_eq!(chats.get(ada.jid()).await.unwrap().mute_end_time.unwrap().as_str(), "9999-12-31T23:59:59Z");

    phone.pins_chat(ada.jid(), true).await;
    phone.archives_chat(ada.jid(), true).await;
    phone.marks_chat_read(ada.jid(), false).await;
    let chat = chats.get(ada.jid()).await.unwrap();
    assert_eq!((chat.is_pinned, chat.is_archived), (false, true));
    events.take();
    ada.sets_timer(phone.jid(), Expiry::Hours24).await;
    let [EventData::ChatSetting(setting)] = &*events.all() else { panic!("{:?}", events.types()) };
    assert_eq!(setting.ephemeral.as_ref().unwrap().sender.as_ref().unwrap().id, *ada.jid());
}

//! Profiles, presence and privacy.

mod recorder;

use self::recorder::Recorder;
use wsapi_client::{
    EventData, Media,
    types::{
        CheckManyRequest, Presence, PrivacySetting, PrivacyValue, SetMyPresenceRequest, SetPrivacySettingRequest,
        UpdateMyProfileRequest,
    },
};
use wsapi_simulator::{NewInstance, Simulator};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

#[tokio::test(start_paused = true)]
async fn numbers_are_checked() {
    let sim = Simulator::new();
    let (users, ada) = (sim.client().users(), sim.person("+49 170 1234567"));
    let stranger = sim.unregistered_number("+49 170 7654321");
    assert!(users.check(ada.jid()).await.unwrap().is_on_whatsapp);
    assert!(!users.check(&stranger).await.unwrap().is_on_whatsapp);
    let checks = users.check_many(CheckManyRequest::new([ada.jid(), &stranger])).await.unwrap();
    assert_eq!(checks[0].query, "+491701234567");
    assert_eq!((checks[0].jid.as_ref(), checks[1].jid.as_ref()), (Some(ada.jid()), None));
    let error = sim.client().request(http::Method::GET, "/users/{phone}/check").path("0170").await.unwrap_err();
    assert_eq!(error.detail(), Some("invalid phone number format"));
}

#[tokio::test(start_paused = true)]
async fn profile_of_a_person_is_read_unless_hidden() {
    let sim = Simulator::new();
    let (users, chats) = (sim.client().users(), sim.client().chats());
    let ada = sim.person("+49 170 1234567").with_about("Busy").with_picture(PNG);
    let profile = users.profile(ada.jid()).await.unwrap();
    assert_eq!((profile.status.as_str(), profile.is_on_whatsapp), ("Busy", true));
    assert_eq!(chats.picture(ada.jid()).await.unwrap().id, profile.picture_id);

    let ada = ada.with_hidden_profile();
    let profile = users.profile(ada.jid()).await.unwrap();
    assert_eq!((profile.status.as_str(), profile.picture_id.as_str()), ("", ""));
    let detail = "failed to get chat picture: the user has hidden their profile picture from you";
    assert_eq!(chats.picture(ada.jid()).await.unwrap_err().detail(), Some(detail));
    let detail = "failed to get chat picture: that user or group does not have a profile picture";
    let bob = sim.person("+49 170 7654321");
    assert_eq!(chats.picture(bob.jid()).await.unwrap_err().detail(), Some(detail));
}

#[tokio::test(start_paused = true)]
async fn own_profile_is_updated() {
    let sim = Simulator::new();
    let events = Recorder::of(&sim);
    let users = sim.client().users();
    let update = UpdateMyProfileRequest::new().name("Shop").status("Open").picture(Media::bytes(&b"\xff\xd8\xff"[..]));
    users.update_my_profile(update).await.unwrap();
    sim.settle().await;
    let [EventData::ChatPicture(change)] = &*events.all() else { panic!("{:?}", events.types()) };
    assert_eq!((change.sender.id.as_str(), change.picture_id.as_str()), ("", ""));

    users.update_my_profile(UpdateMyProfileRequest::new().name("").status("Closed")).await.unwrap();
    let profile = users.my_profile().await.unwrap();
    assert_eq!((profile.push_name.as_str(), profile.status.as_str()), ("Shop", "Closed"));
    assert_eq!((profile.device_number, profile.picture_id.len()), (1, 10));
    let phone = sim.instance("default").phone();
    assert_eq!((phone.name(), phone.about()), ("Shop".to_owned(), "Closed".to_owned()));

    let update = UpdateMyProfileRequest::new().name("New").picture(Media::bytes(&b"text"[..]));
    let detail = "failed to resize image: failed to decode image: image: unknown format";
    assert_eq!(users.update_my_profile(update).await.unwrap_err().detail(), Some(detail));
    assert_eq!(users.my_profile().await.unwrap().push_name, "New", "the name was set before the picture was rejected");
    let call = sim.client().request(http::Method::PUT, "/users/me/profile");
    let error = call.json(&serde_json::json!({ "picture": "?" })).await.unwrap_err();
    assert_eq!(error.detail(), Some("invalid base64 picture"));
}

#[tokio::test(start_paused = true)]
async fn people_change_their_profiles() {
    let sim = Simulator::new();
    let events = Recorder::of(&sim);
    let ada = sim.person("+49 170 1234567").named("Ada");
    ada.writes("hello").await;
    events.take();
    ada.changes_about("Busy").await;
    let picture = ada.changes_picture(PNG).await;
    ada.changes_name("Countess").await;
    assert_eq!(events.types(), ["chat_status", "chat_picture"], "the name comes with the next message");
    let [_, EventData::ChatPicture(change)] = &*events.take() else { panic!("two events") };
    assert_eq!((&change.sender.id, &change.picture_id), (ada.jid(), &picture));

    ada.writes("hello again").await;
    let [EventData::Message(_), EventData::ChatPushName(change)] = &*events.all() else { panic!("two events") };
    assert_eq!(change.push_name, "Countess");
    assert_eq!(sim.client().chats().get(ada.jid()).await.unwrap().push_name.unwrap(), "Countess");
}

#[tokio::test(start_paused = true)]
async fn presence_is_reported_to_available_subscribers() {
    let sim = Simulator::new();
    let events = Recorder::of(&sim);
    let (client, ada) = (sim.client(), sim.person("+49 170 1234567"));
    ada.goes_online().await;
    client.chats().subscribe_presence(ada.jid()).await.unwrap();
    ada.goes_offline().await;
    assert!(events.types().is_empty());

    client.users().set_my_presence(SetMyPresenceRequest::new(Presence::Available)).await.unwrap();
    assert!(ada.sees_online(&sim.instance("default").phone()));
    ada.goes_online().await;
    ada.goes_offline().await;
    let [EventData::UserPresence(online), EventData::UserPresence(offline)] = &*events.all() else {
        panic!("two events")
    };
    assert_eq!((&online.status, online.last_seen.is_unset()), (&Presence::Available, true));
    assert_eq!((&offline.status, offline.last_seen.is_unset()), (&Presence::Unavailable, false));
}

#[tokio::test(start_paused = true)]
async fn hidden_time_online_is_not_reported() {
    let sim = Simulator::builder().instance("watcher").instance("shy").build();
    let (watcher, shy) = (sim.client(), sim.instance("shy").client());
    let available = |presence| SetMyPresenceRequest::new(presence);
    watcher.chats().subscribe_presence(sim.instance("shy").phone().jid()).await.unwrap();
    watcher.users().set_my_presence(available(Presence::Available)).await.unwrap();
    let events = Recorder::of(&sim);
    for value in [PrivacyValue::All, PrivacyValue::Nobody] {
        shy.users().set_privacy_setting(SetPrivacySettingRequest::new(PrivacySetting::LastSeen, value)).await.unwrap();
        shy.users().set_my_presence(available(Presence::Unavailable)).await.unwrap();
    }
    let [EventData::UserPresence(shown), EventData::UserPresence(hidden)] = &*events.settled(&sim).await else {
        panic!("two events")
    };
    assert_eq!((shown.last_seen.is_unset(), hidden.last_seen.is_unset()), (false, true));
}

#[tokio::test(start_paused = true)]
async fn presence_needs_a_name() {
    let sim = Simulator::builder().instance(NewInstance::named("new").unpaired()).build();
    let phone = sim.person("+49 170 1234567");
    phone.scans(sim.client().session().qr_text().await.unwrap().code).await.unwrap();
    let available = || SetMyPresenceRequest::new(Presence::Available);
    let error = sim.client().users().set_my_presence(available()).await.unwrap_err();
    assert_eq!(error.detail(), Some("can't send presence without PushName set"));
    phone.changes_name("Ada").await;
    sim.client().users().set_my_presence(available()).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn privacy_is_read_back() {
    let users = Simulator::new().client().users();
    let set = |setting, value| users.set_privacy_setting(SetPrivacySettingRequest::new(setting, value));
    let settings = set(PrivacySetting::LastSeen, PrivacyValue::Nobody).await.unwrap();
    assert_eq!((settings.last_seen.as_str(), settings.online.as_str()), ("none", "all"));
    assert_eq!(users.privacy_settings().await.unwrap(), settings);
    assert_eq!(set(PrivacySetting::Online, PrivacyValue::Nobody).await.unwrap_err().status(), Some(400));
    set(PrivacySetting::CallAdd, PrivacyValue::Known).await.unwrap();
}

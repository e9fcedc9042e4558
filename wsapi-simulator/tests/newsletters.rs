//! Newsletters, which WhatsApp shows as channels.

mod recorder;
mod rejected;

use serde_json::{Value, json};
use wsapi_client::{
    EventData, Jid,
    http::Method,
    types::{CreateNewsletterRequest, MuteNewsletterRequest, NewsletterAction, SetNewsletterSubscriptionRequest},
};
use wsapi_simulator::{Person, Simulator};

use self::{recorder::Recorder, rejected::assert_rejected};

fn start() -> (Simulator, Recorder, Person) {
    let sim = Simulator::new();
    let events = Recorder::of(&sim);
    let ada = sim.person("+49 170 1234567").named("Ada");
    (sim, events, ada)
}

#[tokio::test]
async fn created_newsletter_is_read_back() {
    let (sim, events, _) = start();
    let newsletters = sim.client().newsletters();
    let request = CreateNewsletterRequest::new("News").description("Daily").picture(b"\xff\xd8\xff".to_vec());
    let id: Jid = newsletters.create(request).await.unwrap().id.parse().unwrap();
    let news = newsletters.get(&id).await.unwrap();
    assert!(id.as_str().ends_with("@newsletter"));
    assert_eq!((&*news.name, &*news.description, &*news.state), ("News", "Daily", "active"));
    assert_eq!((news.role.as_deref(), news.mute.as_deref(), news.subscriber_count), (Some("owner"), Some("off"), 0));
    assert_eq!((&*news.verification_state, news.picture_url.is_some()), ("unverified", true));
    assert_eq!(newsletters.list().await.unwrap(), std::slice::from_ref(&news));
    assert_eq!(newsletters.get_by_invite_code(news.invite_code.as_ref().unwrap()).await.unwrap(), news);
    assert!(events.settled(&sim).await.is_empty());
}

#[tokio::test]
async fn newsletter_is_followed_muted_and_left() {
    let (sim, events, ada) = start();
    let newsletters = sim.client().newsletters();
    let news = sim.newsletter("News").owned_by(&ada).create();
    assert_eq!(newsletters.get(&news).await.unwrap().role.as_deref(), Some("guest"));
    assert!(newsletters.list().await.unwrap().is_empty());

    newsletters.set_subscription(&news, SetNewsletterSubscriptionRequest::new(true)).await.unwrap();
    let [EventData::Newsletter(change)] = &events.settled(&sim).await[..] else { panic!("expected one event") };
    assert_eq!((&change.action, change.name.as_deref()), (&NewsletterAction::Join, Some("News")));
    assert_eq!(change.role.as_deref(), Some("subscriber"));
    assert_eq!(newsletters.list().await.unwrap()[0].subscriber_count, 1);

    newsletters.mute(&news, MuteNewsletterRequest::new(true)).await.unwrap();
    let [EventData::Newsletter(change)] = &events.settled(&sim).await[..] else { panic!("expected one event") };
    assert_eq!((&change.action, change.mute.as_deref()), (&NewsletterAction::Mute, Some("on")));
    assert_eq!(newsletters.get(&news).await.unwrap().mute.as_deref(), Some("on"));

    newsletters.set_subscription(&news, SetNewsletterSubscriptionRequest::new(false)).await.unwrap();
    let [EventData::Newsletter(change)] = &events.settled(&sim).await[..] else { panic!("expected one event") };
    assert_eq!((&change.action, change.role.as_deref()), (&NewsletterAction::Leave, Some("guest")));
    assert!(news.followers().is_empty());
}

#[tokio::test]
async fn followers_read_what_the_owner_publishes() {
    let (sim, events, ada) = start();
    let bob = sim.person("+49 170 7654321");
    let news = ada.creates_newsletter("News").await;
    let phone = sim.instance("default").phone();
    phone.follows(&news).await;
    bob.follows(&news).await;
    assert_eq!(events.settled(&sim).await.len(), 1, "only the account's own change is reported");

    ada.writes("Extra!").in_chat(&news).await;
    let [EventData::Message(message)] = &events.settled(&sim).await[..] else { panic!("expected one message") };
    assert_eq!((&message.chat_id, message.is_group, message.text.as_deref()), (news.jid(), false, Some("Extra!")));
    assert_eq!((bob.inbox_in(&news).last_text(), news.texts()), (Some("Extra!"), vec!["Extra!".to_owned()]));
    bob.unfollows(&news).await;
    assert_eq!(news.followers(), [phone.jid().clone()]);
}

#[tokio::test]
async fn forbidden_changes_and_invalid_pictures_are_rejected() {
    let (sim, _, ada) = start();
    let client = sim.client();
    let newsletters = client.newsletters();
    let create = |body: Value| client.request(Method::POST, "/newsletters").json(&body);
    let own = sim.newsletter("Mine").create();
    let others = sim.newsletter("Theirs").owned_by(&ada).create();

    assert_rejected(create(json!({"name": "News", "picture": "%"})).await, 400, "invalid base64 picture");
    let detail = "failed to resize image: failed to decode image: image: unknown format";
    assert_rejected(create(json!({"name": "News", "picture": "aGVsbG8="})).await, 400, detail);
    let unsubscribe = newsletters.set_subscription(&own, SetNewsletterSubscriptionRequest::new(false)).await;
    assert_rejected(unsubscribe, 400, "info query returned status 403: forbidden");
    let mute = newsletters.mute(&others, MuteNewsletterRequest::new(true)).await;
    assert_rejected(mute, 400, "info query returned status 403: forbidden");
    assert!(newsletters.get_by_invite_code("nonsense").await.unwrap_err().is_not_found());
    let text = client.request(Method::GET, "/newsletters/{id}").path("123").await;
    let detail = "invalid newsletter JID: invalid JID \"123\": JID must have a user and a server";
    assert_rejected(text, 400, detail);
}

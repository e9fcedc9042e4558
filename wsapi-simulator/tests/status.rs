//! Status updates.

mod recorder;

use serde_json::json;
use wsapi_client::{
    Media,
    types::{PostMediaStatusRequest, PostTextStatusRequest, StatusPrivacyKind},
};
use wsapi_simulator::Simulator;

use self::recorder::Recorder;

#[tokio::test]
async fn person_sees_the_status_updates_of_the_account() {
    let sim = Simulator::new();
    let (client, ada, bot) = (sim.client(), sim.person("+49 170 1234567"), sim.instance("default").account().unwrap());
    let events = Recorder::of(&sim);
    let text = client.status().post_text(PostTextStatusRequest::new("Closed on Friday.")).await.unwrap();
    let photo = PostMediaStatusRequest::new(Media::bytes("i")).mime_type("image/jpeg").caption("Window");
    client.status().post_image(photo).await.unwrap();
    client.status().post_video(PostMediaStatusRequest::new(Media::bytes("v"))).await.unwrap();
    let seen: Vec<_> = ada.statuses_of(&bot).iter().map(ToString::to_string).collect();
    let prefix = "4915550000001:";
    assert_eq!(
        seen,
        [format!("{prefix} Closed on Friday."), format!("{prefix} [image] Window"), format!("{prefix} [video]")]
    );

    client.status().delete(text.id).await.unwrap();
    client.status().delete("3EB0UNKNOWN").await.unwrap();
    assert!(ada.statuses_of(&bot)[0].is_deleted);
    sim.settle().await;
    assert_eq!(events.printed(), []);
}

#[tokio::test]
async fn status_of_a_person_is_reported() {
    let sim = Simulator::new();
    let ada = sim.person("+49 170 1234567");
    let events = Recorder::of(&sim);
    let sent = ada.posts_status("At the sea").await;
    let message = events.printed_one("message");
    assert_eq!(
        (&message["chatId"], &message["isStatus"], &message["text"]),
        (&json!("status@broadcast"), &json!(true), &json!("At the sea"))
    );
    ada.deletes(&sent).await;
    let delete = events.printed_one("message_delete");
    assert_eq!((&delete["isStatus"], &delete["isDeletedForAll"]), (&json!(true), &json!(true)));
}

#[tokio::test]
async fn privacy_limits_who_sees_a_status() {
    let sim = Simulator::new();
    let (client, phone) = (sim.client(), sim.instance("default").phone());
    let (ada, ben) = (sim.person("+49 170 1234567"), sim.person("+49 170 7654321"));
    let default = client.status().privacy().await.unwrap();
    assert_eq!(serde_json::to_value(&default).unwrap(), json!([{ "type": "contacts", "isDefault": true }]));

    phone.shows_status_to(StatusPrivacyKind::Whitelist, [&ada]);
    let changed = client.status().privacy().await.unwrap();
    let expected = json!([{ "type": "whitelist", "list": [ada.jid()], "isDefault": true }]);
    assert_eq!(serde_json::to_value(&changed).unwrap(), expected);
    client.status().post_text(PostTextStatusRequest::new("Hello")).await.unwrap();
    assert_eq!((ada.statuses_of(&phone).len(), ben.statuses_of(&phone).len()), (1, 0));
}

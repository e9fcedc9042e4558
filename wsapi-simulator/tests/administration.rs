//! The instances of a self-hosted server, their configuration, and its effects.

mod recorder;

use self::recorder::Recorder;
use wsapi_client::{
    Client, Error, Secret,
    types::{CreateInstanceRequest, EventFilter, SetInstanceConfigRequest},
};
use wsapi_simulator::{Mode, NewInstance, Simulator};

fn multi() -> Simulator {
    Simulator::builder().mode(Mode::Multi).instance("sales").build()
}

fn rejection(error: &Error) -> (u16, &str) {
    (error.status().unwrap(), error.detail().unwrap())
}

async fn put_config(client: &Client, body: serde_json::Value) -> Result<(), Error> {
    let path = "/admin/instances/{id}/config";
    let call = client.request(http::Method::PUT, path).credential(wsapi_client::Credential::Admin);
    call.path("sales").json(&body).await.map(|_| ())
}

#[tokio::test(start_paused = true)]
async fn created_instance_has_the_defaults() {
    let sim = Simulator::builder().mode(Mode::Multi).default_webhook_url("https://a.invalid/hook").build();
    let admin = sim.client();
    let created = admin.instances().create(CreateInstanceRequest::new("new").history_sync(true)).await.unwrap();
    assert_eq!(created.config.webhook_url, "https://a.invalid/hook");
    assert_eq!(created.config.api_key, Some(Secret::from("instance-key")));
    assert_eq!((created.config.event_filters, created.config.history_sync), (Some(vec![]), Some(true)));

    let read = admin.instances().get("new").await.unwrap();
    assert_eq!((read.is_connected, read.is_logged_in), (false, false));
    assert_eq!(read.device_id.unwrap().as_str(), "");
    assert_eq!(admin.instances().list().await.unwrap().len(), 2);
    assert!(!sim.instance("new").client().session().status().await.unwrap().is_logged_in);
    assert_eq!(admin.health().check().await.unwrap().status, "ok");
}

#[tokio::test(start_paused = true)]
async fn invalid_instances_are_rejected() {
    let admin = multi().client();
    let error = admin.instances().create(CreateInstanceRequest::new("sales")).await.unwrap_err();
    assert_eq!(rejection(&error), (400, "instance sales already exists"));
    let bad = CreateInstanceRequest::new("-a").webhook_url("not a url");
    let error = admin.instances().create(bad).await.unwrap_err();
    let detail = "validation error: Key: 'CreateInstanceRequest.ID' Error:Field validation for 'ID' failed on the \
                  'instance_id' tag\nKey: 'CreateInstanceRequest.WebhookURL' Error:Field validation for 'WebhookURL' \
                  failed on the 'url' tag";
    assert_eq!(rejection(&error), (400, detail));

    assert_eq!(rejection(&admin.instances().get("no").await.unwrap_err()), (404, "instance not found"));
    assert_eq!(rejection(&admin.instances().restart("no").await.unwrap_err()), (404, "instance no not found"));
    admin.instances().delete("no").await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn configuration_is_replaced_as_a_whole() {
    let sim = multi();
    let admin = sim.client();
    put_config(&admin, serde_json::json!({ "signingSecret": "s", "eventFilters": ["message"] })).await.unwrap();
    put_config(&admin, serde_json::json!({ "apiKey": "own" })).await.unwrap();
    let config = admin.instances().get("sales").await.unwrap().config;
    assert_eq!(config.api_key, Some(Secret::from("own")));
    assert_eq!((config.signing_secret, config.event_filters), (None, Some(vec![])));

    let error = put_config(&admin, serde_json::json!({ "webhookUrl": "x y" })).await.unwrap_err();
    let detail = "validation error: Key: 'InstanceConfig.WebhookURL' Error:Field validation for 'WebhookURL' failed on \
                  the 'url' tag";
    assert_eq!(rejection(&error), (400, detail));
    // The key applies at once.
    assert_eq!(rejection(&admin.session().status().await.unwrap_err()), (401, "unauthorized"));
    sim.client().session().status().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn missing_key_disables_authentication_without_a_default_key() {
    let instance = NewInstance::named("sales").key("secret");
    let sim = Simulator::builder().mode(Mode::Multi).default_key("").instance(instance).build();
    let stranger = sim.client().with_api_key("guess");
    assert_eq!(rejection(&stranger.session().status().await.unwrap_err()), (401, "unauthorized"));
    put_config(&sim.client(), serde_json::json!({})).await.unwrap();
    stranger.session().status().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn publishing_settings_apply_after_a_restart() {
    let sim = multi();
    let events = Recorder::of(&sim);
    let (admin, ada) = (sim.client(), sim.person("+49 170 1234567"));
    let filters = Some(vec![EventFilter::CallOffer]);
    let config =
        SetInstanceConfigRequest::new(Secret::server_default(), "", Secret::server_default(), filters, None, None);
    admin.instances().set_config("sales", config).await.unwrap();
    ada.writes("one").await;
    assert_eq!(events.take().len(), 1);
    admin.instances().restart("sales").await.unwrap();
    ada.writes("two").await;
    assert!(events.take().is_empty());
    assert!(admin.instances().get("sales").await.unwrap().is_logged_in, "the device is kept");
}

#[tokio::test(start_paused = true)]
async fn deleted_instance_is_logged_out() {
    let sim = multi();
    let events = Recorder::of(&sim);
    let admin = sim.client();
    admin.instances().delete("sales").await.unwrap();
    sim.settle().await;
    assert_eq!(events.reason(), "instance_deleted");
    assert_eq!(rejection(&admin.session().status().await.unwrap_err()), (404, "instance not found"));
}

#[tokio::test(start_paused = true)]
async fn instances_have_their_own_chats() {
    let sim = Simulator::builder().mode(Mode::Multi).instance("sales").instance("support").build();
    sim.person("+49 170 1234567").writes("hello").await;
    assert_eq!(sim.instance("sales").client().chats().list().await.unwrap().len(), 1);
    assert_eq!(sim.instance("support").client().chats().list().await.unwrap().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn empty_admin_key_disables_authentication() {
    let list = |sim: &Simulator| {
        let client = sim.client();
        // The key of the instance, which is not the one of the administration.
        client.request(http::Method::GET, "/admin/instances").credential(wsapi_client::Credential::Instance)
    };
    assert_eq!(rejection(&list(&multi()).await.unwrap_err()), (401, "unauthorized"));
    let open = Simulator::builder().mode(Mode::Multi).admin_key("").instance("sales").build();
    list(&open).await.unwrap();
    open.client().instances().list().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn single_mode_needs_no_instance_id() {
    let sim = Simulator::builder().mode(Mode::Single).instance(NewInstance::named("default").key("own")).build();
    let anonymous = sim.client().for_instance("ignored");
    assert!(anonymous.session().status().await.unwrap().is_logged_in);
    let error = anonymous.with_api_key("instance-key").session().status().await.unwrap_err();
    assert_eq!(rejection(&error), (401, "unauthorized"));
}

//! Helpers that go beyond single operations.

use serde_json::{Value, json};
use wsapi_client::{
    Client, Download, Items, Paged, Secret, http,
    operations::{GetInstance, ListAccountInstances, ListGroups, UpdateInstanceConfig},
    types::SetInstanceConfigRequest,
};
use wsapi_simulator::{Mode, NewInstance, Simulator};
use wsapi_tests::{Response, Server};

fn client(server: &Server) -> Client {
    let builder = Client::builder().base_url(server.url()).api_key("k").account_key("k").admin_key("k");
    builder.build().expect("a valid configuration")
}

fn page(ids: &[&str], total: Option<i64>) -> Response {
    let items: Vec<_> = ids.iter().map(|id| json!({ "id": id })).collect();
    Response::json(200, &json!({ "items": items, "totalCount": total }))
}

#[tokio::test]
async fn pages_are_fetched_when_their_items_are_requested() {
    let sim = Simulator::builder().instance("a").instance("b").instance("c").build();
    let queries =
        || sim.attempts::<ListAccountInstances>().into_iter().map(|attempt| attempt.query).collect::<Vec<_>>();
    let mut items = sim.client().account().instances().page_size(2).items();
    assert!(queries().is_empty(), "nothing was requested yet");

    let mut ids = Vec::new();
    ids.extend(items.next().await.expect("an item").expect("a success").id);
    assert_eq!(queries(), ["pageSize=2&pageNumber=1"]);
    while let Some(item) = items.next().await {
        ids.extend(item.expect("a success").id);
    }
    assert_eq!(ids, ["a", "b", "c"]);
    assert_eq!(queries()[1..], ["pageSize=2&pageNumber=2"], "the count says that there is no third page");
}

#[tokio::test]
async fn a_list_ends_with_an_empty_page_and_with_an_error() {
    let server = Server::start().await;
    server.respond_next_with([page(&["a"], None), page(&[], None)]);
    let mut items = client(&server).account().instances().items();
    assert!(items.next().await.is_some_and(|item| item.is_ok()));
    assert!(items.next().await.is_none() && items.next().await.is_none());
    assert_eq!(server.requests().len(), 2);

    server.respond_next_with([page(&["a"], None), Response::empty(401)]);
    let mut items = client(&server).account().instances().items();
    assert!(items.next().await.is_some_and(|item| item.is_ok()));
    assert!(items.next().await.is_some_and(|item| item.is_err_and(|error| error.is_unauthorized())));
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn a_last_page_that_is_returned_again_ends_the_list() {
    let server = Server::start().await;
    let numbered = |id: &str, number: i64| {
        Response::json(200, &json!({ "items": [{ "id": id }], "totalCount": -1, "pageNumber": number }))
    };
    server.respond_next_with([numbered("a", 1), numbered("b", 2), numbered("b", 2)]);
    let mut items = client(&server).account().instances().items();
    let mut ids = Vec::new();
    while let Some(item) = items.next().await {
        ids.extend(item.expect("a success").id);
    }
    assert_eq!(ids, ["a", "b"]);
}

#[tokio::test]
async fn every_list_of_the_account_is_paged() {
    let account = Simulator::new().client().account();
    let instances = all(account.instances().page_size(1).items()).await;
    let subscriptions = all(account.subscriptions().page_size(1).items()).await;
    let id = subscriptions[0].id.clone().expect("an id");
    assert_eq!(all(account.subscription_instances(&id).page_size(1).items()).await, instances);
    assert_eq!(all(account.subscription_changes(&id).page_size(1).items()).await.len(), 2);
    assert_eq!((instances.len(), subscriptions.len()), (1, 1));
}

/// All items of a list.
async fn all<O: Paged>(mut items: Items<O>) -> Vec<O::Item> {
    let mut all = Vec::new();
    while let Some(item) = items.next().await {
        all.push(item.expect("a success"));
    }
    all
}

/// A self-hosted server with the instance `sales`.
fn self_hosted() -> Simulator {
    let sales = NewInstance::named("sales").key("the key").webhook_url("https://old.example.com");
    let sales = sales.signing_secret("the secret").event_filters(["message", "of the future"]).publish_events(false);
    Simulator::builder().mode(Mode::Multi).instance(sales).build()
}

#[tokio::test]
async fn one_setting_is_changed_and_the_others_are_written_back() {
    let sim = self_hosted();
    let instances = sim.client().instances();
    let mut expected = instances.get("sales").await.expect("a success").config;
    let change = |config: &mut SetInstanceConfigRequest| config.webhook_url = "https://new.example.com".to_owned();
    instances.update_config("sales", change).await.expect("a success");

    expected.webhook_url = "https://new.example.com".to_owned();
    assert_eq!(instances.get("sales").await.expect("a success").config, expected);
    assert_eq!(sim.attempts::<UpdateInstanceConfig>().len(), 1);
}

#[tokio::test]
async fn unknown_setting_survives_update_config() {
    let sim = self_hosted();
    let mut instance = sim.client().instances().get("sales").await.expect("a success");
    let unknown = json!({ "limit": 18_446_744_073_709_551_615_u64, "names": ["a", null] });
    instance.config.other.insert("newSetting".to_owned(), unknown.clone());
    instance.config.other.insert("another".to_owned(), Value::Null);
    sim.on::<GetInstance>().replies(instance);
    let change = |config: &mut SetInstanceConfigRequest| config.webhook_url = "https://new.example.com".to_owned();
    sim.client().instances().update_config("sales", change).await.expect("a success");

    let written = sim.attempts::<UpdateInstanceConfig>().remove(0).body;
    assert_eq!(written.webhook_url, "https://new.example.com");
    assert_eq!((&written.other["newSetting"], &written.other["another"]), (&unknown, &Value::Null));
}

#[tokio::test]
async fn unknown_member_does_not_replace_a_known_setting() {
    let server = Server::start().await;
    let secret = || Secret::from("a secret");
    let mut config = SetInstanceConfigRequest::new(secret(), "", secret(), None, None, None);
    config.other.insert("apiKey".to_owned(), "".into());
    config.other.insert("newSetting".to_owned(), 1.into());
    client(&server).instances().set_config("sales", config).await.expect("a success");
    let body = String::from_utf8(server.requests()[0].body.to_vec()).expect("text");
    assert_eq!(body.matches("apiKey").count(), 1, "{body}");
    assert!(body.contains(r#""apiKey":"a secret""#) && body.contains(r#""newSetting":1"#), "{body}");
}

#[tokio::test]
async fn an_empty_key_does_not_open_an_instance_by_accident() {
    let sim = self_hosted();
    let instances = sim.client().instances();
    // As an empty variable of the environment would.
    let change = |config: &mut SetInstanceConfigRequest| config.api_key = "".into();
    let error = instances.update_config("sales", change).await.unwrap_err();
    assert!(error.is_invalid_input());
    assert!(error.to_string().contains("`apiKey` is empty; use `Secret::server_default()`"), "{error}");
    assert!(sim.attempts::<UpdateInstanceConfig>().is_empty(), "it was read, and nothing was written");

    let config =
        SetInstanceConfigRequest::new(Secret::server_default(), "", Secret::server_default(), None, None, None);
    instances.set_config("sales", config).await.expect("it is allowed on purpose");
    assert_eq!(sim.attempts::<UpdateInstanceConfig>().len(), 1);
}

#[test]
fn a_synchronous_program_can_block() {
    let sim = Simulator::new();
    let client = sim.client();
    assert!(client.groups().list().send_blocking().expect("a success").is_empty());
    let response = client.groups().list().with_response().send_blocking().expect("a success");
    assert_eq!((response.status().as_u16(), response.body().len()), (200, 0));
    let response = client.request(http::Method::GET, "/groups").send_blocking().expect("a success");
    assert_eq!(response.bytes(), "[]");
    assert_eq!(sim.attempts::<ListGroups>().len(), 3);

    let folder = tempfile::tempdir().expect("a folder");
    let file = || Download::from_bytes("image/png", "a picture");
    let path = file().save_to_blocking(folder.path()).expect("a file");
    assert_eq!(std::fs::read(path).expect("a file"), file().bytes_blocking().expect("the bytes"));

    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let error = runtime.block_on(async { client.groups().list().send_blocking() }).unwrap_err();
    assert!(error.is_invalid_input() && error.to_string().contains("await the call instead"), "{error}");
    assert_eq!(sim.attempts::<ListGroups>().len(), 3);
}

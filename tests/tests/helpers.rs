//! What goes beyond single operations, over a real socket.

use serde_json::{Value, json};
use wsapi_client::{Client, Download, Secret, http, types::SetInstanceConfigRequest};
use wsapi_tests::{Answer, Server};

fn client(server: &Server) -> Client {
    let builder = Client::builder().base_url(server.url()).api_key("k").account_key("k").admin_key("k");
    builder.build().expect("a valid configuration")
}

fn ok(body: &Value) -> Answer {
    Answer::json(200, "application/json", body)
}

fn page(ids: &[&str], total: Option<i64>) -> Answer {
    let items: Vec<_> = ids.iter().map(|id| json!({ "id": id })).collect();
    ok(&json!({ "items": items, "totalCount": total }))
}

fn instance(config: &Value) -> Answer {
    ok(&json!({ "id": "sales", "config": config, "isConnected": true, "isLoggedIn": true }))
}

#[tokio::test]
async fn pages_are_fetched_as_their_items_are_asked_for() {
    let server = Server::start().await;
    server.answer_next([page(&["a", "b"], Some(3)), page(&["c"], Some(3))]);
    let mut items = client(&server).account().instances().page_size(2).items();
    assert!(server.requests().is_empty(), "nothing was asked for yet");

    let mut ids = Vec::new();
    ids.push(items.next().await.expect("an item").expect("a success").id);
    let asked: Vec<_> = server.requests().into_iter().map(|request| request.query).collect();
    assert_eq!(asked, ["pageSize=2&pageNumber=1"]);
    while let Some(item) = items.next().await {
        ids.push(item.expect("a success").id);
    }
    assert_eq!(ids.iter().flatten().map(String::as_str).collect::<Vec<_>>(), ["a", "b", "c"]);
    let asked: Vec<_> = server.requests().into_iter().map(|request| request.query).collect();
    assert_eq!(asked, ["pageSize=2&pageNumber=2"], "the count says that there is no third page");
}

#[tokio::test]
async fn a_list_ends_with_an_empty_page_and_with_an_error() {
    let server = Server::start().await;
    server.answer_next([page(&["a"], None), page(&[], None)]);
    let mut items = client(&server).account().instances().items();
    assert!(items.next().await.is_some_and(|item| item.is_ok()));
    assert!(items.next().await.is_none() && items.next().await.is_none());
    assert_eq!(server.requests().len(), 2);

    server.answer_next([page(&["a"], None), Answer::empty(401)]);
    let mut items = client(&server).account().instances().items();
    assert!(items.next().await.is_some_and(|item| item.is_ok()));
    assert!(items.next().await.is_some_and(|item| item.is_err_and(|error| error.is_unauthorized())));
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn a_last_page_that_is_given_again_ends_the_list() {
    let server = Server::start().await;
    let numbered =
        |id: &str, number: i64| ok(&json!({ "items": [{ "id": id }], "totalCount": -1, "pageNumber": number }));
    server.answer_next([numbered("a", 1), numbered("b", 2), numbered("b", 2)]);
    let mut items = client(&server).account().instances().items();
    let mut ids = Vec::new();
    while let Some(item) = items.next().await {
        ids.extend(item.expect("a success").id);
    }
    assert_eq!(ids, ["a", "b"]);
}

#[tokio::test]
async fn every_list_of_the_account_is_paged() {
    let server = Server::start().await;
    server.answer_next([(); 4].map(|()| page(&["only"], Some(1))));
    let account = client(&server).account();
    assert!(account.instances().items().next().await.is_some_and(|item| item.is_ok()));
    assert!(account.subscriptions().items().next().await.is_some_and(|item| item.is_ok()));
    assert!(account.subscription_instances("sub_8d1e07").items().next().await.is_some_and(|item| item.is_ok()));
    assert!(account.subscription_changes("sub_8d1e07").items().next().await.is_some_and(|item| item.is_ok()));
    assert!(server.requests().iter().all(|request| request.query == "pageNumber=1"));
}

#[tokio::test]
async fn one_setting_is_changed_and_the_others_are_written_back() {
    let server = Server::start().await;
    let config = json!({
        "apiKey": "the key", "webhookUrl": "https://old.example.com", "signingSecret": "the secret",
        "eventFilters": ["message", "of the future"], "historySync": true, "publishEvents": false,
    });
    server.answer_next([instance(&config)]);
    let change = |config: &mut SetInstanceConfigRequest| config.webhook_url = "https://new.example.com".to_owned();
    client(&server).instances().update_config("sales", change).await.expect("a success");

    let requests = server.requests();
    let facts: Vec<_> = requests.iter().map(|request| format!("{} {}", request.method, request.path)).collect();
    assert_eq!(facts, ["GET /admin/instances/sales", "PUT /admin/instances/sales/config"]);
    let mut expected = config;
    expected["webhookUrl"] = "https://new.example.com".into();
    assert_eq!(serde_json::from_slice::<Value>(&requests[1].body).expect("JSON"), expected);
}

#[tokio::test]
async fn unknown_setting_survives_update_config() {
    let server = Server::start().await;
    let config = json!({
        "apiKey": "the key", "webhookUrl": "https://old.example.com", "signingSecret": "the secret",
        "eventFilters": ["message"], "historySync": true, "publishEvents": true,
        "newSetting": { "limit": 18_446_744_073_709_551_615_u64, "names": ["a", null] }, "another": null,
    });
    server.answer_next([instance(&config)]);
    let change = |config: &mut SetInstanceConfigRequest| config.webhook_url = "https://new.example.com".to_owned();
    client(&server).instances().update_config("sales", change).await.expect("a success");

    let mut expected = config;
    expected["webhookUrl"] = "https://new.example.com".into();
    assert_eq!(serde_json::from_slice::<Value>(&server.requests()[1].body).expect("JSON"), expected);
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
async fn an_instance_is_not_opened_by_accident() {
    let server = Server::start().await;
    server.answer_next([instance(&json!({ "apiKey": "the key", "webhookUrl": "", "eventFilters": null }))]);
    // As an empty variable of the environment would.
    let change = |config: &mut SetInstanceConfigRequest| config.api_key = "".into();
    let error = client(&server).instances().update_config("sales", change).await.unwrap_err();
    assert!(error.is_invalid_input());
    assert!(error.to_string().contains("`apiKey` is empty; use `Secret::server_default()`"), "{error}");
    assert_eq!(server.requests().len(), 1, "it was read, and nothing was written");

    let config =
        SetInstanceConfigRequest::new(Secret::server_default(), "", Secret::server_default(), None, None, None);
    client(&server).instances().set_config("sales", config).await.expect("on purpose it can be done");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_program_that_is_not_asynchronous_can_wait() {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let server = runtime.block_on(Server::start());
    server.answer(ok(&json!([])));
    let client = client(&server);
    assert!(client.groups().list().send_blocking().expect("a success").is_empty());
    let response = client.groups().list().with_response().send_blocking().expect("a success");
    assert_eq!((response.status().as_u16(), response.body().len()), (200, 0));
    assert_eq!(server.requests().len(), 2);
    let response = client.request(http::Method::GET, "/groups").send_blocking().expect("a success");
    assert_eq!(response.bytes(), "[]");

    let folder = tempfile::tempdir().expect("a folder");
    let file = || Download::from_bytes("image/png", "a picture");
    let path = file().save_to_blocking(folder.path()).expect("a file");
    assert_eq!(std::fs::read(path).expect("a file"), file().bytes_blocking().expect("the bytes"));
    assert_eq!(server.requests().len(), 1);

    let error = runtime.block_on(async { client.groups().list().send_blocking() }).unwrap_err();
    assert!(error.is_invalid_input() && error.to_string().contains("await the call instead"), "{error}");
    assert!(server.requests().is_empty());
}

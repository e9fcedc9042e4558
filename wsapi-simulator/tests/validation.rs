//! Error details of requests that violate a rule.

mod rejected;

use http::Method;
use serde_json::{Value, json};
use wsapi_client::Credential;
use wsapi_simulator::{Mode, Simulator};

use self::rejected::assert_rejected;

const ADA: &str = "491701234567@s.whatsapp.net";

async fn assert_detail(method: Method, path: &'static str, body: Value, detail: &str) {
    let client = Simulator::builder().mode(Mode::Multi).build().client();
    let credential = if path.starts_with("/admin") { Credential::Admin } else { Credential::Instance };
    let call = client.request(method, path).credential(credential);
    let call = if path.contains('{') { call.path(ADA) } else { call };
    assert_rejected(call.json(&body).await, 400, detail);
}

#[tokio::test]
async fn error_detail_has_the_names_of_the_documents() {
    let detail = "invalid request body: json: cannot unmarshal number into Go struct field SetBoolRequest.enabled of \
                  type bool";
    assert_detail(Method::PUT, "/groups/{id}/settings/announce", json!({ "enabled": 1 }), detail).await;
    let detail = "validation error: Key: 'BulkCheckRequest.Phones' Error:Field validation for 'Phones' failed on the \
                  'required' tag";
    assert_detail(Method::POST, "/users/check", json!({}), detail).await;
    let detail = "validation error: Key: 'RequestMessagesRequest.Count' Error:Field validation for 'Count' failed on \
                  the 'max' tag";
    let body = json!({ "lastMessageId": "3EB0", "lastMessageSenderId": ADA, "count": 501 });
    assert_detail(Method::POST, "/chats/{chatId}/messages", body, detail).await;
}

#[tokio::test]
async fn error_detail_has_one_line_per_invalid_field() {
    let detail = "validation error: Key: 'SendLinkRequest.To' Error:Field validation for 'To' failed on the \
                  'required' tag\nKey: 'SendLinkRequest.URL' Error:Field validation for 'URL' failed on the 'url' tag";
    assert_detail(Method::POST, "/messages/link", json!({ "text": "See", "url": "example" }), detail).await;
    let detail = "validation error: Key: 'CreateInstanceRequest.ID' Error:Field validation for 'ID' failed on the \
                  'instance_id' tag\nKey: 'CreateInstanceRequest.WebhookURL' Error:Field validation for \
                  'WebhookURL' failed on the 'url' tag";
    assert_detail(Method::POST, "/admin/instances", json!({ "id": "a b", "webhookUrl": "example" }), detail).await;
    let detail = "validation error: Key: 'InstanceConfig.WebhookURL' Error:Field validation for 'WebhookURL' failed \
                  on the 'url' tag";
    assert_detail(Method::PUT, "/admin/instances/{id}/config", json!({ "webhookUrl": "example" }), detail).await;
}

#[tokio::test]
async fn time_is_parsed_before_the_rules_are_checked() {
    let detail = "invalid request body: parsing time \"now\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"now\" \
                  as \"2006\"";
    let path = "/messages/{messageId}/delete-for-me";
    assert_detail(Method::POST, path, json!({ "timestamp": "now" }), detail).await;
}

#[tokio::test]
async fn unknown_servers_are_rejected() {
    let detail = "can't send message to unknown server example";
    assert_detail(Method::POST, "/messages/text", json!({ "to": "1234567@example", "text": "hi" }), detail).await;
    let client = Simulator::new().client();
    for server in ["broadcast", "newsletter"] {
        let call =
            client.request(Method::PUT, "/chats/{chatId}/ephemeral").path(format!("120363000000000000@{server}"));
        let detail = format!("can't set disappearing time in a {server} chat");
        assert_rejected(call.json(&json!({ "expiration": "24h" })).await, 400, &detail);
    }
}

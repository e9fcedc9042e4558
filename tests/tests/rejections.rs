//! Requests that are rejected before anything is sent, with a message that says what is wrong and where.

use wsapi_client::{
    Client, Error, Jid, Media, MessageRef,
    types::{SendLocationRequest, SendMediaRequest, SendTextRequest},
};
use wsapi_tests::Server;

const DEVICE: &str = "491701234567:4@s.whatsapp.net";

fn jid(text: &str) -> Jid {
    text.parse().expect("a JID")
}

#[tokio::test]
async fn a_request_that_the_service_would_misread_is_not_sent() {
    let server = Server::start().await;
    let client = Client::builder().base_url(server.url()).api_key("k").build().expect("a valid configuration");
    let (messages, to) = (client.messages(), jid("491701234567@s.whatsapp.net"));
    let unaddressed: Jid = serde_json::from_str("\"\"").expect("any text that the service sends");
    let unknown: Jid = serde_json::from_str("\"abc@g.us\"").expect("any text that the service sends");
    let bare: Jid = serde_json::from_str("\"491701234567\"").expect("any text that the service sends");

    let rejected: [(Result<_, Error>, &str); 6] = [
        (
            messages.send_location(SendLocationRequest::new(&to, f64::NAN, 1.0)).await,
            "sendLocation: `latitude` is NaN or infinite, which JSON cannot represent",
        ),
        (
            messages.send_text(SendTextRequest::new(jid(DEVICE), "Hello")).await,
            "sendText: `to` is the address of a single device; use `Jid::without_device`",
        ),
        (messages.send_text(SendTextRequest::new(&unaddressed, "Hello")).await, "sendText: `to` is empty"),
        (
            messages.send_text(SendTextRequest::new(&to, "@you").mentions([to.clone(), jid(DEVICE)])).await,
            "sendText: `mentions[1]` is the address of a single device; use `Jid::without_device`",
        ),
        (
            messages.send_text(SendTextRequest::new(&to, "Hello").reply_to(MessageRef::new("3EB0", unknown))).await,
            "sendText: `replyToSenderId` is not an address that the service accepts; \
             expected a phone number or `<digits>@<server>`",
        ),
        (
            messages.send_image(SendMediaRequest::new(&to, Media::url("cat.jpg"))).await,
            "sendImage: the media URL must begin with `https://` or `http://` and a host",
        ),
    ];
    for (result, message) in rejected {
        let error = result.expect_err(message);
        assert!(error.is_invalid_input());
        assert_eq!(error.to_string(), message);
        assert_eq!((error.attempts(), error.delivery()), (0, wsapi_client::Delivery::NotSent));
    }
    let error = client.groups().get(bare).await.expect_err("a path requires a whole JID");
    assert!(error.to_string().ends_with("must be a whole JID, with an `@`"), "{error}");
    assert!(server.requests().is_empty());
}

//! Media in a request, as a test kit sees it.

use std::fs;

use wsapi_client::{
    Client, Download, Jid, Media,
    bytes::Bytes,
    operations::{DownloadMedia, SendImage, SendText},
    testkit,
    types::{Created, SendMediaRequest},
};
use wsapi_simulator::Simulator;
use wsapi_tests::{Response, Server};

const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\xff\xfe";

/// The body of `sendImage` as the server reads it.
async fn received(media: Media) -> SendMediaRequest {
    let sim = Simulator::new();
    let to = Jid::phone("+49 170 1234567").expect("a number");
    sim.client().messages().send_image(SendMediaRequest::new(to, media)).await.expect("a success");
    sim.attempts::<SendImage>().remove(0).body
}

#[tokio::test]
async fn media_of_a_request_has_its_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("cat.png");
    fs::write(&path, PICTURE).expect("a file");
    let base64 = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, PICTURE);
    for media in
        [Media::path(&path), Media::bytes(PICTURE), Media::base64(base64), Media::reader(PICTURE, PICTURE.len() as u64)]
    {
        let case = format!("{media:?}");
        let body = received(media).await;
        assert_eq!(testkit::media_content(&body.media).as_deref(), Some(PICTURE), "{case}");
        assert_eq!(body.mime_type.as_deref(), Some("image/png"), "{case}");
    }
}

#[tokio::test]
async fn url_instead_of_media_has_no_bytes() {
    let body = received(Media::url("https://a.example/cat.png")).await;
    assert_eq!(testkit::media_content(&body.media), None);
    assert_eq!(body.url.as_deref(), Some("https://a.example/cat.png"));
}

#[test]
fn body_that_the_operation_does_not_take_is_rejected() {
    for body in ["", "[]", "{\"to\":7}", "{\"to\":\"491701234567@s.whatsapp.net\"", "\u{1f}\u{8b}"] {
        assert!(testkit::read_body::<SendText>(body.as_bytes()).is_err(), "{body}");
    }
}

#[test]
fn output_is_written_with_its_status_and_type() {
    let mut created = Created::new();
    created.id = "3EB0".to_owned();
    let response = testkit::write_output::<SendText>(created).expect("JSON");
    assert_eq!((response.status().as_u16(), &response.body()[..]), (201, &br#"{"id":"3EB0"}"#[..]));
    assert_eq!(response.headers()["content-type"], "application/json");
    let response = testkit::write_output::<DownloadMedia>(Download::from_bytes("image/png", PICTURE)).expect("bytes");
    assert_eq!((response.status().as_u16(), response.body()), (200, &Bytes::from_static(PICTURE)));
    assert_eq!(response.headers()["content-type"], "image/png");
}

#[tokio::test]
async fn download_in_memory_reads_as_before() {
    let server = Server::start().await;
    server.respond_with(Response::of(200, "image/png", PICTURE).named("cat.png"));
    let client = Client::builder().base_url(server.url()).api_key("k").build().expect("a valid configuration");
    let download = client.media().download("3EB0").await.expect("a success");
    let download = testkit::into_memory(download).await.expect("the file arrives");
    assert_eq!((download.content_type(), download.file_name().as_deref()), (Some("image/png"), Some("cat.png")));
    assert_eq!(download.bytes().await.expect("bytes in memory"), PICTURE);
}

//! Media that cannot be sent is rejected before anything is sent, and the error says why.

use std::fs;

use base64::{Engine, prelude::BASE64_STANDARD};

use super::{
    NUMBER, Script, SendMediaRequest, json,
    media::{JPEG, accepting, rejected, sent},
    person,
};
use crate::{Jid, Media};

#[tokio::test]
async fn file_that_cannot_be_sent_is_rejected_with_its_path_and_the_cause() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("cat.jpg");
    let shown = path.display();
    let sending = || rejected(SendMediaRequest::new(person(), Media::path(&path)));

    let cause = fs::metadata(&path).unwrap_err();
    assert_eq!(sending().await, format!("sendMedia: cannot open the media file `{shown}`: {cause}"));
    fs::create_dir(&path).expect("a folder");
    assert_eq!(sending().await, format!("sendMedia: the media file `{shown}` is not a regular file"));
    fs::remove_dir(&path).expect("removed");
    fs::write(&path, "").expect("a file");
    assert_eq!(sending().await, format!("sendMedia: the media file `{shown}` is empty"));
    for empty in [Media::bytes(Vec::new()), Media::reader(tokio::io::empty(), 0)] {
        assert_eq!(rejected(SendMediaRequest::new(person(), empty)).await, "sendMedia: the media is empty");
    }
}

#[tokio::test]
async fn media_over_the_size_limit_is_rejected() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("film.mp4");
    for (bytes, is_sent) in [(vec![b'a'; 1000], true), (vec![b'a'; 1001], false)] {
        fs::write(&path, &bytes).expect("a file");
        let file = format!("the media file `{}`", path.display());
        for (media, subject) in [
            (Media::path(&path), file.as_str()),
            (Media::base64(BASE64_STANDARD.encode(&bytes)), "the media"),
            (Media::reader(std::io::Cursor::new(bytes.clone()), bytes.len() as u64), "the media"),
            (Media::bytes(bytes.clone()), "the media"),
        ] {
            let script = accepting().await;
            let client = script.builder().max_media_size(1000).build().expect("valid");
            let result = client.sample().send_media(SendMediaRequest::new(person(), media)).await;
            assert_eq!((result.is_ok(), script.requests().len()), (is_sent, usize::from(is_sent)));
            if let Err(error) = result {
                assert!(error.is_invalid_input() && error.attempts() == 0 && script.connections() == 0);
                let problem = "has 1001 bytes, but the limit is 1000 (`ClientBuilder::max_media_size`)";
                assert_eq!(error.to_string(), format!("sendMedia: {subject} {problem}"));
            }
        }
    }
}

#[tokio::test]
async fn media_and_its_address_exclude_each_other() {
    for (media, url, shown) in [
        (Media::bytes(JPEG), Some("https://a.example/canary"), "`data` and `url` are both set"),
        (Media::url("https://a.example/canary"), Some("https://a.example/b"), "`data` and `url` are both set"),
        (Media::base64(""), None, "missing file: set `data` to a file, or `url` to its URL"),
    ] {
        let mut request = SendMediaRequest::new(person(), media);
        request.url = url.map(str::to_owned);
        let rejected = rejected(request).await;
        assert!(rejected.contains(shown) && !rejected.contains("canary"), "{rejected}");
    }
}

#[tokio::test]
async fn relative_address_is_rejected() {
    for url in ["/canary.png", "canary.png", "//a.example/canary", "ftp://a.example/canary", "https:///canary", ""] {
        let shown = rejected(SendMediaRequest::new(person(), Media::url(url))).await;
        assert!(shown.contains("must begin with `https://` or `http://`"), "{url}: {shown}");
        assert!(!shown.contains("canary"), "{shown}");
    }
}

#[tokio::test]
async fn text_that_is_not_base64_is_rejected_with_the_reason() {
    let alphabet = "expected the standard alphabet, found the URL-safe one";
    let padding = "expected padding with `=` to a multiple of four characters";
    for (text, reason) in [
        ("data:image/png;base64,iVBORw0KGgo=", "found a `data:` URI; pass only what follows the comma"),
        ("DATA:,abcd", "found a `data:` URI; pass only what follows the comma"),
        ("https://example.com/boat.png", "found a URL; use `Media::url`"),
        ("HTTP://example.com/boat.png", "found a URL; use `Media::url`"),
        ("_9j_4AAQ", alphabet),
        ("/9j-", alphabet),
        ("iVBORw0KGgo", padding),
        ("/===", padding),
        ("/9j=====", padding),
        ("not base64!", "found a character at byte 3 that is not base64"),
        ("/9j/ ", "found a character at byte 4 that is not base64"),
        ("/9=/", "found a character at byte 2 that is not base64"),
        ("/9ü=", "found a character at byte 2 that is not base64"),
    ] {
        let shown = rejected(SendMediaRequest::new(person(), Media::base64(text))).await;
        assert_eq!(shown, format!("sendMedia: `data` is not base64: {reason}"), "{text}");
    }
}

#[tokio::test]
async fn recipient_with_a_device_is_rejected_with_the_name_of_its_field() {
    let device: Jid = format!("{NUMBER}:4@s.whatsapp.net").parse().expect("a JID");
    let shown = rejected(SendMediaRequest::new(&device, Media::bytes(JPEG))).await;
    assert_eq!(shown, "sendMedia: `to` is the address of a single device; use `Jid::without_device`");
    sent(SendMediaRequest::new(device.without_device(), Media::bytes(JPEG))).await;
}

#[tokio::test]
async fn debug_shows_neither_path_nor_address_nor_content() {
    let jid: Jid = format!("{NUMBER}@s.whatsapp.net").parse().expect("a JID");
    let script = Script::new([json("400 Bad Request", r#"{"status":400,"detail":"no"}"#)]).await;
    let client = script.builder().build().expect("valid");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("canary.jpg");
    fs::write(&path, "canary").expect("a file");
    for (media, url) in [
        (Media::path(&path).file_name("canary.png").on_progress(|_, _| {}), None),
        (Media::bytes("canary").file_name("canary.png"), None),
        (Media::reader(&b"canary"[..], 6), None),
        (Media::base64("canary++"), None),
        (Media::url("https://canary.example/canary?canary=1"), None),
        (Media::base64(""), Some("https://canary.example/canary?canary=1")),
    ] {
        let mut request = SendMediaRequest::new(&jid, media).mime_type("canary/canary");
        request.url = url.map(str::to_owned);
        let call = client.sample().send_media(request.clone());
        let mut shown = format!("{request:?} {call:?}");
        let error = call.await.unwrap_err();
        shown += &format!("{error} {error:?}");
        assert!(!shown.contains("canary") && !shown.contains(NUMBER), "{shown}");
    }
}

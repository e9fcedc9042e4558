//! Media is read and encoded while it is sent, again for each attempt.

use std::{
    fs::{self, File},
    sync::{Arc, Mutex},
    time::Duration,
};

use base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;
use serde_json::{Value, json as object};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::{Act, NUMBER, Script, SendMediaRequest, json, person, respond};
use crate::{
    Delivery::{NotSent, Rejected, Unknown},
    Error, Media,
};

pub(super) const JPEG: &[u8] = b"\xff\xd8\xff\xe0 and so on";

pub(super) async fn accepting() -> Script {
    Script::new([json("201 Created", r#"{"id":"3EB0C431"}"#)]).await
}

async fn rejecting_once() -> Script {
    Script::new([
        respond("429 Too Many Requests", "retry-after: 0\r\n", ""),
        json("201 Created", r#"{"id":"3EB0C431"}"#),
    ])
    .await
}

/// A file of several pieces, whose length is not a multiple of three.
pub(super) fn film() -> Vec<u8> {
    (0..75_001_u32).flat_map(|number| number.to_le_bytes()).take(300_001).collect()
}

pub(super) async fn send(script: &Script, request: SendMediaRequest) -> Result<(), Error> {
    script.builder().build().expect("valid").sample().send_media(request).await.map(drop)
}

/// The body that arrives when the request is sent.
pub(super) async fn sent(request: SendMediaRequest) -> Value {
    let script = accepting().await;
    send(&script, request).await.expect("a success");
    let requests = script.requests();
    let [request] = &requests[..] else { panic!("one request") };
    assert_eq!(request.line, "POST /messages/media HTTP/1.1");
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.header("content-length"), Some(request.body.len().to_string().as_str()));
    assert_eq!(request.header("transfer-encoding"), None);
    serde_json::from_str(&request.body).expect("JSON")
}

/// The bytes of the base64 in the body.
fn decoded(body: &Value) -> Vec<u8> {
    BASE64_STANDARD.decode(body["data"].as_str().expect("base64")).expect("base64")
}

/// The error of a request that is rejected before it is sent.
pub(super) async fn rejected(request: SendMediaRequest) -> String {
    let script = accepting().await;
    let error = send(&script, request).await.unwrap_err();
    assert!(error.is_invalid_input() && !error.is_transport(), "{error}");
    assert_eq!((error.attempts(), error.delivery(), error.operation()), (0, NotSent, Some("sendMedia")), "{error}");
    assert_eq!((script.connections(), script.requests().len()), (0, 0), "{error}");
    error.to_string()
}

#[tokio::test]
async fn media_of_every_source_arrives_as_base64_with_content_length() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("film.mp4");
    for bytes in [film(), b"a".to_vec(), b"ab".to_vec(), b"abc".to_vec()] {
        fs::write(&path, &bytes).expect("a file");
        let length = bytes.len() as u64;
        for (media, mime) in [
            (Media::path(&path), object!("video/mp4")),
            (Media::bytes(bytes.clone()), Value::Null),
            (Media::reader(std::io::Cursor::new(bytes.clone()), length), Value::Null),
            (Media::base64(BASE64_STANDARD.encode(&bytes)), Value::Null),
        ] {
            let body = sent(SendMediaRequest::new(person(), media)).await;
            assert!(decoded(&body) == bytes);
            assert_eq!((&body["to"], &body["mimeType"]), (&object!(format!("{NUMBER}@s.whatsapp.net")), &mime));
            assert_eq!(body.get("url"), None);
        }
    }
}

#[tokio::test]
async fn reader_of_wrong_length_fails_the_call() {
    for (length, found) in [(5, "more"), (9, "8")] {
        let script = accepting().await;
        let client = script.builder().build().expect("valid");
        let request = SendMediaRequest::new(person(), Media::reader(&b"abcdefgh"[..], length));
        let error = client.sample().send_media(request).await.unwrap_err();
        assert_eq!(error.to_string(), format!("sendMedia: expected {length} bytes in the media, found {found}"));
        assert!(script.requests().is_empty(), "no complete request arrived");
    }
    let body = sent(SendMediaRequest::new(person(), Media::reader(&b"abcdefgh"[..], 8))).await;
    assert_eq!(decoded(&body), b"abcdefgh");
}

#[tokio::test]
async fn media_is_never_truncated_however_slow_its_reader_is() {
    let script = accepting().await;
    let client = script.builder().build().expect("valid");
    let (mut writer, rest) = tokio::io::duplex(8);
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(50)).await;
        writer.write_all(b"fgh").await
    });
    let request = SendMediaRequest::new(person(), Media::reader((&b"abcde"[..]).chain(rest), 5));
    let error = client.sample().send_media(request).await.unwrap_err();
    assert_eq!(error.to_string(), "sendMedia: expected 5 bytes in the media, found more");
    assert!(script.requests().is_empty(), "no complete request arrived");
}

#[tokio::test]
async fn paths_and_bytes_convert_to_media() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.jpg");
    fs::write(&path, JPEG).expect("a file");
    for media in [
        Media::from(path.as_path()),
        Media::from(path.clone()),
        Media::from(JPEG.to_vec()),
        Media::from(Bytes::from_static(JPEG)),
    ] {
        let body = sent(SendMediaRequest::new(person(), media)).await;
        assert_eq!((decoded(&body), &body["mimeType"]), (JPEG.to_vec(), &object!("image/jpeg")));
    }
}

#[tokio::test]
async fn line_breaks_in_base64_are_removed() {
    let lines = |end: &str| {
        let text = BASE64_STANDARD.encode(film());
        text.as_bytes()
            .chunks(76)
            .map(|line| format!("{}{end}", str::from_utf8(line).expect("ASCII")))
            .collect::<String>()
    };
    for text in [lines("\n"), lines("\r\n")] {
        let body = sent(SendMediaRequest::new(person(), Media::base64(text.clone()))).await;
        assert!(decoded(&body) == film());
        let read: Media = serde_json::from_value(text.into()).expect("base64");
        assert!(read == Media::base64(BASE64_STANDARD.encode(film())));
    }
}

#[tokio::test]
async fn file_that_shrinks_while_it_is_sent_fails_with_its_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("film.mp4");
    fs::write(&path, film()).expect("a file");
    let other = path.clone();
    let truncate = move |_, _| File::options().write(true).open(&other).expect("a file").set_len(1).expect("truncated");
    let script = accepting().await;
    let media = Media::path(&path).on_progress(truncate);
    let shown = send(&script, SendMediaRequest::new(person(), media)).await.unwrap_err().to_string();
    let begin = format!("sendMedia: expected 300001 bytes in the media file `{}`, found ", path.display());
    assert!(shown.starts_with(&begin), "{shown}");
}

#[tokio::test]
async fn type_of_an_address_is_found_from_its_name() {
    for (media, mime_type) in [
        (Media::url("https://a.example/b/cat.png?t=1.gif#x"), Some("image/png")),
        (Media::url("https://a.example/b").file_name("film.mp4"), Some("video/mp4")),
        (Media::url("https://a.example/b"), None),
    ] {
        let body = sent(SendMediaRequest::new(person(), media)).await;
        assert_eq!(body.get("mimeType").and_then(serde_json::Value::as_str), mime_type);
    }
}

#[tokio::test]
async fn address_goes_into_its_own_field() {
    let expected = object!({"to": format!("{NUMBER}@s.whatsapp.net"), "url": "https://a.example/b?t=1&u=\"2\""});
    let url = "https://a.example/b?t=1&u=\"2\"";
    assert_eq!(sent(SendMediaRequest::new(person(), Media::base64("")).url(url)).await, expected);

    let expected = object!({"to": format!("{NUMBER}@s.whatsapp.net"), "url": "https://a.example/b?t=1"});
    assert_eq!(sent(SendMediaRequest::new(person(), Media::url("https://a.example/b?t=1"))).await, expected);
}

#[tokio::test]
async fn type_is_found_from_the_name_or_the_first_bytes_unless_it_is_set() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("a file");
        Media::path(path)
    };
    let jpeg = || Media::bytes(JPEG);
    for (media, mime) in [
        (file("a.PDF", JPEG), Some("application/pdf")),
        (file("a", JPEG), Some("image/jpeg")),
        (file("a.unknown", JPEG), Some("image/jpeg")),
        (file("a.png", JPEG).file_name("b.gif"), Some("image/gif")),
        (file("b", b"text"), None),
        (jpeg(), Some("image/jpeg")),
        (jpeg().file_name("a.png"), Some("image/png")),
        (jpeg().file_name("png"), Some("image/jpeg")),
        (Media::reader(JPEG, JPEG.len() as u64), Some("image/jpeg")),
        (Media::base64(BASE64_STANDARD.encode(JPEG)), Some("image/jpeg")),
        (Media::base64(BASE64_STANDARD.encode(JPEG)).file_name("a.png"), Some("image/png")),
        (Media::base64(BASE64_STANDARD.encode("a")), None),
    ] {
        let shown = format!("{media:?} {mime:?}");
        let body = sent(SendMediaRequest::new(person(), media)).await;
        assert_eq!(body.get("mimeType").and_then(Value::as_str), mime, "{shown}");
    }
    for media in [jpeg(), jpeg().file_name("a.png"), file("a.gif", JPEG)] {
        let body = sent(SendMediaRequest::new(person(), media).mime_type("image/x-own")).await;
        assert_eq!((&body["mimeType"], decoded(&body)), (&object!("image/x-own"), JPEG.to_vec()));
    }
}

#[tokio::test]
async fn retry_opens_the_file_again_and_sends_it_from_the_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("film");
    fs::write(&path, film()).expect("a file");
    // The file changes before the second attempt.
    let other = path.clone();
    let media = Media::path(&path).on_progress(move |sent, total| {
        if sent == total {
            fs::write(&other, JPEG).expect("a file");
        }
    });
    let script = rejecting_once().await;
    send(&script, SendMediaRequest::new(person(), media)).await.expect("a success");
    let bodies: Vec<Value> =
        script.requests().iter().map(|request| serde_json::from_str(&request.body).expect("JSON")).collect();
    let [first, second] = &bodies[..] else { panic!("two requests") };
    assert!(decoded(first) == film() && first.get("mimeType").is_none());
    assert_eq!((decoded(second), &second["mimeType"]), (JPEG.to_vec(), &object!("image/jpeg")));

    let script = rejecting_once().await;
    let media = Media::bytes(film());
    send(&script, SendMediaRequest::new(person(), &media)).await.expect("a success");
    let requests = script.requests();
    assert!(requests.len() == 2 && requests[0].body == requests[1].body);
}

#[tokio::test]
async fn file_that_is_gone_at_the_retry_is_not_sent() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.jpg");
    fs::write(&path, JPEG).expect("a file");
    let other = path.clone();
    let media = Media::path(&path).on_progress(move |_, _| fs::remove_file(&other).expect("a file"));
    let script = rejecting_once().await;
    let error = send(&script, SendMediaRequest::new(person(), media)).await.unwrap_err();
    assert!(error.is_invalid_input());
    assert_eq!((script.requests().len(), error.attempts(), error.delivery()), (1, 1, Rejected));
}

#[tokio::test]
async fn reader_is_sent_only_once() {
    let script = rejecting_once().await;
    let media = Media::reader(JPEG, JPEG.len() as u64);
    let error = send(&script, SendMediaRequest::new(person(), &media)).await.unwrap_err();
    assert!(error.is_too_many_requests());
    assert_eq!((script.requests().len(), error.attempts(), error.delivery()), (1, 1, Rejected));
    // Another call cannot send it either.
    let shown = rejected(SendMediaRequest::new(person(), media)).await;
    assert_eq!(shown, "sendMedia: the media reader has already been read: create another `Media` for each call");
    // If no connection was made, the reader has not been read.
    let script = Script::nobody().await;
    let media = Media::reader(JPEG, JPEG.len() as u64);
    let error = send(&script, SendMediaRequest::new(person(), media)).await.unwrap_err();
    assert_eq!((error.is_connect(), error.delivery()), (true, NotSent));
}

#[tokio::test]
async fn reader_that_ends_early_aborts_the_request() {
    let script = accepting().await;
    let error = send(&script, SendMediaRequest::new(person(), Media::reader(JPEG, 4000))).await.unwrap_err();
    assert!(error.is_transport());
    assert_eq!((script.requests().len(), error.attempts(), error.delivery()), (0, 1, Unknown));
}

#[tokio::test]
async fn reader_that_stalls_times_out_with_its_attempt() {
    let limit = Duration::from_millis(400);
    for (mime_type, times, delivery) in [(None, 0, NotSent), (Some("image/jpeg"), 1, Unknown)] {
        let script = accepting().await;
        let client = script.builder().attempt_timeout(limit).build().expect("valid");
        // The other end is open, and sends nothing.
        let (silent, _other) = tokio::io::duplex(64);
        let mut request = SendMediaRequest::new(person(), Media::reader(silent, 4000));
        request.mime_type = mime_type.map(str::to_owned);
        let error = client.sample().send_media(request).await.unwrap_err();
        assert!(error.is_timeout() && !error.is_connect());
        assert_eq!((script.connections(), error.attempts(), error.delivery()), (times, times as u32, delivery));
    }
}

#[tokio::test]
async fn early_error_response_is_read_while_media_is_still_sent() {
    let early = b"HTTP/1.1 413 Payload Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_vec();
    let script = Script::new([vec![Act::LeaveUnread, Act::Write(early), Act::Hold]]).await;
    let error = send(&script, SendMediaRequest::new(person(), Media::bytes(film()))).await.unwrap_err();
    assert!(error.is_too_large(), "{error:?}");
    assert_eq!((script.connections(), error.delivery(), error.attempts()), (1, Rejected, 1));
}

#[tokio::test]
async fn progress_reaches_the_total_in_each_attempt() {
    let reported = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&reported);
    let media = Media::bytes(film()).on_progress(move |sent, total| sink.lock().expect("no panic").push((sent, total)));
    let script = rejecting_once().await;
    send(&script, SendMediaRequest::new(person(), media)).await.expect("a success");
    let reported = reported.lock().expect("no panic").clone();
    let length = film().len() as u64;
    assert!(reported.iter().all(|(sent, total)| *total == length && 0 < *sent && sent <= total));
    let attempts: Vec<_> = reported.split_inclusive(|(sent, total)| sent == total).collect();
    assert_eq!(attempts.len(), 2);
    for attempt in attempts {
        assert!(attempt.len() > 1 && attempt.is_sorted_by(|one, other| one.0 < other.0));
        assert_eq!(attempt.last(), Some(&(length, length)));
    }
}

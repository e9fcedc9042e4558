//! Media on their way out and in: sent while they are read, and stored when they are whole.

use std::{
    fs,
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json as object};

use super::{Act, NUMBER, Script, SendMediaRequest, answer, json, person};
use crate::{
    Delivery::{Accepted, NotSent, Rejected, Unknown},
    Error, Jid, Media,
};

const JPEG: &[u8] = b"\xff\xd8\xff\xe0 and so on";

async fn accepting() -> Script {
    Script::new([json("201 Created", r#"{"id":"3EB0C431"}"#)]).await
}

async fn refusing_once() -> Script {
    Script::new([
        answer("429 Too Many Requests", "retry-after: 0\r\n", ""),
        json("201 Created", r#"{"id":"3EB0C431"}"#),
    ])
    .await
}

/// A medium of several pieces, whose length is no multiple of three.
fn film() -> Vec<u8> {
    (0..75_001_u32).flat_map(|number| number.to_le_bytes()).take(300_001).collect()
}

async fn send(script: &Script, request: SendMediaRequest) -> Result<(), Error> {
    script.builder().build().expect("valid").sample().send_media(request).await.map(drop)
}

/// The body that arrives when the request is sent.
async fn sent(request: SendMediaRequest) -> Value {
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

/// What stands in the body as base64.
fn decoded(body: &Value) -> Vec<u8> {
    BASE64_STANDARD.decode(body["data"].as_str().expect("a medium")).expect("base64")
}

/// The error of a request that must not be sent.
async fn refused(request: SendMediaRequest) -> String {
    let script = accepting().await;
    let error = send(&script, request).await.unwrap_err();
    assert!(error.is_invalid_input() && !error.is_transport(), "{error}");
    assert_eq!((error.attempts(), error.delivery(), error.operation()), (0, NotSent, Some("sendMedia")), "{error}");
    assert_eq!((script.connections(), script.requests().len()), (0, 0), "{error}");
    error.to_string()
}

#[tokio::test]
async fn a_medium_of_every_source_arrives_as_base64_of_the_announced_length() {
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
async fn a_reader_that_is_not_as_long_as_was_said_is_not_sent() {
    for (length, problem) in [(5, "longer"), (9, "shorter")] {
        let script = accepting().await;
        let client = script.builder().build().expect("valid");
        let request = SendMediaRequest::new(person(), Media::reader(&b"abcdefgh"[..], length));
        let error = client.sample().send_media(request).await.unwrap_err();
        let shown = error.to_string();
        assert!(
            shown.starts_with(&format!("sendMedia: the file cannot be read to its end: it is {problem}")),
            "{shown}"
        );
        assert!(script.requests().is_empty(), "no whole request arrived");
    }
    let body = sent(SendMediaRequest::new(person(), Media::reader(&b"abcdefgh"[..], 8))).await;
    assert_eq!(decoded(&body), b"abcdefgh");
}

#[tokio::test]
async fn the_type_of_an_address_is_found_from_its_name() {
    for (media, mime_type) in [
        (Media::url("https://a.example/b/cat.png?t=1.gif#x"), Some("image/png")),
        (Media::url("https://a.example/b").named("film.mp4"), Some("video/mp4")),
        (Media::url("https://a.example/b"), None),
    ] {
        let body = sent(SendMediaRequest::new(person(), media)).await;
        assert_eq!(body.get("mimeType").and_then(serde_json::Value::as_str), mime_type);
    }
}

#[tokio::test]
async fn an_address_goes_into_its_own_field() {
    let expected = object!({"to": format!("{NUMBER}@s.whatsapp.net"), "url": "https://a.example/b?t=1&u=\"2\""});
    let url = "https://a.example/b?t=1&u=\"2\"";
    assert_eq!(sent(SendMediaRequest::new(person(), "").url(url)).await, expected);

    let expected = object!({"to": format!("{NUMBER}@s.whatsapp.net"), "url": "https://a.example/b?t=1"});
    assert_eq!(sent(SendMediaRequest::new(person(), Media::url("https://a.example/b?t=1"))).await, expected);
}

#[tokio::test]
async fn a_type_is_found_by_name_and_then_by_the_first_bytes_and_left_alone_when_set() {
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
        (file("a.png", JPEG).named("b.gif"), Some("image/gif")),
        (file("b", b"text"), None),
        (jpeg(), Some("image/jpeg")),
        (jpeg().named("a.png"), Some("image/png")),
        (jpeg().named("png"), Some("image/jpeg")),
        (Media::reader(JPEG, JPEG.len() as u64), Some("image/jpeg")),
        (Media::base64(BASE64_STANDARD.encode(JPEG)), Some("image/jpeg")),
        (Media::base64(BASE64_STANDARD.encode(JPEG)).named("a.png"), Some("image/png")),
        (Media::base64(BASE64_STANDARD.encode("a")), None),
    ] {
        let shown = format!("{media:?} {mime:?}");
        let body = sent(SendMediaRequest::new(person(), media)).await;
        assert_eq!(body.get("mimeType").and_then(Value::as_str), mime, "{shown}");
    }
    for media in [jpeg(), jpeg().named("a.png"), file("a.gif", JPEG)] {
        let body = sent(SendMediaRequest::new(person(), media).mime_type("image/x-own")).await;
        assert_eq!((&body["mimeType"], decoded(&body)), (&object!("image/x-own"), JPEG.to_vec()));
    }
}

#[tokio::test]
async fn a_second_attempt_opens_the_file_again_and_sends_it_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("film");
    fs::write(&path, film()).expect("a file");
    // The file is another when the second attempt comes.
    let other = path.clone();
    let media = Media::path(&path).on_progress(move |done, of| {
        if done == of {
            fs::write(&other, JPEG).expect("a file");
        }
    });
    let script = refusing_once().await;
    send(&script, SendMediaRequest::new(person(), media)).await.expect("a success");
    let bodies: Vec<Value> =
        script.requests().iter().map(|request| serde_json::from_str(&request.body).expect("JSON")).collect();
    let [first, second] = &bodies[..] else { panic!("two requests") };
    assert!(decoded(first) == film() && first.get("mimeType").is_none());
    assert_eq!((decoded(second), &second["mimeType"]), (JPEG.to_vec(), &object!("image/jpeg")));

    let script = refusing_once().await;
    let media = Media::bytes(film());
    send(&script, SendMediaRequest::new(person(), &media)).await.expect("a success");
    let requests = script.requests();
    assert!(requests.len() == 2 && requests[0].body == requests[1].body);
}

#[tokio::test]
async fn a_file_that_is_gone_at_the_second_attempt_was_not_sent() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.jpg");
    fs::write(&path, JPEG).expect("a file");
    let other = path.clone();
    let media = Media::path(&path).on_progress(move |_, _| fs::remove_file(&other).expect("a file"));
    let script = refusing_once().await;
    let error = send(&script, SendMediaRequest::new(person(), media)).await.unwrap_err();
    assert!(error.is_invalid_input());
    assert_eq!((script.requests().len(), error.attempts(), error.delivery()), (1, 1, NotSent));
}

#[tokio::test]
async fn a_reader_is_not_sent_twice() {
    let script = refusing_once().await;
    let media = Media::reader(JPEG, JPEG.len() as u64);
    let error = send(&script, SendMediaRequest::new(person(), &media)).await.unwrap_err();
    assert!(error.is_too_many_requests());
    assert_eq!((script.requests().len(), error.attempts(), error.delivery()), (1, 1, Rejected));
    // Nor by another call.
    let shown = refused(SendMediaRequest::new(person(), media)).await;
    assert_eq!(shown, "sendMedia: the reader of the medium has been read already");
    // Unless no connection came about, since then nobody has read it.
    let script = Script::nobody().await;
    let media = Media::reader(JPEG, JPEG.len() as u64);
    let error = send(&script, SendMediaRequest::new(person(), media)).await.unwrap_err();
    assert_eq!((error.is_connect(), error.delivery()), (true, NotSent));
}

#[tokio::test]
async fn a_reader_that_ends_early_breaks_the_request_off() {
    let script = accepting().await;
    let error = send(&script, SendMediaRequest::new(person(), Media::reader(JPEG, 4000))).await.unwrap_err();
    assert!(error.is_transport());
    assert_eq!((script.requests().len(), error.attempts(), error.delivery()), (0, 1, Unknown));
}

#[tokio::test]
async fn a_reader_that_stalls_is_given_up_with_its_attempt() {
    let limit = Duration::from_millis(400);
    for (mime_type, times, delivery) in [(None, 0, NotSent), (Some("image/jpeg"), 1, Unknown)] {
        let script = accepting().await;
        let client = script.builder().attempt_timeout(limit).build().expect("valid");
        // The other end says nothing, and stays.
        let (silent, _other) = tokio::io::duplex(64);
        let mut request = SendMediaRequest::new(person(), Media::reader(silent, 4000));
        request.mime_type = mime_type.map(str::to_owned);
        let error = client.sample().send_media(request).await.unwrap_err();
        assert!(error.is_timeout() && !error.is_connect());
        assert_eq!((script.connections(), error.attempts(), error.delivery()), (times, times as u32, delivery));
    }
}

#[tokio::test]
async fn a_refusal_is_heard_while_the_medium_is_still_being_sent() {
    let early = b"HTTP/1.1 413 Payload Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_vec();
    let script = Script::new([vec![Act::LeaveUnread, Act::Write(early), Act::Hold]]).await;
    let error = send(&script, SendMediaRequest::new(person(), Media::bytes(film()))).await.unwrap_err();
    assert!(error.is_too_large(), "{error:?}");
    assert_eq!((script.connections(), error.delivery(), error.attempts()), (1, Rejected, 1));
}

#[tokio::test]
async fn a_file_that_cannot_be_sent_is_refused_before_anything_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let canary = folder.path().join("canary-491701234567");
    let media = |path: &Path| SendMediaRequest::new(person(), Media::path(path));
    let missing = refused(media(&canary)).await;
    assert_eq!(missing, "sendMedia: the file of the medium cannot be opened: entity not found");
    fs::create_dir(&canary).expect("a folder");
    let folder = refused(media(&canary)).await;
    assert!(folder.starts_with("sendMedia: the ") && !folder.contains("canary"), "{folder}");
    fs::remove_dir(&canary).expect("a folder");
    fs::write(&canary, "").expect("a file");
    assert_eq!(refused(media(&canary)).await, "sendMedia: the medium is empty");
    for empty in [Media::bytes(Vec::new()), Media::reader(tokio::io::empty(), 0)] {
        assert_eq!(refused(SendMediaRequest::new(person(), empty)).await, "sendMedia: the medium is empty");
    }
}

#[tokio::test]
async fn a_medium_that_is_too_large_is_refused_before_anything_is_sent() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("film.mp4");
    for (bytes, is_sent) in [(vec![b'a'; 1000], true), (vec![b'a'; 1001], false)] {
        fs::write(&path, &bytes).expect("a file");
        for media in [
            Media::path(&path),
            Media::base64(BASE64_STANDARD.encode(&bytes)),
            Media::reader(std::io::Cursor::new(bytes.clone()), bytes.len() as u64),
            Media::bytes(bytes.clone()),
        ] {
            let script = accepting().await;
            let client = script.builder().max_media_size(1000).build().expect("valid");
            let result = client.sample().send_media(SendMediaRequest::new(person(), media)).await;
            assert_eq!((result.is_ok(), script.requests().len()), (is_sent, usize::from(is_sent)));
            if let Err(error) = result {
                assert!(error.is_invalid_input() && error.attempts() == 0 && script.connections() == 0);
                let shown = error.to_string();
                assert!(shown.contains("has 1001 bytes") && shown.contains("max_media_size"), "{shown}");
            }
        }
    }
}

#[tokio::test]
async fn a_medium_and_its_address_exclude_each_other() {
    for (media, url, shown) in [
        (Media::bytes(JPEG), Some("https://a.example/canary"), "`data` and `url` are both set"),
        (Media::url("https://a.example/canary"), Some("https://a.example/b"), "`data` and `url` are both set"),
        (Media::base64(""), None, "set `data` to a file, or `url` to its address"),
    ] {
        let mut request = SendMediaRequest::new(person(), media);
        request.url = url.map(str::to_owned);
        let refused = refused(request).await;
        assert!(refused.contains(shown) && !refused.contains("canary"), "{refused}");
    }
}

#[tokio::test]
async fn an_address_that_is_not_absolute_is_refused() {
    for url in ["/canary.png", "canary.png", "//a.example/canary", "ftp://a.example/canary", "https:///canary", ""] {
        let shown = refused(SendMediaRequest::new(person(), Media::url(url))).await;
        assert!(shown.contains("must begin with `https://` or `http://`"), "{url}: {shown}");
        assert!(!shown.contains("canary"), "{shown}");
    }
}

#[tokio::test]
async fn what_is_no_base64_is_refused() {
    for (text, reason) in [
        ("data:image/png;base64,/9j/", "`data:` URI"),
        ("_9j-", "URL-safe"),
        ("/9j/ ", "a character that base64 does not have"),
        ("/9j\n", "a character that base64 does not have"),
        ("/9j", "padding"),
        ("/===", "padding"),
        ("/9=/", "does not have"),
    ] {
        let shown = refused(SendMediaRequest::new(person(), text)).await;
        assert!(shown.starts_with("sendMedia: `data` is not base64: ") && shown.contains(reason), "{text}: {shown}");
        assert!(!shown.contains(text), "{shown}");
    }
}

#[tokio::test]
async fn an_address_of_a_single_device_is_refused_by_the_name_of_its_field() {
    let device: Jid = format!("{NUMBER}:4@s.whatsapp.net").parse().expect("a JID");
    let shown = refused(SendMediaRequest::new(&device, Media::bytes(JPEG))).await;
    assert_eq!(shown, "sendMedia: `to` names a single device; use `Jid::without_device`");
    sent(SendMediaRequest::new(device.without_device(), Media::bytes(JPEG))).await;
}

#[tokio::test]
async fn progress_grows_and_reaches_the_end_with_each_attempt() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    let media = Media::bytes(film()).on_progress(move |done, of| heard.lock().expect("no panic").push((done, of)));
    let script = refusing_once().await;
    send(&script, SendMediaRequest::new(person(), media)).await.expect("a success");
    let told = told.lock().expect("no panic").clone();
    let length = film().len() as u64;
    assert!(told.iter().all(|(done, of)| *of == length && 0 < *done && done <= of));
    let attempts: Vec<_> = told.split_inclusive(|(done, of)| done == of).collect();
    assert_eq!(attempts.len(), 2);
    for attempt in attempts {
        assert!(attempt.len() > 1 && attempt.is_sorted_by(|one, other| one.0 < other.0));
        assert_eq!(attempt.last(), Some(&(length, length)));
    }
}

#[tokio::test]
async fn neither_path_nor_address_nor_content_is_shown() {
    let jid: Jid = format!("{NUMBER}@s.whatsapp.net").parse().expect("a JID");
    let script = Script::new([json("400 Bad Request", r#"{"status":400,"detail":"no"}"#)]).await;
    let client = script.builder().build().expect("valid");
    for (media, url) in [
        (Media::path("/no/canary.jpg").named("canary.png").on_progress(|_, _| {}), None),
        (Media::bytes("canary").named("canary.png"), None),
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

/// What a folder holds, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8")).collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_download_is_stored_under_its_own_name_beside_what_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    // A folder that is not there yet is made.
    let place = folder.path().join("a").join("b");
    let headers = "content-type: application/pdf\r\ncontent-disposition: attachment; filename=\"plain.pdf\"; \
                   filename*=UTF-8''na%C3%AFve%20%E2%82%AC.pdf\r\n";
    let script = Script::new([answer("200 OK", headers, film())]).await;
    let client = script.builder().build().expect("valid");
    for (name, stored) in [("naïve €.pdf", 1), ("naïve € (1).pdf", 2), ("naïve € (2).pdf", 3)] {
        let download = client.sample().download("a").await.expect("a success");
        assert_eq!(download.file_name().as_deref(), Some("naïve €.pdf"));
        assert_eq!((download.content_type(), download.size()), (Some("application/pdf"), Some(300_001)));
        assert!(!format!("{download:?}").contains("naïve"), "{download:?}");
        let path = download.save_to(&place).await.expect("a file");
        assert_eq!(path, place.join(name));
        assert!(fs::read(&path).expect("a file") == film());
        assert_eq!(names(&place).len(), stored);
    }
}

#[tokio::test]
async fn a_download_without_a_name_or_with_a_path_for_one_stays_in_its_folder() {
    for (headers, name) in [
        ("content-type: image/jpeg\r\n", "download.jpg"),
        ("", "download.bin"),
        ("content-type: audio/ogg; codecs=opus\r\n", "download.ogg"),
        ("content-disposition: attachment; filename=\"../../evil.sh\"\r\n", "evil.sh"),
        ("content-disposition: attachment; filename*=UTF-8''..%2F..%2Fevil.sh\r\n", "evil.sh"),
        ("content-disposition: attachment; filename=\"/etc/passwd\"\r\n", "passwd"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let script = Script::new([answer("200 OK", headers, JPEG)]).await;
        let client = script.builder().build().expect("valid");
        let path = client.sample().download("a").await.expect("a success").save_to(folder.path()).await;
        assert_eq!(path.expect("a file"), folder.path().join(name));
        assert_eq!(names(folder.path()), [name]);
    }
}

/// An answer that announces more than it brings, and what comes then.
fn half(then: Act) -> Vec<Act> {
    let head = "HTTP/1.1 200 OK\r\ncontent-disposition: attachment; filename=\"a.jpg\"\r\ncontent-length: 4000\r\n\r\n";
    vec![Act::Read, Act::Write([head.as_bytes(), JPEG].concat()), then]
}

#[tokio::test]
async fn a_download_that_is_cut_leaves_nothing_behind() {
    for end in [Act::Reset, Act::Write(b"more".to_vec())] {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("a.jpg"), "mine").expect("a file");
        let script = Script::new([answer("502 Bad Gateway", "", ""), half(end)]).await;
        let client = script.builder().build().expect("valid");
        let download = client.sample().download("a").await.expect("headers");
        let error = download.save_to(folder.path()).await.unwrap_err();
        assert!(error.is_transport() && !error.is_timeout() && !error.is_storage());
        assert_eq!((error.status(), error.delivery(), error.operation()), (Some(200), Accepted, Some("downloadMedia")));
        assert_eq!((script.requests().len(), error.attempts()), (2, 2));
        assert_eq!(names(folder.path()), ["a.jpg"]);
        assert_eq!(fs::read(folder.path().join("a.jpg")).expect("a file"), b"mine");
    }
}

#[tokio::test]
async fn a_download_that_stalls_ends_after_the_longest_pause_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let script = Script::new([half(Act::Hold)]).await;
    let client = script.builder().idle_timeout(Duration::from_millis(200)).build().expect("valid");
    let error = client.sample().download("a").await.expect("headers").save_to(folder.path()).await.unwrap_err();
    assert!(error.is_timeout() && error.is_transport() && !error.is_connect());
    assert_eq!((error.status(), error.delivery()), (Some(200), Accepted));
    assert!(script.notices_that_the_client_is_gone().await);
    assert_eq!(names(folder.path()), [""; 0]);
}

#[tokio::test]
async fn a_download_that_is_dropped_on_its_way_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let script = Script::new([half(Act::Hold)]).await;
    let client = script.builder().build().expect("valid");
    let saving = client.sample().download("a").await.expect("headers").save_to(folder.path());
    let until_begun = async {
        while names(folder.path()).is_empty() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::select! {
        result = saving => panic!("half a file, and yet there is {result:?}"),
        () = until_begun => {}
    }
    assert!(script.notices_that_the_client_is_gone().await);
    // The file may still be in the hands of the thread that writes.
    let until_gone = async {
        while !names(folder.path()).is_empty() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), until_gone).await.expect("nothing stays");
}

#[tokio::test]
async fn a_download_may_take_longer_than_a_call() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 16\r\n\r\n".to_vec();
    let drip = Act::Drip(16, Duration::from_millis(50));
    let script = Script::new([vec![Act::Read, Act::Write(head), drip]]).await;
    let limit = Duration::from_millis(500);
    let client = script.builder().attempt_timeout(limit).timeout(limit).build().expect("valid");
    let download = client.sample().download("a").await.expect("headers");
    assert_eq!(download.bytes().await.expect("all bytes"), "a".repeat(16));
}

#[tokio::test]
async fn a_download_is_tried_again_until_its_headers_are_there() {
    let script = Script::new([vec![Act::Read, Act::Reset], answer("200 OK", "", JPEG)]).await;
    let client = script.builder().build().expect("valid");
    let download = client.sample().download("a").await.expect("a success");
    assert_eq!(download.bytes().await.expect("all bytes"), JPEG);
    assert_eq!(script.requests().len(), 2);
}

#[tokio::test]
async fn a_folder_that_takes_no_file_is_told_without_its_path() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("canary");
    fs::write(&file, "mine").expect("a file");
    let script = Script::new([answer("200 OK", "", JPEG)]).await;
    let client = script.builder().build().expect("valid");
    let error = client.sample().download("a").await.expect("a success").save_to(&file).await.unwrap_err();
    assert!(error.is_storage() && !error.is_transport());
    assert!(!format!("{error} {error:?}").contains("canary"), "{error:?}");
}

//! Downloads are stored when they are complete, and never in part.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, SystemTime},
};

use super::{
    Act, Script,
    media::{JPEG, film},
    respond,
};
use crate::{Delivery::Accepted, Download};

/// The names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8")).collect();
    names.sort();
    names
}

#[tokio::test]
async fn download_gets_its_own_name_or_a_number_if_the_name_is_taken() {
    let folder = tempfile::tempdir().expect("a folder");
    // The folder does not exist yet.
    let place = folder.path().join("a").join("b");
    let headers = "content-type: application/pdf\r\ncontent-disposition: attachment; filename=\"plain.pdf\"; \
                   filename*=UTF-8''na%C3%AFve%20%E2%82%AC.pdf\r\n";
    let script = Script::new([respond("200 OK", headers, film())]).await;
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
async fn download_without_a_name_or_with_a_path_for_a_name_stays_in_the_folder() {
    for (headers, name) in [
        ("content-type: image/jpeg\r\n", "download.jpg"),
        ("", "download.bin"),
        ("content-type: audio/ogg; codecs=opus\r\n", "download.ogg"),
        ("content-disposition: attachment; filename=\"../../evil.sh\"\r\n", "evil.sh"),
        ("content-disposition: attachment; filename*=UTF-8''..%2F..%2Fevil.sh\r\n", "evil.sh"),
        ("content-disposition: attachment; filename=\"/etc/passwd\"\r\n", "passwd"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let script = Script::new([respond("200 OK", headers, JPEG)]).await;
        let client = script.builder().build().expect("valid");
        let path = client.sample().download("a").await.expect("a success").save_to(folder.path()).await;
        assert_eq!(path.expect("a file"), folder.path().join(name));
        assert_eq!(names(folder.path()), [name]);
    }
}

/// A response that announces more bytes than it sends, and what happens then.
fn half(then: Act) -> Vec<Act> {
    let head = "HTTP/1.1 200 OK\r\ncontent-disposition: attachment; filename=\"a.jpg\"\r\ncontent-length: 4000\r\n\r\n";
    vec![Act::Read, Act::Write([head.as_bytes(), JPEG].concat()), then]
}

#[tokio::test]
async fn truncated_download_leaves_no_file() {
    for end in [Act::Reset, Act::Write(b"more".to_vec())] {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("a.jpg"), "mine").expect("a file");
        let script = Script::new([respond("502 Bad Gateway", "", ""), half(end)]).await;
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
async fn stalled_download_fails_after_the_idle_timeout_and_leaves_no_file() {
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
async fn dropped_download_leaves_no_file() {
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
        result = saving => panic!("the download is incomplete, and yet there is {result:?}"),
        () = until_begun => {}
    }
    assert!(script.notices_that_the_client_is_gone().await);
    // The thread that writes may still have the file.
    let until_gone = async {
        while !names(folder.path()).is_empty() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), until_gone).await.expect("no file is left");
}

#[tokio::test]
async fn download_may_take_longer_than_the_timeout_of_a_call() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 16\r\n\r\n".to_vec();
    let drip = Act::Drip(16, Duration::from_millis(50));
    let script = Script::new([vec![Act::Read, Act::Write(head), drip]]).await;
    let limit = Duration::from_millis(500);
    let client = script.builder().attempt_timeout(limit).timeout(limit).build().expect("valid");
    let download = client.sample().download("a").await.expect("headers");
    assert_eq!(download.bytes().await.expect("all bytes"), "a".repeat(16));
}

#[tokio::test]
async fn download_is_retried_until_its_headers_arrive() {
    let script = Script::new([vec![Act::Read, Act::Reset], respond("200 OK", "", JPEG)]).await;
    let client = script.builder().build().expect("valid");
    let download = client.sample().download("a").await.expect("a success");
    assert_eq!(download.bytes().await.expect("all bytes"), JPEG);
    assert_eq!(script.requests().len(), 2);
}

#[tokio::test]
async fn folder_that_cannot_be_written_is_named_with_the_cause() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("pictures");
    fs::write(&file, "mine").expect("a file");
    let cause = fs::create_dir_all(&file).unwrap_err();
    let problem = format!("200 OK, but cannot write to `{}`: {cause}", file.display());
    let headers = "content-disposition: attachment; filename=\"canary.jpg\"\r\n";
    let script = Script::new([respond("200 OK", headers, JPEG)]).await;
    let client = script.builder().build().expect("valid");
    let error = client.sample().download("a").await.expect("a success").save_to(&file).await.unwrap_err();
    assert!(error.is_storage() && !error.is_transport());
    assert_eq!(error.to_string(), format!("downloadMedia: {problem}"));
    assert!(!format!("{error:?}").contains("canary"), "{error:?}");

    let error = Download::from_bytes("image/jpeg", JPEG).save_to(&file).await.unwrap_err();
    assert_eq!((error.operation(), error.to_string()), (None, problem), "a download that was made by hand");
}

#[test]
fn download_is_saved_without_a_runtime() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut saving = std::pin::pin!(Download::from_bytes("image/jpeg", JPEG).save_to(folder.path()));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(path) = saving.as_mut().poll(&mut context) else {
        panic!("there is nothing to wait for")
    };
    assert_eq!(fs::read(path.expect("a file")).expect("a file"), JPEG);
    assert_eq!(names(folder.path()), ["download.jpg"]);
}

/// Set for the process that is killed: the folder that it saves to.
const FOLDER: &str = "TEST_FOLDER_OF_KILLED_PROCESS";

/// This test as a process of its own, which gets half of the file and waits for the rest.
fn start_saving(folder: &Path) -> Child {
    let (_, module) = module_path!().split_once("::").expect("a crate");
    let name = format!("{module}::part_file_of_a_killed_process_is_removed_by_a_later_download");
    let mut command = Command::new(std::env::current_exe().expect("the test binary"));
    command.args(["--exact", &name]).env(FOLDER, folder).stdout(Stdio::null());
    command.spawn().expect("a process")
}

/// The part file, once something is written to it.
async fn part_file(folder: &Path) -> PathBuf {
    loop {
        let mut paths = names(folder).into_iter().map(|name| folder.join(name));
        if let Some(path) = paths.find(|path| fs::metadata(path).is_ok_and(|metadata| metadata.len() > 0)) {
            return path;
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

fn set_age(path: &Path, age: Duration) {
    let file = File::options().write(true).open(path).expect("a file");
    file.set_modified(SystemTime::now() - age).expect("a time");
}

#[tokio::test]
async fn part_file_of_a_killed_process_is_removed_by_a_later_download() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        let script = Script::new([half(Act::Hold)]).await;
        let client = script.builder().build().expect("valid");
        let result = client.sample().download("a").await.expect("headers").save_to(folder).await;
        panic!("killed before this, and yet there is {result:?}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let save = || async {
        let path = Download::from_bytes("image/png", JPEG).save_to(folder.path()).await.expect("a file");
        fs::remove_file(path).expect("removed");
        names(folder.path())
    };
    let (recent, old) = (Duration::ZERO, Duration::from_secs(61));
    let mut child = start_saving(folder.path());
    let part = tokio::time::timeout(Duration::from_secs(20), part_file(folder.path())).await.expect("half a file");
    let name = part.file_name().and_then(|name| name.to_str()).expect("a name");
    assert!(name.starts_with(concat!(".", env!("CARGO_PKG_NAME"), "-")) && name.ends_with(".part"), "{name}");
    assert_eq!(names(folder.path()), [name], "the final name is not there");

    set_age(&part, old);
    assert_eq!(save().await, [name], "its writer lives");

    child.kill().expect("SIGKILL");
    child.wait().expect("an end");
    set_age(&part, recent);
    assert_eq!(save().await, [name], "it is recent");

    let others = [".other.part", concat!(".", env!("CARGO_PKG_NAME"), "-0.part"), "download.part"];
    for other in others {
        fs::write(folder.path().join(other), "mine").expect("a file");
        set_age(&folder.path().join(other), old);
    }
    set_age(&part, old);
    assert_eq!(save().await, others, "only the part file is removed");
}

use std::{fs, path::Path, sync::Arc, time::Duration};

use tempfile::TempDir;
use tokio::time::Instant;
use wsapi_client::operations::DownloadMedia;
use wsapi_simulator::{Person, Simulator};

use crate::{
    Archivist,
    archive::{Archive, Limits},
    list,
    record::Record,
    run,
};

struct Stage {
    sim: Simulator,
    ada: Person,
    archivist: Arc<Archivist>,
    folder: TempDir,
}

impl Stage {
    async fn new() -> Self {
        let (sim, folder) = (Simulator::new(), tempfile::tempdir().unwrap());
        let archivist = started(&sim, folder.path()).await;
        sim.deliver_to(archivist.clone());
        Self { ada: sim.person("+49 170 1234567"), sim, archivist, folder }
    }

    fn files(&self) -> Vec<String> {
        list(self.folder.path()).unwrap()
    }

    /// Sends images of 900 bytes whose downloads fail, and returns their metadata.
    async fn pending_images(&self, count: u32) -> Vec<Record> {
        self.sim.on::<DownloadMedia>().times(count).fails(404);
        for _ in 0..count {
            self.ada.sends_image(vec![7; 900]).await;
        }
        self.archivist.archive.pending().await.unwrap()
    }

    fn records(&self) -> Vec<Record> {
        let stored = self.files().into_iter().filter(|file| crate::is_metadata(file));
        stored.map(|file| serde_json::from_slice(&fs::read(self.folder.path().join(file)).unwrap()).unwrap()).collect()
    }
}

const LIMITS: Limits = Limits { file: 1_000, day: 3_000 };

/// Starts the program, up to the download of what is pending.
async fn started(sim: &Simulator, folder: &Path) -> Arc<Archivist> {
    let archive = Archive::new(folder, LIMITS);
    archive.pending().await.unwrap(); // creates the folder
    Arc::new(Archivist { client: sim.client(), archive })
}

#[tokio::test(start_paused = true)]
async fn shutdown_does_not_wait_for_pending_files() {
    let stage = Stage::new().await;
    stage.pending_images(1).await;
    let requests = || stage.sim.attempts::<DownloadMedia>().len();
    let earlier = requests();
    stage.sim.on::<DownloadMedia>().stalls();
    let start = Instant::now();
    let archive = Archive::new(stage.folder.path(), LIMITS);
    run(stage.sim.client(), archive, stage.sim.until(|| requests() > earlier)).await.unwrap();
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    assert_eq!(stage.archivist.archive.pending().await.unwrap().len(), 1);
}

#[tokio::test]
async fn images_and_documents_are_stored_with_their_metadata() {
    let stage = Stage::new().await;
    let sent = stage.ada.sends_image("a picture").caption("Our stage").await;
    stage.ada.sends_document("notes.pdf", "notes").await;
    stage.ada.sends_voice("is not wanted").await;
    stage.sim.phone().sends_image("is the account's own").in_chat(&stage.ada).await;

    let path = format!("491701234567@s_whatsapp_net/2026-01-01/491701234567-{}", sent.id);
    assert_eq!(stage.files().len(), 4, "{:?}", stage.files());
    assert_eq!(fs::read(stage.folder.path().join(path.clone() + ".jpg")).unwrap(), b"a picture");
    let record: Record =
        serde_json::from_slice(&fs::read(stage.folder.path().join(path + ".meta.json")).unwrap()).unwrap();
    assert_eq!((record.caption.as_deref(), record.kind.as_str()), (Some("Our stage"), "image"));
}

#[tokio::test]
async fn received_json_document_does_not_replace_metadata() {
    let stage = Stage::new().await;
    for name in ["report.json", "report.new"] {
        stage.ada.sends_document(name, "a report").await;
    }
    let files = stage.records().into_iter().map(|record| (record.folder(), record.file.unwrap()));
    let contents = files.map(|(folder, file)| fs::read(stage.folder.path().join(folder).join(file)).unwrap());
    assert_eq!(contents.collect::<Vec<_>>(), [b"a report", b"a report"]);
}

#[tokio::test]
async fn duplicate_event_is_not_downloaded_again() {
    let stage = Stage::new().await;
    stage.sim.on_events().once().are_duplicated();
    stage.ada.sends_image("a picture").await;
    assert_eq!((stage.sim.deliveries().len(), stage.sim.attempts::<DownloadMedia>().len()), (2, 1));
}

#[tokio::test]
async fn broken_download_leaves_no_file_and_the_next_attempt_stores_it() {
    let stage = Stage::new().await;
    stage.sim.on::<DownloadMedia>().once().truncates_response();
    stage.sim.on_events().once().are_duplicated(); // The second delivery is the next attempt.
    stage.ada.sends_image("a picture").await;
    assert_eq!(stage.sim.handler_errors().len(), 1);
    assert_eq!(stage.files().len(), 2, "{:?}", stage.files());
}

#[tokio::test(start_paused = true)] // The delays between the attempts of the client take no time.
async fn restarted_program_downloads_what_is_pending() {
    let stage = Stage::new().await;
    stage.sim.on::<DownloadMedia>().times(3).fails(503);
    stage.ada.sends_image("a picture").await;
    assert!(stage.files().iter().all(|file| file.starts_with("pending/")));

    let restarted = started(&stage.sim, stage.folder.path()).await;
    for record in restarted.archive.pending().await.unwrap() {
        restarted.archive.store(&restarted.client, record).await.unwrap();
    }
    assert_eq!((stage.files().len(), stage.archivist.archive.pending().await.unwrap().len()), (2, 0));
}

#[tokio::test]
async fn damaged_pending_file_does_not_stop_the_start() {
    let stage = Stage::new().await;
    stage.pending_images(1).await;
    fs::write(stage.folder.path().join("pending/damaged.json"), "").unwrap();
    assert_eq!(stage.archivist.archive.pending().await.unwrap().len(), 1);
    assert!(stage.files().contains(&"pending/damaged.json".to_owned()));
}

#[tokio::test]
async fn pending_file_whose_metadata_is_already_stored_is_removed() {
    let stage = Stage::new().await;
    stage.ada.sends_image("a picture").await;
    let (Archivist { client, archive }, record) = (&*stage.archivist, stage.records().remove(0));
    archive.add(&record).await.unwrap(); // As if the program had been killed before it removed the file.
    archive.store(client, record).await.unwrap();
    assert_eq!((stage.files().len(), stage.sim.attempts::<DownloadMedia>().len()), (2, 1));
}

#[tokio::test]
async fn file_without_metadata_is_replaced_within_the_limit_of_the_day() {
    let stage = Stage::new().await;
    let archive = Archive::new(stage.folder.path(), Limits { file: 1_000, day: 1_000 });
    let record = stage.pending_images(1).await.remove(0);
    for _ in 0..2 {
        archive.add(&record).await.unwrap();
        archive.store(&stage.archivist.client, record.clone()).await.unwrap();
        assert!(stage.records()[0].file.is_some());
        // As if the program had been killed before it wrote the metadata.
        let metadata = stage.files().into_iter().find(|file| crate::is_metadata(file)).unwrap();
        fs::remove_file(stage.folder.path().join(metadata)).unwrap();
    }
}

#[tokio::test]
async fn record_that_two_tasks_store_is_downloaded_once() {
    let stage = Stage::new().await;
    let (Archivist { client, archive }, record) = (&*stage.archivist, stage.pending_images(1).await.remove(0));
    let (first, second) = tokio::join!(archive.store(client, record.clone()), archive.store(client, record));
    first.and(second).unwrap();
    assert_eq!(stage.sim.attempts::<DownloadMedia>().len(), 2, "the first attempt failed");
    assert_eq!((stage.files().len(), stage.records().len()), (2, 1));
}

#[tokio::test]
async fn limit_of_the_day_holds_for_tasks_that_store_concurrently() {
    let stage = Stage::new().await;
    let archive = Archive::new(stage.folder.path(), Limits { file: 1_000, day: 1_000 });
    let mut records = stage.pending_images(2).await;
    let client = &stage.archivist.client;
    let (first, second) =
        tokio::join!(archive.store(client, records.remove(0)), archive.store(client, records.remove(0)));
    first.and(second).unwrap();
    let records = stage.records();
    assert_eq!((records.len(), records.iter().filter(|record| record.file.is_some()).count()), (2, 1));
}

#[tokio::test]
async fn limits_hold_whatever_the_sender_states() {
    let stage = Stage::new().await;
    stage.ada.sends_document("large.bin", vec![0; 2_000]).stating_size(10).await;
    stage.sim.on::<DownloadMedia>().once().corrupts_response(); // This removes `Content-Length`.
    stage.ada.sends_document("large.bin", vec![0; 2_000]).stating_size(10).await;
    assert_eq!(stage.records().iter().filter(|record| record.file.is_none()).count(), 2);
    for _ in 0..5 {
        stage.ada.sends_document("small.bin", vec![0; 900]).await;
    }
    let stored = stage.records().iter().filter(|record| record.file.is_some()).count();
    assert!((1..=3).contains(&stored), "{stored} files of 900 bytes, with a limit of 3,000 bytes a day");
}

#[tokio::test]
async fn names_of_senders_are_not_paths() {
    let stage = Stage::new().await;
    stage.ada.sends_document("../../evil.sh", "x").await;
    let files = stage.files();
    assert!(files.iter().any(|file| file.ends_with(".sh") && !file.contains("..")), "{files:?}");
    assert_eq!(stage.records()[0].name.as_deref(), Some("../../evil.sh"));
}

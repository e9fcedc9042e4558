//! Files in messages, and the ids with which the API downloads them.

use std::collections::VecDeque;

use base64::{Engine, prelude::BASE64_URL_SAFE};
use bytes::Bytes;
use wsapi_client::types::MediaKind;

/// The maximum number of files that can be downloaded. The oldest are dropped.
const MOST_FILES: usize = 10_000;

/// The maximum total size of these files in bytes. The newest file is always kept.
const MOST_BYTES: usize = 256 << 20;

/// The first bytes of every id. Like the server's own ids, they begin as a gzip record.
const GZIP: [u8; 4] = [0x1f, 0x8b, 0x08, 0x00];

/// The bytes that follow in the ids of the simulator.
const MARK: &[u8] = b"wsapi-simulator";

/// A file that was sent, with its caption.
#[derive(Clone, Debug)]
pub(crate) struct File {
    pub(crate) kind: MediaKind,
    pub(crate) mime_type: String,
    pub(crate) bytes: Bytes,
    pub(crate) caption: String,
    pub(crate) name: String,
    /// The length that the sender states, if it differs from the actual one.
    pub(crate) stated_length: Option<u64>,
    /// The duration of a video or audio, in seconds.
    pub(crate) duration: Option<i64>,
    /// The id in events, with which the file is downloaded.
    pub(crate) id: String,
}

/// The files that can be downloaded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Files {
    /// The number of the first file.
    first: u64,
    files: VecDeque<File>,
    bytes: usize,
}

impl File {
    pub(crate) fn new(kind: MediaKind, mime_type: impl Into<String>, bytes: Bytes) -> Self {
        Self {
            kind,
            mime_type: mime_type.into(),
            bytes,
            caption: String::new(),
            name: String::new(),
            stated_length: None,
            duration: None,
            id: String::new(),
        }
    }

    /// Returns the length that the sender states.
    pub(crate) fn length(&self) -> u64 {
        self.stated_length.unwrap_or(self.bytes.len() as u64)
    }

    /// Returns the approximate size in bytes.
    pub(super) fn size(&self) -> usize {
        self.bytes.len() + self.mime_type.len() + self.caption.len() + self.name.len()
    }

    /// Returns the extension of a download whose file has no name.
    pub(crate) fn extension(&self) -> &'static str {
        match self.kind {
            MediaKind::Image => ".jpg",
            MediaKind::Video => ".mp4",
            MediaKind::Audio => ".mp3",
            MediaKind::Voice => ".ogg",
            MediaKind::Sticker => ".webp",
            _ => ".bin",
        }
    }
}

impl Files {
    /// Stores a file, and sets its id.
    pub(super) fn add(&mut self, file: &mut File) {
        file.id = id(self.first + self.files.len() as u64);
        self.bytes += file.size();
        self.files.push_back(file.clone());
        while self.files.len() > MOST_FILES || (self.bytes > MOST_BYTES && self.files.len() > 1) {
            let Some(oldest) = self.files.pop_front() else { return };
            self.bytes -= oldest.size();
            self.first += 1;
        }
    }

    /// Returns the file with this decoded id.
    pub(super) fn get(&self, id: &[u8]) -> Option<&File> {
        let number = id.strip_prefix(&GZIP)?.strip_prefix(MARK)?;
        let number = u64::from_be_bytes(number.try_into().ok()?);
        self.files.get(usize::try_from(number.checked_sub(self.first)?).ok()?)
    }
}

/// Returns `true` if these bytes begin like the server's ids.
pub(crate) fn is_record(id: &[u8]) -> bool {
    id.starts_with(&GZIP[..3])
}

/// Returns the id of the file with this number.
fn id(number: u64) -> String {
    let bytes: Vec<u8> = GZIP.into_iter().chain(MARK.iter().copied()).chain(number.to_be_bytes()).collect();
    BASE64_URL_SAFE.encode(bytes)
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use wsapi_client::types::MediaKind;

    use super::{BASE64_URL_SAFE, Engine, File, Files, MOST_FILES, is_record};

    #[test]
    fn oldest_file_is_dropped() {
        let mut files = Files::default();
        let mut ids = Vec::new();
        for number in 0..=MOST_FILES {
            let mut file = File::new(MediaKind::Image, "", Bytes::from(number.to_string()));
            files.add(&mut file);
            assert!(file.id.starts_with("H4sI"));
            ids.push(BASE64_URL_SAFE.decode(&file.id).expect("base64"));
        }
        assert!(is_record(&ids[0]));
        assert!(files.get(&ids[0]).is_none());
        assert_eq!(files.get(&ids[1]).map(|file| file.bytes.clone()), Some("1".into()));
        assert_eq!(files.get(&ids[MOST_FILES]).map(|file| file.bytes.clone()), Some(MOST_FILES.to_string().into()));
    }
}

//! The part file: a download is written to it until it is complete, and only then gets its final name.
//!
//! The writer holds a lock on its part file. The operating system releases the lock when the process ends for any
//! reason, so a part file without a lock was left by a process that was killed. The next download into the same folder
//! removes it.

use std::{
    fs::{self, DirEntry, File, TryLockError},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use crate::runtime::disk::on_disk_thread;

/// Part files are `.<crate>-<16 hex digits>.part`. A sender cannot choose such a name: the names of downloads lose
/// their leading dots.
const PREFIX: &str = concat!(".", env!("CARGO_PKG_NAME"), "-");
const SUFFIX: &str = ".part";

/// Younger part files are not removed: their writer may not have locked them yet.
const MIN_AGE: Duration = Duration::from_secs(60);

/// The number of random names that are tried for a part file.
const PART_NAMES: u32 = 100;
/// The number of numbered names that are tried for a final name.
const FINAL_NAMES: u32 = 10_000;

/// A part file that this process writes. It is removed when it is dropped.
#[derive(Debug)]
pub(super) struct Part {
    file: File,
    path: PathBuf,
    folder: PathBuf,
}

impl Part {
    /// Removes abandoned part files from the folder, and creates a new one in it.
    pub(super) async fn create(folder: PathBuf) -> io::Result<Self> {
        on_disk_thread(move || {
            fs::create_dir_all(&folder)?;
            remove_abandoned(&folder);
            Self::create_in(folder)
        })
        .await
    }

    /// Appends the bytes.
    pub(super) async fn write(mut self, bytes: bytes::Bytes) -> io::Result<Self> {
        on_disk_thread(move || self.file.write_all(&bytes).map(|()| self)).await
    }

    /// Gives the complete file the first free name, and returns its path.
    pub(super) async fn finish(self, name: String) -> io::Result<PathBuf> {
        on_disk_thread(move || {
            self.file.sync_all()?;
            for place in names(&name).map(|name| self.folder.join(name)) {
                match self.link_to(&place) {
                    Ok(()) => return Ok(place),
                    Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                    Err(error) => return Err(error),
                }
            }
            Err(ErrorKind::AlreadyExists.into())
        })
        .await
    }

    fn create_in(folder: PathBuf) -> io::Result<Self> {
        for _ in 0..PART_NAMES {
            let path = folder.join(format!("{PREFIX}{:016x}{SUFFIX}", fastrand::u64(..)));
            let file = match File::create_new(&path) {
                Ok(file) => file,
                Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(error),
            };
            let part = Self { file, path, folder: folder.clone() };
            match part.file.try_lock() {
                // If this process was suspended for long before it got the lock, another one may have removed the file.
                Ok(()) if part.path.try_exists().unwrap_or(true) => return Ok(part),
                Ok(()) | Err(TryLockError::WouldBlock) => {}
                // The file system has no locks. No process can lock the file then, so none considers it abandoned.
                Err(TryLockError::Error(_)) => return Ok(part),
            }
        }
        Err(ErrorKind::AlreadyExists.into())
    }

    /// Links the file to the name, which fails if the name is taken. The name always refers to the complete file, even
    /// if the process or the machine stops in between.
    fn link_to(&self, place: &Path) -> io::Result<()> {
        match fs::hard_link(&self.path, place) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => self.rename_to(place),
            linked => linked,
        }
    }

    /// For file systems without hard links, such as exFAT: reserves the name with an empty file and renames over it.
    /// If the process is killed between the two, the empty file remains.
    fn rename_to(&self, place: &Path) -> io::Result<()> {
        File::create_new(place)?;
        fs::rename(&self.path, place).inspect_err(|_| _ = fs::remove_file(place))
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // After a rename, there is nothing to remove.
        _ = fs::remove_file(&self.path);
    }
}

/// Returns the name itself, and then the name with a number before its extension.
fn names(name: &str) -> impl Iterator<Item = String> {
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem, format!(".{extension}")),
        _ => (name, String::new()),
    };
    let numbered = move |number| format!("{stem} ({number}){extension}");
    std::iter::once(name.to_owned()).chain((1..FINAL_NAMES).map(numbered))
}

/// Removes the part files that killed processes have left in the folder. If that fails, the download continues.
fn remove_abandoned(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok) {
        if is_part(&entry)
            && let Some(_lock) = lock_of_abandoned(&entry)
        {
            _ = fs::remove_file(entry.path());
        }
    }
}

fn is_part(entry: &DirEntry) -> bool {
    let name = entry.file_name();
    let digits = name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX));
    digits.is_some_and(|digits| digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Locks the file, if no process is writing to it any more.
fn lock_of_abandoned(entry: &DirEntry) -> Option<File> {
    // This is the metadata of a link itself, so links are not followed.
    let metadata = entry.metadata().ok().filter(fs::Metadata::is_file)?;
    metadata.modified().ok()?.elapsed().ok().filter(|age| *age >= MIN_AGE)?;
    let file = File::options().write(true).open(entry.path()).ok()?;
    file.try_lock().ok().map(|()| file)
}

#[cfg(test)]
mod tests {
    use std::{fs, io::ErrorKind};

    use super::Part;

    /// No file system without hard links is available here, so the fallback is called directly.
    #[tokio::test]
    async fn rename_fallback_gives_complete_file_its_name_and_overwrites_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("a.jpg");
        let part = Part::create(folder.path().to_owned()).await.expect("a part file");
        let part = part.write("complete".into()).await.expect("written");
        fs::write(&place, "mine").expect("a file");
        assert_eq!(part.rename_to(&place).unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&place).expect("a file"), b"mine");

        fs::remove_file(&place).expect("removed");
        part.rename_to(&place).expect("renamed");
        drop(part);
        assert_eq!(fs::read(&place).expect("a file"), b"complete");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "the part file is gone");
    }
}

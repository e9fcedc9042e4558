//! Replaces files, each by one rename, after all of them have been written.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow, ensure};
use tempfile::NamedTempFile;

use crate::workspace;

/// A file to replace, and the new text, which is already on disk.
#[derive(Debug)]
pub(super) struct Replacement {
    target: PathBuf,
    before: Option<Vec<u8>>,
    file: NamedTempFile,
}

impl Replacement {
    /// Writes the text next to the file that it will replace, whose current text is `before`. Dropping the value
    /// removes the written file. If the target is a symbolic link, the file that it points to is replaced.
    pub(super) fn prepare(target: &Path, before: Option<&str>, text: &str) -> Result<Self> {
        let doing = || format!("writing {}", workspace::shown(target));
        let path = if target.is_symlink() { fs::canonicalize(target) } else { Ok(target.to_path_buf()) };
        let target = path.context("the symbolic link points to no file").with_context(doing)?;
        let file = write(&target, text.as_bytes()).with_context(doing)?;
        Ok(Self { target, before: before.map(|text| text.as_bytes().to_vec()), file })
    }

    /// Fails if the file changed after it was read, because an editor or another run saved it.
    fn check(&self) -> Result<()> {
        let shown = workspace::shown(&self.target);
        let now = read(&self.target).with_context(|| format!("reading {shown}"))?;
        ensure!(now == self.before, "{shown} was changed in the meantime: run the command again");
        Ok(())
    }

    fn replace(self) -> Result<Replaced> {
        self.check()?;
        let doing = || format!("replacing {}", workspace::shown(&self.target));
        let now = fs::read(self.file.path()).with_context(doing)?;
        self.file.persist(&self.target).map_err(|error| error.error).with_context(doing)?;
        Ok(Replaced { target: self.target, before: self.before, now })
    }
}

/// A file after its replacement.
#[derive(Debug)]
struct Replaced {
    target: PathBuf,
    before: Option<Vec<u8>>,
    now: Vec<u8>,
}

impl Replaced {
    /// Restores the old text, unless the file was saved since. The error describes the state of the file.
    fn restore(&self, write: impl FnOnce(&Path, Option<&[u8]>) -> io::Result<()>) -> Result<(), String> {
        let shown = workspace::shown(&self.target);
        let stays = |error| format!("{shown} has its new text, because restoring it failed: {error}");
        if read(&self.target).map_err(stays)?.as_ref() != Some(&self.now) {
            return Err(format!("{shown} was changed in the meantime, so it is not restored"));
        }
        write(&self.target, self.before.as_deref()).map_err(stays)
    }
}

/// Replaces all files, unless one of them has changed. If one cannot be replaced, those before it are restored, and the
/// error names those that cannot be restored.
pub(super) fn all(replacements: Vec<Replacement>) -> Result<()> {
    all_with(replacements, Replacement::replace, restore)
}

fn all_with(
    replacements: Vec<Replacement>,
    mut replace: impl FnMut(Replacement) -> Result<Replaced>,
    mut restore: impl FnMut(&Path, Option<&[u8]>) -> io::Result<()>,
) -> Result<()> {
    const NOTHING: &str = "nothing was replaced";
    replacements.iter().try_for_each(Replacement::check).context(NOTHING)?;
    let mut done = Vec::new();
    for replacement in replacements {
        match replace(replacement) {
            Ok(replaced) => done.push(replaced),
            Err(error) => {
                let failed = done.iter().filter_map(|replaced| replaced.restore(&mut restore).err());
                let list: String = failed.map(|failure| format!("\n  {failure}")).collect();
                if list.is_empty() {
                    return Err(error.context(NOTHING));
                }
                return Err(anyhow!("{error:#}\nsome files could not be restored:{list}"));
            }
        }
    }
    Ok(())
}

fn read(target: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(target) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn restore(target: &Path, before: Option<&[u8]>) -> io::Result<()> {
    match before {
        Some(bytes) => write(target, bytes)?.persist(target).map(|_| ()).map_err(|error| error.error),
        None => fs::remove_file(target),
    }
}

fn write(target: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".fetch-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    // Temporary files are private. The new file gets the permissions of the old one, or those of the list of sources.
    let model = if target.exists() { target.to_path_buf() } else { folder.join(super::sources::FILE) };
    file.as_file().set_permissions(fs::metadata(model)?.permissions())?;
    file.as_file().sync_all()?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use std::{fs, io, path::Path};

    use tempfile::TempDir;

    use super::{Replacement, all, all_with, restore};

    /// Writes files with the text `old`, except for `new`, and prepares their replacements.
    fn prepared(names: &[&str]) -> (TempDir, Vec<Replacement>) {
        let folder = tempfile::tempdir().expect("a folder can be made");
        fs::write(folder.path().join(super::super::sources::FILE), "").expect("it can be written");
        let prepare = |name: &&str| {
            let (path, before) = (folder.path().join(name), Some("old").filter(|_| *name != "new"));
            before.iter().for_each(|text| fs::write(&path, text).expect("it can be written"));
            Replacement::prepare(&path, before, "fetched").expect("it can be written")
        };
        let replacements = names.iter().map(prepare).collect();
        (folder, replacements)
    }

    fn text(folder: &TempDir, name: &str) -> Option<String> {
        fs::read_to_string(folder.path().join(name)).ok()
    }

    #[test]
    fn failed_rename_restores_the_files_before_it() {
        let (folder, replacements) = prepared(&["first", "new", "last"]);
        // Without its temporary file, the last one cannot be renamed.
        fs::remove_file(replacements[2].file.path()).expect("it can be removed");
        let error = format!("{:#}", all(replacements).expect_err("a rename fails"));
        assert!(error.starts_with("nothing was replaced: replacing ") && error.contains("last"), "{error}");
        let texts = ["first", "new", "last"].map(|name| text(&folder, name));
        assert_eq!(texts, [Some("old".to_owned()), None, Some("old".to_owned())]);
        assert_eq!(fs::read_dir(folder.path()).expect("it can be read").count(), 3, "no temporary file remains");
    }

    #[test]
    fn failed_restore_stops_no_other_and_is_named() {
        let (folder, replacements) = prepared(&["first", "second", "last"]);
        fs::remove_file(replacements[2].file.path()).expect("it can be removed");
        let restore = |path: &Path, before: Option<&[u8]>| match path.ends_with("first") {
            true => Err(io::Error::other("the disk is full")),
            false => restore(path, before),
        };
        let error = all_with(replacements, Replacement::replace, restore).expect_err("a rename fails").to_string();
        assert!(error.contains("replacing ") && !error.contains("nothing was replaced"), "{error}");
        let (_, list) = error.split_once("some files could not be restored:\n").expect("there is a list");
        assert!(list.contains("first has its new text, because restoring it failed: the disk is full"), "{list}");
        assert_eq!(list.lines().count(), 1, "{list}");
        assert_eq!(text(&folder, "first").as_deref(), Some("fetched"));
        assert_eq!(text(&folder, "second").as_deref(), Some("old"));
    }

    #[test]
    fn file_that_was_saved_after_its_replacement_is_not_restored() {
        let (folder, replacements) = prepared(&["first", "new", "last"]);
        fs::remove_file(replacements[2].file.path()).expect("it can be removed");
        let replace = |replacement: Replacement| {
            if replacement.target.ends_with("last") {
                ["first", "new"]
                    .iter()
                    .for_each(|name| fs::write(folder.path().join(name), "saved").expect("it can be"));
            }
            replacement.replace()
        };
        let error = all_with(replacements, replace, restore).expect_err("a rename fails").to_string();
        assert_eq!(error.matches("was changed in the meantime, so it is not restored").count(), 2, "{error}");
        assert_eq!(
            ["first", "new"].map(|name| text(&folder, name)),
            [Some("saved".to_owned()), Some("saved".to_owned())]
        );
    }

    #[test]
    fn file_saved_in_the_meantime_stops_all_replacements() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let [first, second, new] = ["first", "second", "new"].map(|name| folder.path().join(name));
        fs::write(folder.path().join(super::super::sources::FILE), "").expect("it can be written");
        for changed in [&second, &new] {
            fs::write(&first, "old").expect("it can be written");
            fs::write(&second, "old").expect("it can be written");
            let prepare = |path, before| Replacement::prepare(path, before, "fetched").expect("it can be written");
            let replacements = vec![prepare(&first, Some("old")), prepare(&second, Some("old")), prepare(&new, None)];
            fs::write(changed, "saved").expect("it can be written");
            let error = format!("{:#}", all(replacements).expect_err("a file has changed"));
            assert!(error.contains("was changed in the meantime"), "{error}");
            assert_eq!(fs::read_to_string(&first).expect("it can be read"), "old");
            assert_eq!(fs::read_to_string(changed).expect("it can be read"), "saved");
        }
        assert_eq!(fs::read_dir(folder.path()).expect("it can be read").count(), 4, "no temporary file remains");
    }
}

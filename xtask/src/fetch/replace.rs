//! Replaces files, each by one rename, after all of them have been written.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
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

    fn replace(self) -> Result<()> {
        self.check()?;
        let replaced = self.file.persist(&self.target).map_err(|error| error.error);
        replaced.map(|_| ()).with_context(|| format!("replacing {}", workspace::shown(&self.target)))
    }
}

/// Replaces all files, unless one of them has changed. If one cannot be replaced, those before it are restored.
pub(super) fn all(replacements: Vec<Replacement>) -> Result<()> {
    replacements.iter().try_for_each(Replacement::check)?;
    let mut done: Vec<(PathBuf, Option<Vec<u8>>)> = Vec::new();
    for replacement in replacements {
        let (target, before) = (replacement.target.clone(), replacement.before.clone());
        if let Err(error) = replacement.replace() {
            for (target, before) in done {
                restore(&target, before).with_context(|| format!("restoring {}", workspace::shown(&target)))?;
            }
            return Err(error);
        }
        done.push((target, before));
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

fn restore(target: &Path, before: Option<Vec<u8>>) -> io::Result<()> {
    match before {
        Some(bytes) => write(target, &bytes)?.persist(target).map(|_| ()).map_err(|error| error.error),
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
    use std::fs;

    use super::{Replacement, all};

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
            let error = all(replacements).expect_err("a file has changed").to_string();
            assert!(error.contains("was changed in the meantime"), "{error}");
            assert_eq!(fs::read_to_string(&first).expect("it can be read"), "old");
            assert_eq!(fs::read_to_string(changed).expect("it can be read"), "saved");
        }
        assert_eq!(fs::read_dir(folder.path()).expect("it can be read").count(), 4, "no temporary file remains");
    }
}

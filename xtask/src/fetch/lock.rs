//! A lock that allows one fetch at a time.

use std::{
    fs::{File, TryLockError},
    path::Path,
};

use anyhow::{Result, bail};

use crate::workspace;

/// Locks a folder of documents until the value is dropped, and fails if another run has locked it. Where folders cannot
/// be locked, as on Windows, there is no lock. Even then, this run stops if another run has replaced a file in the
/// meantime.
pub(super) fn lock(folder: &Path) -> Result<Option<File>> {
    let Ok(file) = File::open(folder) else { return Ok(None) };
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => {
            bail!("another `cargo xtask fetch` is running in {}: wait until it ends", workspace::shown(folder))
        }
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

//! Files that the server finds at URLs.

use serde::Deserialize;

use super::{Problem, Reply, acts::Base64, nothing};
use crate::Simulator;

/// The maximum number of files.
const MOST: usize = 1_000;

/// A file at a URL.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewFile {
    url: String,
    data: Base64,
}

pub(super) fn place(simulator: &Simulator, file: NewFile) -> Reply {
    let world = simulator.shared.world();
    if world.web.len() >= MOST && !world.web.contains_key(&file.url) {
        return Err(Problem::new(409, format!("there are already {MOST} files")));
    }
    drop(world);
    simulator.file_at(&file.url, file.data.0);
    nothing()
}

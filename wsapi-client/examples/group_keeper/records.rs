//! The warnings and settings of the groups, in a file.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use wsapi_client::{Jid, MessageId};

/// The settings and warnings of a group.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Record {
    pub(crate) links_allowed: bool,
    /// The number of links of each member since the last removal or pardon.
    pub(crate) links: BTreeMap<Jid, usize>,
    /// The messages that were counted, with the member, because two members can use the same id. They remain after a
    /// removal or a pardon, so a duplicate does not count.
    pub(crate) counted: BTreeSet<(Jid, MessageId)>,
}

pub(crate) struct Records {
    path: PathBuf,
    groups: BTreeMap<Jid, Record>,
}

impl Records {
    /// Reads the file, if there is one.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let groups = match fs::read(path) {
            Ok(json) => serde_json::from_slice(&json)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => BTreeMap::new(),
            Err(error) => return Err(error),
        };
        Ok(Self { path: path.to_owned(), groups })
    }

    pub(crate) fn get(&self, group: &Jid) -> Option<&Record> {
        self.groups.get(group)
    }

    /// Changes the record of a group and stores all records. A crash leaves either the old file or the new one.
    ///
    /// If this fails, the record is changed in memory, and the next change stores it too.
    pub(crate) fn change(&mut self, group: &Jid, change: impl FnOnce(&mut Record)) -> io::Result<()> {
        change(self.groups.entry(group.clone()).or_default());
        let new = self.path.with_extension("new");
        let mut file = File::create(&new)?;
        file.write_all(&serde_json::to_vec(&self.groups)?)?;
        file.sync_all()?;
        fs::rename(new, &self.path)
    }
}

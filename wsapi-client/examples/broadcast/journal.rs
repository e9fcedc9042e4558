//! The journal: a file with a line of JSON for each decision and each message.

use std::{
    collections::{HashMap, HashSet},
    fs::{File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

use serde::{Deserialize, Serialize};
use wsapi_client::{Jid, MessageId, types::Message};

/// A person. WhatsApp may use the phone number in one message and the LID in the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Recipient {
    pub(crate) id: Jid,
    lid: Option<Jid>,
}

impl Recipient {
    /// Returns the author of a message.
    pub(crate) fn of(message: &Message) -> Self {
        let id = message.to_ref().sender;
        let lid = message.sender.lid.as_ref().map(Jid::without_device).filter(|lid| *lid != id);
        Self { id, lid }
    }

    fn addresses(&self) -> impl Iterator<Item = &Jid> {
        [Some(&self.id), self.lid.as_ref()].into_iter().flatten()
    }

    fn is_same(&self, other: &Self) -> bool {
        self.addresses().any(|address| other.addresses().any(|theirs| theirs == address))
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Entry {
    OptIn { person: Recipient, message: MessageId },
    OptOut { person: Recipient, message: MessageId },
    Sending { campaign: String, to: Recipient },
    Sent { campaign: String, to: Recipient },
    NotSent { campaign: String, to: Recipient },
}

/// The state of a message of a campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Sent,
    /// It may have been sent.
    Unknown,
}

pub(crate) struct Journal(Mutex<Contents>);

struct Contents {
    file: File,
    /// The length of the complete lines.
    length: u64,
    /// Everyone who made a decision, and whether the last one was consent.
    people: Vec<(Recipient, bool)>,
    /// The messages that gave or withdrew consent, by the addresses of their authors: two people can use the same id. A
    /// message that arrives again after a restart changes nothing, whichever address it has.
    decisions: HashSet<(Jid, MessageId)>,
    campaigns: HashMap<String, HashMap<Jid, State>>,
}

impl Journal {
    /// Opens the journal or creates it, and locks it: two processes would send everything twice.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        // Not with `append`, which on Windows lacks the right to change the length.
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        file.try_lock()?;
        let mut lines = Vec::new();
        file.read_to_end(&mut lines)?;
        // If the process died while it wrote a line, nothing was sent after that line.
        lines.truncate(lines.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1));
        let length = lines.len() as u64;
        file.set_len(length)?;
        let (decisions, campaigns) = (HashSet::new(), HashMap::new());
        let mut contents = Contents { file, length, people: Vec::new(), decisions, campaigns };
        for line in lines.split_inclusive(|byte| *byte == b'\n') {
            contents.apply(serde_json::from_slice(line)?);
        }
        Ok(Self(Mutex::new(contents)))
    }

    /// Appends an entry. It is on disk when this returns. This blocks the thread for a moment.
    pub(crate) fn record(&self, entry: Entry) -> io::Result<()> {
        let mut contents = self.contents();
        let line = serde_json::to_string(&entry)? + "\n";
        // Drops an earlier line whose write failed, which may be incomplete.
        let end = contents.length;
        contents.file.set_len(end)?;
        contents.file.seek(SeekFrom::Start(end))?;
        contents.file.write_all(line.as_bytes())?;
        contents.file.sync_data()?;
        contents.length += line.len() as u64;
        contents.apply(entry);
        Ok(())
    }

    pub(crate) fn recipients(&self) -> Vec<Recipient> {
        let contents = self.contents();
        contents.people.iter().filter(|(_, has_consent)| *has_consent).map(|(person, _)| person.clone()).collect()
    }

    pub(crate) fn has_consent(&self, person: &Recipient) -> bool {
        self.contents().people.iter().any(|(known, has_consent)| *has_consent && known.is_same(person))
    }

    /// Returns `None` if the message of the campaign was not sent to the person.
    pub(crate) fn state(&self, campaign: &str, person: &Recipient) -> Option<State> {
        let contents = self.contents();
        let states = contents.campaigns.get(campaign)?;
        // A decision may have shown since that the person also has another address.
        let known = contents.people.iter().map(|(known, _)| known).filter(|known| known.is_same(person));
        let mut addresses = person.addresses().chain(known.flat_map(Recipient::addresses));
        addresses.find_map(|address| states.get(address)).copied()
    }

    fn contents(&self) -> MutexGuard<'_, Contents> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Contents {
    fn apply(&mut self, entry: Entry) {
        match entry {
            Entry::OptIn { person, message } => self.decide(person, message, true),
            Entry::OptOut { person, message } => self.decide(person, message, false),
            Entry::Sending { campaign, to } => self.set_state(campaign, &to, Some(State::Unknown)),
            Entry::Sent { campaign, to } => self.set_state(campaign, &to, Some(State::Sent)),
            Entry::NotSent { campaign, to } => self.set_state(campaign, &to, None),
        }
    }

    fn decide(&mut self, mut person: Recipient, message: MessageId, is_consent: bool) {
        // The next message of the person can have only the other address.
        if person.lid.is_none()
            && let Some((known, _)) = self.people.iter().find(|(known, _)| known.is_same(&person))
        {
            person = known.clone();
        }
        let keys: Vec<_> = person.addresses().map(|address| (address.clone(), message.clone())).collect();
        if keys.iter().any(|key| self.decisions.contains(key)) {
            return;
        }
        self.decisions.extend(keys);
        self.people.retain(|(known, _)| !known.is_same(&person));
        self.people.push((person, is_consent));
    }

    fn set_state(&mut self, campaign: String, person: &Recipient, state: Option<State>) {
        let states = self.campaigns.entry(campaign).or_default();
        for address in person.addresses().cloned() {
            match state {
                Some(state) => _ = states.insert(address, state),
                None => _ = states.remove(&address),
            }
        }
    }
}

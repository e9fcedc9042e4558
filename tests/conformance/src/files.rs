//! The files of `cases/`.

/// The name and the text of each file, in the order in which they run. Messages use variables of the users, and the
/// session ends with a logout.
pub(crate) const FILES: [(&str, &str); 15] = [
    ("server", include_str!("../cases/server.yaml")),
    ("instances", include_str!("../cases/instances.yaml")),
    ("account", include_str!("../cases/account.yaml")),
    ("users", include_str!("../cases/users.yaml")),
    ("messages", include_str!("../cases/messages.yaml")),
    ("media", include_str!("../cases/media.yaml")),
    ("chats", include_str!("../cases/chats.yaml")),
    ("contacts", include_str!("../cases/contacts.yaml")),
    ("groups", include_str!("../cases/groups.yaml")),
    ("group-invites", include_str!("../cases/group-invites.yaml")),
    ("communities", include_str!("../cases/communities.yaml")),
    ("newsletters", include_str!("../cases/newsletters.yaml")),
    ("status", include_str!("../cases/status.yaml")),
    ("calls", include_str!("../cases/calls.yaml")),
    ("session", include_str!("../cases/session.yaml")),
];

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::FILES;

    #[test]
    fn every_file_is_in_the_list() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
        let files = fs::read_dir(folder).expect("the folder exists");
        let files: BTreeSet<_> = files.map(|file| file.expect("a file").file_name()).collect();
        let listed: BTreeSet<_> = FILES.iter().map(|(name, _)| format!("{name}.yaml").into()).collect();
        assert_eq!(files, listed);
    }
}

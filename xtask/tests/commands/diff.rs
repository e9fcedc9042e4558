//! `diff` between two folders.

use std::ffi::OsStr;

use super::{PETS, temporary, write, xtask};

#[test]
fn folder_is_read_with_its_own_list_of_documents() {
    let folder = temporary();
    let overlay = "overlay: 1.0.0\ninfo: { title: Pets, version: '1' }\nactions:\n  \
                   - { target: $.info, description: The crate., update: { x-sdk-crate: pets } }\n";
    let owners = PETS.replace("pets", "owners").replace("Pets", "Owners");
    let list = |name: &str| format!("[[document]]\nname = \"{name}\"\nfile = \"{name}.yaml\"\nurl = \"\"\n");
    let [old, new] = ["old", "new"].map(|name| folder.path().join(name));
    for (folder, names) in [(&old, &["pets", "owners"][..]), (&new, &["pets"][..])] {
        write(folder, "overlay.yaml", overlay);
        write(folder, "pets.yaml", PETS);
        write(folder, "owners.yaml", &owners);
        write(folder, "sources.toml", &names.iter().map(|name| list(name)).collect::<String>());
    }
    let run = xtask([OsStr::new("diff"), old.as_os_str(), new.as_os_str()]);
    assert!(run.is_success, "{}", run.stderr);
    assert!(run.stdout.contains("/owners") && !run.stdout.contains("/pets"), "{}", run.stdout);
}

//! The path of cargo, and its target folder.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
};

use crate::workspace;

/// Returns the path of the cargo that runs this command, or else of the one on `PATH`.
pub(crate) fn program() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Prepares a cargo command.
pub(crate) fn command() -> Command {
    Command::new(program())
}

/// Returns cargo's target folder as an absolute path, because cargo also runs in other folders.
pub(crate) fn target() -> PathBuf {
    chosen(env::var_os("CARGO_TARGET_DIR"), &workspace::root())
}

fn chosen(variable: Option<OsString>, root: &Path) -> PathBuf {
    // cargo rejects an empty path.
    let chosen = variable.filter(|path| !path.is_empty()).map_or_else(|| root.join("target"), PathBuf::from);
    std::path::absolute(&chosen).unwrap_or(chosen)
}

#[cfg(test)]
mod tests {
    use std::{env, path::Path};

    use super::chosen;

    #[test]
    fn target_folder_is_absolute_and_relative_to_the_current_folder() {
        let root = env::temp_dir();
        assert_eq!(chosen(None, &root), root.join("target"));
        assert_eq!(chosen(Some("".into()), &root), root.join("target"));
        assert_eq!(
            chosen(Some("out".into()), &root),
            env::current_dir().expect("there is a current folder").join("out")
        );
        assert_eq!(chosen(Some(root.join("out").into()), Path::new("elsewhere")), root.join("out"));
    }
}

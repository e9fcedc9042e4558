//! The service's Python SDK, which is measured if it is installed.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::Command,
};

use super::search;

/// Returns the interpreter if it can run the script that sends calls. The error is the reason why it cannot.
pub(super) fn find(path: &OsStr, script: &Path) -> Result<PathBuf, String> {
    let python = search::program("python3", path).ok_or("python3 is not installed")?;
    search::output(Command::new(&python).arg(script).arg("--check"))
        .map_err(|error| format!("run `pip install wsapi-client` first: {error}"))?;
    Ok(python)
}

#[cfg(test)]
mod tests {
    use std::{ffi::OsStr, path::Path};

    use super::find;

    #[test]
    fn missing_python_is_reported() {
        let result = find(OsStr::new(""), Path::new("script.py"));
        assert_eq!(result, Err("python3 is not installed".to_owned()));
    }

    #[cfg(unix)]
    #[test]
    fn missing_package_is_reported() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let error = "ModuleNotFoundError: No module named 'wsapi_client'";
        crate::bench::search::tests::write_program(folder.path(), "python3", &format!("echo \"{error}\" >&2; exit 1"));
        let result = find(folder.path().as_os_str(), Path::new("script.py"));
        assert_eq!(result, Err(format!("run `pip install wsapi-client` first: `python3` fails: {error}")));
    }
}

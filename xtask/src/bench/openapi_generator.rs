//! OpenAPI Generator, which generates a Rust client from the same documents as progenitor.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, anyhow};
use serde_yaml::Mapping;

use super::search;

/// The name in the table.
pub(super) const NAME: &str = "OpenAPI Generator";

/// The PyPI package that contains the Java archive.
const PACKAGE: &str = "openapi-generator-cli==7.26.0";

/// The installed generator.
#[derive(Debug)]
pub(super) struct OpenApiGenerator {
    program: PathBuf,
    /// The arguments before those of the generator.
    arguments: Vec<PathBuf>,
    /// The name in the table, with the version.
    pub(super) name: String,
}

impl OpenApiGenerator {
    /// Returns the program on `path`, or else installs it in `folder` with pip. The error is the reason why neither
    /// works.
    pub(super) fn find(path: &OsStr, folder: &Path) -> Result<Self, String> {
        let mut found = match search::program("openapi-generator-cli", path) {
            Some(program) => Self { program, arguments: Vec::new(), name: String::new() },
            None => Self::installed(path, folder)?,
        };
        let version = search::output(found.command().arg("version"))?;
        let version = version.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
        found.name = format!("{NAME} {}", version.trim());
        Ok(found)
    }

    fn installed(path: &OsStr, folder: &Path) -> Result<Self, String> {
        let java = search::program("java", path).ok_or("Java is not installed")?;
        let archive = folder.join("openapi_generator_cli/openapi-generator.jar");
        if !archive.is_file() {
            let python = search::program("python3", path)
                .ok_or("`openapi-generator-cli` is not installed, and neither is python3, which installs it")?;
            let mut pip = Command::new(python);
            pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade"]);
            search::output(pip.arg("--target").arg(folder).arg(PACKAGE))
                .map_err(|error| format!("`pip install {PACKAGE}` failed: {error}"))?;
        }
        Ok(Self { program: java, arguments: vec!["-jar".into(), archive], name: String::new() })
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments);
        command
    }

    /// Writes the client to `folder`, as a package with this name. It uses reqwest and the same TLS as the SDK.
    pub(super) fn generate(&self, document: &Mapping, package: &str, folder: &Path) -> Result<()> {
        if folder.exists() {
            fs::remove_dir_all(folder).with_context(|| format!("removing {}", folder.display()))?;
        }
        fs::create_dir_all(folder)?;
        let file = folder.join("document.yaml");
        fs::write(&file, serde_yaml::to_string(document)?)?;
        let mut command = self.command();
        command.args(["generate", "--generator-name", "rust", "--library", "reqwest", "--input-spec"]).arg(&file);
        command.arg("--output").arg(folder).arg("--additional-properties");
        command.arg(format!("packageName={package},reqwestDefaultFeatures=rustls"));
        search::output(&mut command).map_err(|error| anyhow!(error))?;
        let lib = folder.join("src/lib.rs");
        let text = fs::read_to_string(&lib).context("reading the client of OpenAPI Generator")?;
        Ok(fs::write(lib, format!("#![allow(warnings)]\n{text}"))?)
    }
}

#[cfg(test)]
mod tests {
    use std::{ffi::OsStr, path::Path};

    use super::OpenApiGenerator;

    #[test]
    fn missing_java_is_reported() {
        let result = OpenApiGenerator::find(OsStr::new(""), Path::new("missing"));
        assert_eq!(result.map(|found| found.name), Err("Java is not installed".to_owned()));
    }

    #[cfg(unix)]
    #[test]
    fn missing_python_and_failing_pip_are_reported() {
        use crate::bench::search::tests::write_program;
        let folder = tempfile::tempdir().expect("a folder can be made");
        let find = || OpenApiGenerator::find(folder.path().as_os_str(), &folder.path().join("peer"));
        write_program(folder.path(), "java", "exit 0");
        let missing = "`openapi-generator-cli` is not installed, and neither is python3, which installs it";
        assert_eq!(find().map(|found| found.name), Err(missing.to_owned()));
        write_program(folder.path(), "python3", "echo 'No module named pip' >&2; exit 1");
        let failing = "`pip install openapi-generator-cli==7.26.0` failed: `python3` fails: No module named pip";
        assert_eq!(find().map(|found| found.name), Err(failing.to_owned()));
    }

    #[cfg(unix)]
    #[test]
    fn installed_program_is_preferred() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        crate::bench::search::tests::write_program(folder.path(), "openapi-generator-cli", "echo 7.0.1");
        let found = OpenApiGenerator::find(folder.path().as_os_str(), Path::new("missing"));
        assert_eq!(found.map(|found| found.name), Ok("OpenAPI Generator 7.0.1".to_owned()));
    }
}

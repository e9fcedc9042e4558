//! Links refer to files and headings that exist. This covers the links of the Markdown files, and the anchors in the
//! docs of the crates: rustdoc checks only the paths. Links to other sites are not followed.

mod anchors;
mod markdown;
mod modules;
mod rustdoc;

use std::{
    fs,
    path::{Path, PathBuf},
};

use xtask::workspace;

use crate::{anchors::Site, markdown::Links};

const FILES: [&str; 11] = [
    "README.md",
    "ARCHITECTURE.md",
    "BENCHMARKS.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "SUPPORT.md",
    "tests/conformance/README.md",
    "tests/vectors/README.md",
    "wsapi-client/README.md",
    "wsapi-simulator/README.md",
];

#[test]
fn links_in_markdown_files_resolve() {
    let broken: Vec<String> = FILES.iter().flat_map(|file| broken_links(&workspace::root().join(file))).collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn anchors_in_docs_resolve() {
    let broken = rustdoc::broken_anchors(&workspace::root());
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn broken_links_are_found() {
    let text = "[1](other.md#a-b-c) [2](other.md#again-1) [3](https://example.com/x) `[4](none.md)` [5](#head)\n\n\
                # Head\n\n[6](other.md#again-2) [7](none.md) [8](#none) [text][x] [text][y]\n\n\
                ```\n[9](none.md)\n# None\n```\n\n[x]: none.md\n";
    assert_eq!(broken_in(text), ["[y]", "none.md", "none.md", "#none", "other.md#again-2"].sorted());
}

#[test]
fn shortcuts_need_a_definition() {
    let text = "## [1.0.0]\n\n[One] and [`two[0]`] and [ONE][], but not [`three`] or [Four\nlines].\n\n\
                - [x] done\n- [ ] not \\[done]\n\n\
                [one]: other.md\n[`two[0]`]: <other.md> \"Title\"\n";
    assert_eq!(broken_in(text), ["[`three`]", "[Four lines]"].sorted());
}

#[test]
fn links_in_code_are_not_checked() {
    let text = "~~~text\n[1](none.md)\n```\n~~~\n\n[2](no.md)\n\n````\n```\n[3](none.md)\n````\n\n``a ` [4](none.md)``";
    assert_eq!(broken_in(text), ["no.md"]);
}

#[test]
fn links_around_images_and_over_lines_are_checked() {
    let text = "[![image](image.png)](none.md) [a\nb](no.md) [c](other.md \"Title\") [d](<e f.md>)";
    assert_eq!(broken_in(text), ["image.png", "none.md", "no.md", "e f.md"].sorted());
}

/// The broken links of a file next to another, in alphabetical order.
fn broken_in(text: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file.md");
    fs::write(folder.path().join("other.md"), "# A `b`, c\n## Again\n## Again\n~~~\n## Again\n~~~\n").unwrap();
    fs::write(&file, text).unwrap();
    let broken = broken_links(&file);
    let mut targets: Vec<_> = broken.iter().filter_map(|line| Some(line.split_once(": ")?.1.to_owned())).collect();
    targets.sort();
    targets
}

trait Sorted {
    fn sorted(self) -> Self;
}

impl<const N: usize> Sorted for [&str; N] {
    fn sorted(mut self) -> Self {
        self.sort_unstable();
        self
    }
}

/// The broken links: the file, and the target.
fn broken_links(file: &Path) -> Vec<String> {
    let text = fs::read_to_string(file).unwrap();
    let links = Links::of(&text);
    let names = links.undefined.iter().map(|name| format!("[{name}]"));
    let targets = links.targets.iter().filter(|target| !exists(file, target)).cloned();
    names.chain(targets).map(|target| format!("{}: {target}", file.display())).collect()
}

fn exists(file: &Path, target: &str) -> bool {
    if ["https://", "http://", "mailto:"].iter().any(|scheme| target.starts_with(scheme)) {
        return true;
    }
    let (path, anchor) = target.split_once('#').map_or((target, None), |(path, anchor)| (path, Some(anchor)));
    let path = if path.is_empty() { file.to_path_buf() } else { folder_of(file).join(path) };
    let has_anchor = |anchor: &str| fs::read_to_string(&path).is_ok_and(|text| Site::GitHub.has(&text, anchor));
    path.exists() && anchor.is_none_or(has_anchor)
}

fn folder_of(file: &Path) -> PathBuf {
    file.parent().unwrap_or(Path::new("")).to_path_buf()
}

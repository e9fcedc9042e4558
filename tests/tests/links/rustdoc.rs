//! Anchors in doc comments: `[text](super::module#heading)`.

use std::{fs, path::Path};

use xtask::words::source::{self, Block};

use crate::{
    anchors::Site,
    markdown::Links,
    modules::{CRATES, Module},
};

/// The anchors in the docs of the crates that no heading has: the file, and the target.
pub(crate) fn broken_anchors(root: &Path) -> Vec<String> {
    let docs = Vec::from_iter(CRATES.iter().flat_map(|(_, folder)| source::read(root, folder).unwrap()));
    let broken = docs.iter().flat_map(|block| {
        let targets = targets(&block.text).into_iter().filter(|target| !is_known(root, &docs, block, target));
        targets.map(|target| format!("{}: {target}", block.file))
    });
    broken.collect()
}

/// The targets of links that have an anchor and are not on another site.
fn targets(text: &str) -> Vec<String> {
    let Links { mut targets, undefined } = Links::of(text);
    targets.extend(undefined.iter().map(|name| name.trim_matches('`').to_owned()));
    targets.retain(|target| target.contains('#') && !target.contains("://") && !target.contains(' '));
    targets
}

fn is_known(root: &Path, docs: &[Block], block: &Block, target: &str) -> bool {
    let Some((path, anchor)) = target.split_once('#') else { return false };
    if path.is_empty() {
        return Site::Rustdoc.has(&block.text, anchor);
    }
    let file = Module::of_file(root, &block.file).find(root, path).and_then(|module| module.file());
    let mut modules = docs.iter().filter(|block| block.is_module && file == Some(root.join(&block.file)));
    modules.any(|module| Site::Rustdoc.has(&module.text, anchor))
}

#[test]
fn broken_anchors_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        (
            "wsapi-client/src/lib.rs",
            "//! # Features\n//! [a](guide::one#top) [a](#features) [a](#none1) [a](https://a.b/#c)\n//!\n\
             #![cfg_attr(a, doc = \"[b]: crate#none2\")]\n\
             #![cfg_attr(\n    not(a),\n    doc = \"[b]: guide#none3\"\n)]\n\
             pub mod guide;\nmod made;\npub use crate::made::{one::two as three};\n",
        ),
        ("wsapi-client/src/guide/mod.rs", "//! [a](one#top), [`super#features`], [a][super#none4]\npub mod one;\n"),
        (
            "wsapi-client/src/guide/one.rs",
            "//! # Top\n//! ```\n//! # Code\n//! ```\n//! [a](self#code) [a](super::one#top)\n",
        ),
        ("wsapi-client/src/made/mod.rs", "pub mod one;"),
        ("wsapi-client/src/made/one/mod.rs", "pub mod two;"),
        (
            "wsapi-client/src/made/one/two.rs",
            "//! # Two\n/// # Item\n///\n/// [a](#item) [a](#two) [a](super::super::super#features)\npub fn a() {}",
        ),
        (
            "wsapi-simulator/src/lib.rs",
            "/// [a](wsapi_client::three#two) [a](wsapi_client::three#item)\n// [a](#comment)\npub fn a() {}",
        ),
    ];
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let broken = broken_anchors(folder.path());
    let targets: Vec<_> = broken.iter().filter_map(|line| Some(line.split_once(": ")?.1)).collect();
    let expected =
        ["crate#none2", "guide#none3", "#none1", "super#none4", "self#code", "#two", "wsapi_client::three#item"];
    assert_eq!(targets, expected);
}

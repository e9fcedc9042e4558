//! References: `#/components/<section>/<name>`, and their targets.

use std::{fmt, iter};

use crate::node::{Cursor, Node, escape};

/// The maximum length of a chain of references. A longer one is rejected, and most likely a cycle.
pub(crate) const MAX_REFERENCE_CHAIN: usize = 64;

/// A reference to a component of the same document, the only kind that is supported.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference {
    /// The kind of component, for example `schemas`.
    pub section: String,
    /// The component's name.
    pub name: String,
}

impl Reference {
    /// Reads a `$ref`; `None` if it refers to anything but a component of the same document.
    pub fn parse(reference: &str) -> Option<Self> {
        let (section, name) = reference.strip_prefix("#/components/")?.split_once('/')?;
        let is_whole = !section.is_empty() && !name.is_empty() && !name.contains('/');
        is_whole.then_some(Self { section: decode(section)?, name: decode(name)? })
    }

    /// The component, if there is one.
    pub fn target<'a>(&self, root: &'a Node) -> Option<Cursor<'a>> {
        let Self { section, name } = self;
        let node = root.get("components")?.get(section)?.get(name)?;
        Some(Cursor { root, node, pointer: format!("/components/{}/{}", escape(section), escape(name)) })
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#/components/{}/{}", self.section, self.name)
    }
}

/// The object itself or, through any number of references, the component that defines it.
///
/// `None` if a reference is broken or part of a cycle.
pub fn follow<'a>(object: &Cursor<'a>) -> Option<Cursor<'a>> {
    let next = |object: &Cursor<'a>| Reference::parse(object.node.str_at("$ref")?)?.target(object.root);
    let mut chain = iter::successors(Some(object.clone()), next).take(MAX_REFERENCE_CHAIN + 1);
    chain.find(|object| object.node.str_at("$ref").is_none())
}

/// Decodes first what a URI fragment encodes (`%7B`), then what a JSON pointer escapes (`~1`).
fn decode(step: &str) -> Option<String> {
    let hex = |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
    let mut bytes = Vec::with_capacity(step.len());
    let mut rest = step.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => hex(rest.next()?)? * 16 + hex(rest.next()?)?,
            _ => byte,
        });
    }
    let decoded = String::from_utf8(bytes).ok()?;
    Some(decoded.replace("~1", "/").replace("~0", "~"))
}

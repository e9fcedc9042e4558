//! Markdown as GitHub and rustdoc read it.

use pulldown_cmark::{BrokenLink, BrokenLinkCallback, CowStr, Options, Parser};

/// Parses a text. The target of a link without a definition is its name, since rustdoc resolves the paths of items.
pub fn parser(text: &str) -> Parser<'_, impl BrokenLinkCallback<'_>> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    Parser::new_with_broken_link_callback(text, options, Some(named))
}

fn named(link: BrokenLink<'_>) -> Option<(CowStr<'_>, CowStr<'_>)> {
    Some((link.reference, CowStr::Borrowed("")))
}

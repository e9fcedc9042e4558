//! The links and the headings of a Markdown text.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use xtask::words::markdown::parser;

/// The links outside of code.
#[derive(Debug)]
pub(crate) struct Links {
    /// The targets in `[text](target)` and `[name]: target`.
    pub(crate) targets: Vec<String>,
    /// The names without a target in `[text][name]`, `[name][]` and `[name]`.
    pub(crate) undefined: Vec<String>,
}

impl Links {
    pub(crate) fn of(text: &str) -> Self {
        let mut links = Self { targets: definitions(text), undefined: Vec::new() };
        let mut is_heading = false;
        for event in parser(text) {
            if let Event::Start(Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. }) = &event
            {
                match link_type {
                    LinkType::Inline => links.targets.push(dest_url.to_string()),
                    // A changelog has releases in brackets: `## [1.0.0]`.
                    LinkType::ShortcutUnknown if is_heading => {}
                    LinkType::ReferenceUnknown | LinkType::CollapsedUnknown | LinkType::ShortcutUnknown => {
                        links.undefined.push(dest_url.to_string());
                    }
                    _ => {}
                }
            }
            is_heading = matches!(event, Event::Start(Tag::Heading { .. }));
        }
        links
    }
}

/// The targets of definitions, in alphabetical order. The parser knows only the first of several with the same name,
/// such as those for a feature and for its absence, so each definition makes room for the next.
fn definitions(text: &str) -> Vec<String> {
    let (mut text, mut targets) = (text.to_owned(), Vec::new());
    loop {
        let parser = parser(&text);
        let definitions = parser.reference_definitions().iter();
        let found = Vec::from_iter(definitions.map(|(_, found)| (found.span.clone(), found.dest.to_string())));
        drop(parser);
        if found.is_empty() {
            targets.sort();
            return targets;
        }
        for (span, target) in found {
            text.replace_range(span.clone(), &"\n".repeat(span.len()));
            targets.push(target);
        }
    }
}

/// The texts of the headings.
pub(crate) fn headings(text: &str) -> Vec<String> {
    let (mut headings, mut heading) = (Vec::new(), String::new());
    for event in parser(text) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading.clear(),
            Event::Text(text) | Event::Code(text) => heading.push_str(&text),
            Event::End(TagEnd::Heading(_)) => headings.push(heading.clone()),
            _ => {}
        }
    }
    headings
}

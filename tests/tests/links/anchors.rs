//! The anchors of headings.

use crate::markdown::headings;

/// A program that shows Markdown.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Site {
    GitHub,
    Rustdoc,
}

/// Ids that rustdoc uses itself: a heading with such an id gets a number.
const RESERVED: &str = "\
    help settings not-displayed alternative-display search crate-search crate-search-div settings-menu help-button \
    sidebar-button main-content toggle-all-docs all-types default-settings sidebar-vars copy-path rustdoc-toc \
    rustdoc-modnav fields variants implementors-list synthetic-implementors-list foreign-impls implementations \
    trait-implementations synthetic-implementations blanket-implementations required-associated-types \
    provided-associated-types provided-associated-consts required-associated-consts required-methods \
    provided-methods dyn-compatibility implementors synthetic-implementors implementations-list \
    trait-implementations-list synthetic-implementations-list blanket-implementations-list deref-methods layout \
    aliased-type";

impl Site {
    /// Returns whether a heading of the text has the anchor.
    pub(crate) fn has(self, text: &str, anchor: &str) -> bool {
        self.all(text).iter().any(|known| known == anchor)
    }

    /// The anchors of all headings. One that occurs again gets a number.
    fn all(self, text: &str) -> Vec<String> {
        let mut plain: Vec<String> = Vec::new();
        let mut numbered = Vec::new();
        for heading in headings(text) {
            let anchor = self.slug(&heading);
            let is_reserved = matches!(self, Self::Rustdoc) && RESERVED.split(' ').any(|id| id == anchor);
            numbered.push(match plain.iter().filter(|other| **other == anchor).count() + usize::from(is_reserved) {
                0 => anchor.clone(),
                number => format!("{anchor}-{number}"),
            });
            plain.push(anchor);
        }
        numbered
    }

    fn slug(self, heading: &str) -> String {
        let heading = match self {
            Self::GitHub => heading.to_lowercase(),
            Self::Rustdoc => heading.to_ascii_lowercase(),
        };
        heading.replace(' ', "-").chars().filter(|c| c.is_alphanumeric() || "-_".contains(*c)).collect()
    }
}

#[test]
fn anchors_are_those_of_the_site() {
    let text =
        "# Was it *sent*?\n## [`A::b`](c#d), [e][f]\n```\n# Code\n```\n## Ärger\n## Settings\n## Settings ##\n#none";
    let common = ["was-it-sent", "ab-e"];
    assert_eq!(Site::GitHub.all(text)[..2], common);
    assert_eq!(Site::GitHub.all(text)[2..], ["ärger", "settings", "settings-1"]);
    assert_eq!(Site::Rustdoc.all(text)[..2], common);
    assert_eq!(Site::Rustdoc.all(text)[2..], ["Ärger", "settings-1", "settings-2"]);
}

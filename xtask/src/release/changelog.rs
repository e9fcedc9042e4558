//! `CHANGELOG.md`: reads the unreleased entries and writes them as a release.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};
use jiff::civil::Date;
use semver::Version;
use wsapi_codegen::suggest;

use super::{commits::Entry, kind::Kind, plan::Plan};

/// The name of the file.
pub(super) const FILE: &str = "CHANGELOG.md";

/// The heading of the unreleased entries.
const UNRELEASED: &str = "## [Unreleased]";

/// The maximum length of a line.
const WIDTH: usize = 120;

/// The changelog, with the unreleased part split into sections.
#[derive(Clone, Debug)]
pub(super) struct Changelog {
    /// The text up to and including the heading.
    before: String,
    /// The text between the heading and the first section.
    introduction: String,
    /// Title and text of each section.
    sections: Vec<(String, String)>,
    /// The earlier releases.
    after: String,
}

impl Changelog {
    /// Reads the changelog of a repository.
    pub(super) fn read(root: &Path) -> Result<Self> {
        let text = fs::read_to_string(root.join(FILE)).with_context(|| format!("reading {FILE}"))?;
        Self::parse(&text)
    }

    fn parse(text: &str) -> Result<Self> {
        let mut lines = text.split_inclusive('\n').scan(0, |end, line| {
            *end += line.len();
            Some((*end, line))
        });
        let heading_end = lines.find(|(_, line)| line.trim_end() == UNRELEASED).map(|(end, _)| end);
        let (before, rest) =
            text.split_at(heading_end.with_context(|| format!("{FILE} has no heading `{UNRELEASED}`"))?);
        let (mut introduction, mut sections, mut length) = (String::new(), Vec::<(String, String)>::new(), 0);
        for line in rest.split_inclusive('\n').take_while(|line| heading(line, 2).is_none()) {
            length += line.len();
            match (heading(line, 3), sections.last_mut()) {
                (Some(title), _) => sections.push((known(title)?, String::new())),
                (None, Some((_, text))) => *text += line,
                (None, None) => introduction += line,
            }
        }
        sections.iter_mut().for_each(|(_, text)| *text = text.trim().to_owned());
        let (before, after) = (before.to_owned(), rest[length..].to_owned());
        Ok(Self { before, introduction: introduction.trim().to_owned(), sections, after })
    }

    /// Fails if there is nothing to release: no entry here or in a commit, and no change of the documents.
    pub(super) fn check(&self, plan: &Plan) -> Result<()> {
        let is_entry = |(_, text): &(String, String)| text.lines().any(|line| line.starts_with("- "));
        let has_entries = self.sections.iter().any(is_entry) || plan.has_news();
        ensure!(has_entries, "{FILE} has no entries under [Unreleased]: add a line for each change that users notice");
        Ok(())
    }

    /// Returns the kinds of the sections whose entries always break callers.
    pub(super) fn breaking(&self) -> impl Iterator<Item = Kind> {
        let filled = self.sections.iter().filter(|(_, text)| !text.is_empty());
        filled.filter_map(|(title, _)| Kind::parse(title)).filter(|kind| kind.is_breaking())
    }

    /// Returns the section of a release: the unreleased text, the entries from commits and the changes of the
    /// documents.
    pub(super) fn section(&self, version: &Version, date: Date, entries: &[Entry], documents: &str) -> String {
        let mut sections = self.sections.clone();
        sections.retain(|(_, text)| !text.is_empty());
        for entry in entries {
            add(&mut sections, entry);
        }
        if !documents.trim().is_empty() {
            let nested = format!("\n{}", documents.trim()).replace("\n### ", "\n#### ");
            sections.push(("API of the service".to_owned(), wrapped(nested.trim())));
        }
        let mut text = format!("## [{version}] - {date}\n");
        if !self.introduction.is_empty() {
            text += &format!("\n{}\n", self.introduction);
        }
        for (title, body) in sections {
            text += &format!("\n### {title}\n\n{body}\n");
        }
        text
    }

    /// Returns the whole changelog with the section of a release.
    pub(super) fn with(&self, section: &str) -> String {
        let gap = if self.after.is_empty() { "" } else { "\n" };
        format!("{}\n{section}{gap}{}", self.before, self.after)
    }
}

/// Returns the text of a heading with this level, if the line is one.
fn heading(line: &str, level: usize) -> Option<&str> {
    let text = line.trim_start_matches(' ').strip_prefix(&"#".repeat(level))?;
    let is_indented = line.starts_with("    ");
    (!is_indented && text.starts_with(char::is_whitespace)).then(|| text.trim().trim_end_matches('#').trim_end())
}

/// Returns the title of a section if it is known. A misspelled title could hide a breaking change.
fn known(title: &str) -> Result<String> {
    let titles: Vec<_> = Kind::ALL.iter().map(|kind| kind.title()).collect();
    Kind::parse(title).map(|_| title.to_owned()).with_context(|| {
        let known = suggest::listed(&titles, "or");
        format!("{FILE} has the unknown section `{title}` under [Unreleased]: use {known}")
    })
}

/// Adds an entry to its section. A missing section is inserted in the usual order.
fn add(sections: &mut Vec<(String, String)>, entry: &Entry) {
    let line = wrapped(&format!("- {}", entry.text));
    if let Some((_, text)) = sections.iter_mut().find(|(title, _)| Kind::parse(title) == Some(entry.kind)) {
        *text = format!("{text}\n{line}").trim_start().to_owned();
        return;
    }
    let is_later = |(title, _): &(String, String)| Kind::parse(title).is_some_and(|kind| kind > entry.kind);
    let at = sections.iter().position(is_later).unwrap_or(sections.len());
    sections.insert(at, (entry.kind.title().to_owned(), line));
}

/// Wraps the long lines of a list.
fn wrapped(text: &str) -> String {
    let line = |line: &str| {
        let indent = if line.starts_with("- ") { "  " } else { "" };
        textwrap::fill(line, textwrap::Options::new(WIDTH).subsequent_indent(indent).break_words(false))
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use semver::Version;

    use super::{Changelog, Entry, Kind};

    fn entry(kind: Kind, text: &str) -> Entry {
        Entry { kind, text: text.to_owned() }
    }

    fn release(text: &str, entries: &[Entry], documents: &str) -> String {
        let changelog = Changelog::parse(text).expect("it is a changelog");
        changelog.with(&changelog.section(&Version::new(0, 2, 0), date(2026, 12, 1), entries, documents))
    }

    #[test]
    fn entries_of_commits_are_added_to_their_sections() {
        let old = "# Changelog\n\n## [Unreleased]\n\n### Changed\n\n- One.\n\n## [0.1.0] - 2026-01-01\n\n- First.\n";
        let entries = [entry(Kind::Fixed, "Three."), entry(Kind::Changed, "Two."), entry(Kind::Added, "Zero.")];
        let expected = "# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-12-01\n\n\
                        ### Added\n\n- Zero.\n\n### Changed\n\n- One.\n- Two.\n\n### Fixed\n\n- Three.\n\n\
                        ## [0.1.0] - 2026-01-01\n\n- First.\n";
        assert_eq!(release(old, &entries, ""), expected);
    }

    #[test]
    fn changes_of_the_documents_have_their_own_section() {
        let old = "## [Unreleased]\n\nFor all.\n\n### Fixed\n\n- One.\n";
        let expected = "## [Unreleased]\n\n## [0.2.0] - 2026-12-01\n\nFor all.\n\n### Fixed\n\n- One.\n\n\
                        ### API of the service\n\n#### Breaking\n\n- `a`: gone.\n";
        assert_eq!(release(old, &[], "### Breaking\n\n- `a`: gone.\n\n"), expected);
    }

    #[test]
    fn empty_section_is_left_out_and_breaks_nothing() {
        let old = "## [Unreleased]\n\n### Removed\n\n### Fixed\n\n- One.\n";
        assert_eq!(Changelog::parse(old).expect("it is a changelog").breaking().count(), 0);
        assert_eq!(release(old, &[], ""), "## [Unreleased]\n\n## [0.2.0] - 2026-12-01\n\n### Fixed\n\n- One.\n");
    }

    #[test]
    fn headings_need_no_blank_lines() {
        let old = "# Changelog\n## [Unreleased]\n### Breaking ###\n- One.\n#### Detail\n   ### Fixed\n- Two.\n## [0.1.0]\n- First.\n";
        let changelog = Changelog::parse(old).expect("it is a changelog");
        assert_eq!(changelog.breaking().collect::<Vec<_>>(), [Kind::Breaking]);
        let expected = "# Changelog\n## [Unreleased]\n\n## [0.2.0] - 2026-12-01\n\n### Breaking\n\n- One.\n#### Detail\n\n\
                        ### Fixed\n\n- Two.\n\n## [0.1.0]\n- First.\n";
        assert_eq!(release(old, &[], ""), expected);
        let none =
            Changelog::parse("## [Unreleased]\n## [0.1.0]\n\n### Removed\n\n- One.\n").expect("it is a changelog");
        assert_eq!(none.breaking().count(), 0);
    }

    #[test]
    fn unknown_sections_are_rejected() {
        for text in
            ["## [Unreleased]\n### Breaks\n", "## [Unreleased]\n\n### **Breaking**\n", "## [Unreleased]\n###\tBreaks\n"]
        {
            let error = Changelog::parse(text).expect_err("the section is unknown").to_string();
            assert!(error.contains("use Breaking, Added,"), "{error}");
        }
        Changelog::parse("## [Unreleased]\n\n## [0.1.0]\n\n### Anything\n").expect("releases are not read");
    }

    #[test]
    fn long_entries_are_wrapped() {
        let text = release("## [Unreleased]\n", &[entry(Kind::Added, &"word ".repeat(40))], "");
        assert!(text.lines().all(|line| line.chars().count() <= 120), "{text}");
        assert!(text.contains("\n  word"), "{text}");
    }
}

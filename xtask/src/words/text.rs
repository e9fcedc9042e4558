//! Words and sentences of Markdown.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use super::markdown::parser;

/// The text of doc comments, without code blocks.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub(super) words: usize,
    pub(super) words_about_errors: usize,
    pub(super) sentences: Vec<String>,
    /// `true` if a code block has no end, so that it hides all text after it.
    pub(super) is_truncated: bool,
}

/// Reads a Markdown text.
pub(super) fn parse(markdown: &str) -> Parsed {
    let mut reader = Reader::default();
    for (event, range) in parser(markdown).into_offset_iter() {
        if matches!(event, Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_)))) {
            reader.parsed.is_truncated |= !is_closed(&markdown[range]);
        }
        reader.read(event);
    }
    reader.parsed
}

/// Returns whether a fenced code block ends with a fence.
fn is_closed(block: &str) -> bool {
    let block = block.trim();
    let fence = &block[..block.len() - block.trim_start_matches(['`', '~']).len()];
    let last = block.lines().skip(1).last().unwrap_or_default().trim_start_matches(['>', ' ']);
    last.starts_with(fence) && last.trim_start_matches(['`', '~']).is_empty()
}

/// Collects the text of a block: a paragraph, an item of a list, a heading or a cell of a table.
#[derive(Debug, Default)]
struct Reader {
    block: String,
    is_about_errors: bool,
    parsed: Parsed,
}

impl Reader {
    fn read(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) => self.block.push_str(&text),
            Event::Code(code) => self.block.extend(["`", &code, "`"]),
            Event::SoftBreak | Event::HardBreak => self.block.push(' '),
            Event::End(TagEnd::CodeBlock) => self.block.clear(),
            Event::End(TagEnd::Heading(level)) => {
                self.is_about_errors = level == HeadingLevel::H1 && self.block == "Errors";
                self.end();
            }
            Event::Start(tag) if !is_inline(tag.to_end()) => self.end(),
            Event::End(tag) if !is_inline(tag) => self.end(),
            _ => {}
        }
    }

    fn end(&mut self) {
        let text = std::mem::take(&mut self.block);
        let count = words(&text);
        self.parsed.words += count;
        self.parsed.words_about_errors += if self.is_about_errors { count } else { 0 };
        self.parsed.sentences.extend(sentences(&text));
    }
}

/// Returns whether the text of a block continues in the element.
fn is_inline(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

/// The number of words. Punctuation alone does not count.
pub(super) fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

fn sentences(text: &str) -> Vec<String> {
    let words = Vec::from_iter(text.split_whitespace());
    let is_last = |word: &&str| word.trim_end_matches([')', ']', '"', '\u{201d}']).ends_with(['.', '!', '?']);
    words.split_inclusive(is_last).map(|words| words.join(" ")).collect()
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn code_blocks_and_targets_of_links_are_not_words() {
        let parsed = parse("Sends a [text](crate::Text), see [`Call`][call].\n\n```\nlet x = 1;\n```\n\n[call]: a/b");
        assert_eq!((parsed.words, &parsed.sentences[..]), (5, &["Sends a text, see `Call`.".to_owned()][..]));
    }

    #[test]
    fn sentences_end_at_full_stops_items_and_cells() {
        let parsed =
            parse("One is\nhere. Two\n\n# Errors\n\n* three\n* four\n  lines\n\n| five | six. Seven |\n|---|---|");
        assert_eq!(parsed.sentences, ["One is here.", "Two", "Errors", "three", "four lines", "five", "six.", "Seven"]);
        assert_eq!((parsed.words, parsed.words_about_errors), (11, 7));
    }

    #[track_caller]
    fn assert_sentences(text: &str, expected: &[&str]) {
        assert_eq!(parse(text).sentences, expected);
    }

    #[test]
    fn code_block_ends_at_a_fence_that_is_at_least_as_long() {
        let text = "a\n````text\nb\n```\nc\n```\n````\nd\n```rust\ne\n`````\nf";
        assert_sentences(text, &["a", "d", "f"]);
        assert!(!parse(text).is_truncated);
    }

    #[test]
    fn fences_of_tildes_and_backticks_are_different() {
        let text = "~~~ a `b`\n```\nc\n~~~ d\n~~~\ne";
        assert_sentences(text, &["e"]);
        assert!(!parse(text).is_truncated);
    }

    #[test]
    fn code_span_of_three_backticks_opens_no_block() {
        assert_sentences("```a``` is code\nb", &["`a` is code b"]);
    }

    #[test]
    fn code_block_without_an_end_is_reported() {
        for text in
            ["```\na\n\nTwo.", "One.\n```\nb\n```text", "````\na\n```", "~~~\na\n```", "* ```\n  a", "> ```", "```"]
        {
            assert!(parse(text).is_truncated, "{text}");
        }
        for text in ["```\na\n```", "~~~\n~~~", "* ```\n  a\n  ````  \n", "> ```\n> a\n> ```\n\nb", "    a"] {
            assert!(!parse(text).is_truncated, "{text}");
        }
    }

    #[test]
    fn numbered_items_are_sentences_without_their_numbers() {
        let parsed = parse("1. one\n2. two\n   lines\n10) ten\n+ plus\n* **bold** star");
        assert_eq!(parsed.sentences, ["one", "two lines", "ten", "plus", "bold star"]);
        assert_eq!(parsed.words, 7);
    }

    #[test]
    fn sentences_end_within_emphasis() {
        let parsed = parse("**One is bold.** Two is _not._ Three (here.) \u{201c}Four.\u{201d} Five");
        let expected = ["One is bold.", "Two is not.", "Three (here.)", "\u{201c}Four.\u{201d}", "Five"];
        assert_eq!(parsed.sentences, expected);
    }

    #[test]
    fn links_and_quotations_continue_on_the_next_line() {
        let parsed = parse("> See [the\n> text](<a/b c>), and\n> more.\n\n[d]: e");
        assert_eq!((parsed.words, &parsed.sentences[..]), (5, &["See the text, and more.".to_owned()][..]));
    }

    #[test]
    fn names_and_numbers_at_the_start_of_a_line_continue_the_sentence() {
        assert_sentences(
            "It returns a\n[`Call`]: others fail with\n409.",
            &["It returns a `Call`: others fail with 409."],
        );
    }
}

//! Turns the texts of the documents into doc comments.
//!
//! The descriptions are Markdown. Anything in them that rustdoc would read as a test, a tag or a link is escaped.

use proc_macro2::TokenStream;
use quote::quote;

use super::prose::RustNames;

/// The widest line of a doc comment's text.
const WIDTH: usize = 96;

/// Docs with the text of a document.
pub(super) fn docs(text: &str) -> TokenStream {
    attributes(&escaped(text))
}

/// One paragraph of the generator's own text, which may contain links.
pub(super) fn ours(text: &str) -> TokenStream {
    attributes(&wrapped(text, false).join("\n"))
}

/// A text on one line, escaped for rustdoc.
pub(super) fn line(text: &str) -> String {
    escape_markdown(&one_line(text))
}

/// A text on one line, escaped for a cell of a table.
pub(super) fn cell(text: &str) -> String {
    line(text).replace('|', "\\|")
}

/// A text on one line.
pub(super) fn one_line(text: &str) -> String {
    Vec::from_iter(text.split_whitespace()).join(" ")
}

/// The first sentence of a text, or all of it if no sentence ends.
pub(super) fn first_sentence(text: &str) -> String {
    let text = one_line(text);
    match text.find(". ") {
        Some(end) => text[..=end].to_owned(),
        None => text,
    }
}

/// The docs of a module: paragraphs, each with its lines wrapped unless it is a table.
pub(super) fn module(paragraphs: &[String]) -> String {
    let lines = paragraphs.iter().map(|paragraph| match paragraph.starts_with('|') {
        true => paragraph.clone(),
        false => Vec::from_iter(paragraph.lines().flat_map(|line| wrapped(line, false))).join("\n"),
    });
    Vec::from_iter(lines).join("\n\n")
}

/// A text of a document, or a fallback if it has none.
pub(super) fn text_or<'a>(text: &'a str, fallback: &'a str) -> &'a str {
    if text.trim().is_empty() { fallback } else { text }
}

/// The docs of a type, a field or a parameter, which a document may advise against.
pub(super) fn with_note(names: &RustNames<'_>, text: &str, fallback: &str, deprecated: bool) -> TokenStream {
    let note = if deprecated { "\n\nDeprecated by the service." } else { "" };
    docs(&format!("{}{note}", text_or(&names.translate(text), fallback)))
}

/// A section with an example that is compiled and not run. The code that all examples have in common is hidden.
pub(super) fn example(crate_name: &str, imports: &str, statements: &str) -> TokenStream {
    let gap = if imports.is_empty() { "" } else { "\n" };
    attributes(&format!(
        "\n# Examples\n\n```no_run\n{imports}{gap}\
         # async fn example(client: {crate_name}::Client) -> Result<(), {crate_name}::Error> {{\n\
         {statements}# Ok(())\n# }}\n```"
    ))
}

/// One `#[doc]` attribute for all lines, which `render` turns into a `///` for each: most of the output is docs, and
/// parsing and printing an attribute for each of its lines would take most of the time. Text that could begin or
/// end a block comment gets an attribute for each line.
pub(super) fn attributes(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    let lines = Vec::from_iter(lines);
    if text.contains("*/") || text.contains("/*") {
        return quote! { #(#[doc = #lines])* };
    }
    let text = lines.join("\n");
    quote! { #[doc = #text] }
}

/// Escapes a text for rustdoc, and wraps its lines.
pub(super) fn escaped(text: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut fence: Option<String> = None;
    // Rust does not accept a lone carriage return.
    for line in text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', "    ").lines() {
        let trimmed = line.trim();
        match (&fence, fence_mark(trimmed)) {
            (Some(mark), _) if trimmed.starts_with(mark.as_str()) => out.extend(fence.take()),
            (Some(_), _) => out.push(line.trim_end().to_owned()),
            (None, Some(mark)) => {
                // Without a language, rustdoc would compile the block.
                out.push(format!("{mark}text"));
                fence = Some(mark);
            }
            (None, None) => {
                let inside_item = out.last().is_some_and(|last| is_item(last) || last.starts_with("  "));
                out.extend(wrapped(&escape_markdown(trimmed), inside_item));
            }
        }
    }
    out.extend(fence);
    out.dedup_by(|a, b| a.is_empty() && b.is_empty());
    out.join("\n").trim_end_matches('\n').to_owned()
}

fn fence_mark(line: &str) -> Option<String> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.chars().take_while(|c| *c == mark).count();
    // A line such as "```x``` is code" is a code span, not a fence.
    let rest = &line[length..];
    (length >= 3 && !(mark == '`' && rest.contains('`'))).then(|| mark.to_string().repeat(length))
}

/// Escapes what rustdoc would read as a tag or a link, outside of code spans.
fn escape_markdown(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let (taken, printed) = match c {
            '`' => match code_span(rest) {
                Some(span) => (span.len(), span.to_owned()),
                None => (marks(rest).len(), "\\`".repeat(marks(rest).len())),
            },
            // An escaped character remains escaped.
            '\\' if rest[1..].starts_with(|next: char| next.is_ascii_punctuation()) => (2, rest[..2].to_owned()),
            '<' | '>' | '[' | ']' => (1, format!("\\{c}")),
            _ => match url(rest) {
                Some(url) => (url.len(), format!("<{url}>")),
                None => (c.len_utf8(), c.to_string()),
            },
        };
        out += &printed;
        rest = &rest[taken..];
    }
    out
}

/// The backticks that the text begins with.
fn marks(text: &str) -> &str {
    &text[..text.len() - text.trim_start_matches('`').len()]
}

/// The code span that the text begins with: it ends with as many backticks as it begins with.
fn code_span(text: &str) -> Option<&str> {
    let marks = marks(text);
    let is_apart = |end: &usize| !text[..end - marks.len()].ends_with('`') && !text[*end..].starts_with('`');
    let mut ends = text.match_indices(marks).map(|(start, _)| start + marks.len()).skip(1);
    Some(&text[..ends.find(is_apart)?])
}

/// A bare URL at the start of the text.
fn url(text: &str) -> Option<&str> {
    ["https://", "http://"].iter().find(|scheme| text.starts_with(**scheme))?;
    let end = text.find(|c: char| c.is_whitespace() || "<>()[]`\"'|\\^{}".contains(c)).unwrap_or(text.len());
    let url = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
    (url.len() > "https://".len()).then_some(url)
}

fn is_item(line: &str) -> bool {
    let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
    ["* ", "- ", "+ "].iter().any(|mark| line.starts_with(mark))
        || (numbered.len() < line.len() && numbered.starts_with(". "))
}

/// Breaks a long line between words. The continuation of a list item is indented, as Markdown requires.
pub(super) fn wrapped(line: &str, inside_item: bool) -> Vec<String> {
    let indent = if is_item(line) || inside_item { "  " } else { "" };
    let mut lines = Vec::new();
    let mut current = if is_item(line) { String::new() } else { indent.to_owned() };
    let mut gap = "";
    for word in line.split(' ').filter(|word| !word.is_empty()) {
        let width = current.chars().count() + gap.len() + word.chars().count();
        if !gap.is_empty() && width > WIDTH && !starts_block(word) {
            lines.push(std::mem::replace(&mut current, indent.to_owned()));
            gap = "";
        }
        current.extend([gap, word]);
        gap = " ";
    }
    lines.push(current.trim_end().to_owned());
    lines
}

/// A word that would begin a list, a heading or a quotation if it came first on a line.
fn starts_block(word: &str) -> bool {
    matches!(word, "*" | "-" | "+" | ">")
        || word.starts_with('#')
        || word.trim_end_matches('.').chars().all(|c| c.is_ascii_digit())
}

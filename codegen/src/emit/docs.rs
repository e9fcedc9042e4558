//! Turns the texts of the documents into doc comments.
//!
//! The descriptions are Markdown. Anything in them that rustdoc would read as a test, a tag or a link is escaped.

use proc_macro2::TokenStream;
use quote::quote;

use super::prose::RustNames;
use crate::api::{Class, Credential, Operation};

/// The widest line of a doc comment's text.
const WIDTH: usize = 96;

/// Docs with the text of a document.
pub(super) fn docs(text: &str) -> TokenStream {
    attributes(&lines(text))
}

/// One paragraph of the generator's own text, which may contain links.
pub(super) fn ours(text: &str) -> TokenStream {
    let mut lines = Vec::new();
    wrap(text, false, &mut lines);
    attributes(&lines)
}

/// A text on one line, escaped for rustdoc.
pub(super) fn line(text: &str) -> String {
    escape_markdown(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The text of a type, field or variant, or a fallback if the document has none.
pub(super) fn or_else(text: &str, fallback: &str) -> String {
    if text.trim().is_empty() { fallback.to_owned() } else { text.to_owned() }
}

/// The docs of a type, a field or a parameter, which a document may advise against.
pub(super) fn with_note(names: &RustNames<'_>, text: &str, fallback: &str, deprecated: bool) -> TokenStream {
    let text = or_else(&names.translate(text), fallback);
    if deprecated { docs(&format!("{text}\n\nDeprecated by the service.")) } else { docs(&text) }
}

/// The docs of a method: its summary and description, its facts, and its errors.
pub(super) fn operation(operation: &Operation, names: &RustNames<'_>) -> TokenStream {
    let summary = names.translate(&or_else(&operation.summary, &format!("Calls `{}`", operation.id)));
    let stop = if summary.ends_with(['.', '!', '?']) { "" } else { "." };
    let about = docs(&format!("{summary}{stop}\n\n{}", names.translate(&operation.description)));
    let facts = attributes(&facts(operation));
    let errors = failures(operation);
    quote! { #about #facts #errors }
}

fn facts(operation: &Operation) -> Vec<String> {
    let credential = match operation.credential {
        Credential::Instance => "the API key of the instance",
        Credential::Account => "the key of the account",
        Credential::Admin => "the admin key",
        Credential::None => "none",
    };
    let class = match operation.class {
        Class::Safe => "safe (it only reads)",
        Class::Idempotent => "idempotent (sending it twice has the same effect as sending it once)",
        Class::Effectful => "effectful (sending it twice has the effect twice)",
    };
    // A backtick would end the code span.
    let [id, path] = [&operation.id, &operation.path].map(|text| text.replace('`', "'"));
    let mut facts = vec![
        String::new(),
        format!("* Operation: `{id}`, `{} {path}`", operation.method),
        format!("* Credential: {credential}"),
        format!("* Class: {class}"),
    ];
    let statuses: Vec<_> = operation.successes.iter().map(|success| format!("`{}`", success.status)).collect();
    if !statuses.is_empty() {
        facts.push(format!("* Success: {}", statuses.join(", ")));
    }
    facts
}

fn failures(operation: &Operation) -> TokenStream {
    if operation.failures.is_empty() {
        return quote! {};
    }
    let head = attributes(&[String::new(), "# Errors".to_owned(), String::new()]);
    let entries = operation.failures.iter().map(|failure| {
        let text = or_else(&failure.description, "The document does not describe it.");
        docs(&format!("* `{}`: {}", failure.status, text.split_whitespace().collect::<Vec<_>>().join(" ")))
    });
    quote! { #head #(#entries)* }
}

/// A section with an example that is compiled and not run. The code that all examples have in common is hidden.
pub(super) fn example(crate_name: &str, imports: &[String], statements: &[String]) -> TokenStream {
    let opening = ["", "# Examples", "", "```no_run"].map(str::to_owned);
    let function = format!("# async fn example(client: {crate_name}::Client) -> Result<(), {crate_name}::Error> {{");
    let closing = ["# Ok(())", "# }", "```"].map(str::to_owned);
    let gap = (!imports.is_empty()).then(String::new);
    let lines = opening.into_iter().chain(imports.iter().cloned()).chain(gap);
    let lines = lines.chain([function]).chain(statements.iter().cloned()).chain(closing);
    attributes(&lines.collect::<Vec<_>>())
}

/// One `#[doc]` attribute for all lines, which `render` turns into a `///` for each: most of the output is docs, and
/// parsing and printing an attribute for each of its lines would take most of the time. Text that could begin or
/// end a block comment gets an attribute for each line.
fn attributes(lines: &[String]) -> TokenStream {
    let mut lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    if lines.clone().any(|line| line.contains("*/") || line.contains("/*")) {
        return quote! { #(#[doc = #lines])* };
    }
    let first = lines.next().unwrap_or_default();
    let text = lines.fold(first, |text, line| text + "\n" + &line);
    quote! { #[doc = #text] }
}

/// The text, line by line, escaped for rustdoc.
fn lines(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut fence: Option<String> = None;
    // Rust does not accept a lone carriage return.
    for line in text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', "    ").lines() {
        let trimmed = line.trim();
        match &fence {
            Some(mark) if trimmed.starts_with(mark.as_str()) => out.extend(fence.take()),
            Some(_) => out.push(line.trim_end().to_owned()),
            None => match fence_mark(trimmed) {
                Some(mark) => {
                    // Without a language rustdoc would compile it.
                    out.push(format!("{mark}text"));
                    fence = Some(mark);
                }
                None => {
                    let inside_item = out.last().is_some_and(|last| is_item(last) || last.starts_with("  "));
                    wrap(&escape_markdown(trimmed), inside_item, &mut out);
                }
            },
        }
    }
    out.extend(fence);
    out.dedup_by(|a, b| a.is_empty() && b.is_empty());
    while out.last().is_some_and(String::is_empty) {
        out.pop();
    }
    out
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
        let taken = match c {
            '`' => {
                let (span, is_code) = code_span(rest);
                if is_code {
                    out.push_str(span)
                } else {
                    out.extend(span.chars().flat_map(|mark| ['\\', mark]))
                }
                span.len()
            }
            // An escaped character remains escaped.
            '\\' if rest[1..].starts_with(|next: char| next.is_ascii_punctuation()) => {
                out.push_str(&rest[..2]);
                2
            }
            '<' | '>' | '[' | ']' => {
                out.extend(['\\', c]);
                1
            }
            _ => match url(rest) {
                Some(url) => {
                    out.push_str(&format!("<{url}>"));
                    url.len()
                }
                None => {
                    out.push(c);
                    c.len_utf8()
                }
            },
        };
        rest = &rest[taken..];
    }
    out
}

/// The code span that the text begins with, which ends with as many marks as it begins with; or the marks alone, if
/// none ends it.
fn code_span(text: &str) -> (&str, bool) {
    let marks = |text: &str| text.len() - text.trim_start_matches('`').len();
    let opening = marks(text);
    let mut end = opening;
    while let Some(next) = text[end..].find('`') {
        let closing = marks(&text[end + next..]);
        end += next + closing;
        if closing == opening {
            return (&text[..end], true);
        }
    }
    (&text[..opening], false)
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
fn wrap(line: &str, inside_item: bool, out: &mut Vec<String>) {
    let indent = if is_item(line) || inside_item { "  " } else { "" };
    let mut current = if is_item(line) { String::new() } else { indent.to_owned() };
    let mut gap = "";
    for word in line.split(' ').filter(|word| !word.is_empty()) {
        let width = current.chars().count() + gap.len() + word.chars().count();
        if !gap.is_empty() && width > WIDTH && !starts_block(word) {
            out.push(std::mem::replace(&mut current, indent.to_owned()));
            gap = "";
        }
        current.extend([gap, word]);
        gap = " ";
    }
    out.push(current.trim_end().to_owned());
}

/// A word that would begin a list, a heading or a quotation if it came first on a line.
fn starts_block(word: &str) -> bool {
    matches!(word, "*" | "-" | "+" | ">")
        || word.starts_with('#')
        || word.trim_end_matches('.').chars().all(|c| c.is_ascii_digit())
}

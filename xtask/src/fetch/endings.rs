//! The ends of lines: a file that has those of Windows keeps them.

use std::borrow::Cow;

/// The end of a line on Windows.
const WINDOWS: &str = "\r\n";

/// Returns a text with the ends of lines that most lines of another text have.
pub(super) fn like<'a>(model: &str, text: &'a str) -> Cow<'a, str> {
    let is_windows = model.matches(WINDOWS).count() * 2 > model.matches('\n').count();
    if is_windows { Cow::Owned(unix(text).replace('\n', WINDOWS)) } else { Cow::Borrowed(text) }
}

/// Returns a text whose lines end with a line feed only.
pub(super) fn unix(text: &str) -> String {
    text.replace(WINDOWS, "\n")
}

//! Line endings: a file with Windows line endings keeps them.

use std::borrow::Cow;

/// The line ending on Windows.
const WINDOWS: &str = "\r\n";

/// Returns a text with the line ending that most lines of `model` have.
pub(super) fn like<'a>(model: &str, text: &'a str) -> Cow<'a, str> {
    let is_windows = model.matches(WINDOWS).count() * 2 > model.matches('\n').count();
    if is_windows { Cow::Owned(unix(text).replace('\n', WINDOWS)) } else { Cow::Borrowed(text) }
}

/// Returns a text in which every line ends with a line feed only.
pub(super) fn unix(text: &str) -> String {
    text.replace(WINDOWS, "\n")
}

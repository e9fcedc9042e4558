//! The query of a call: parameters in the order in which they were set, each at most once.
//!
//! Everything but unreserved characters is encoded, so that URL libraries and the server cannot interpret anything
//! else, such as `+` (which Go reads as a space) or `'` (which URL libraries encode).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The parameters that have been set so far.
#[derive(Clone, Default)]
pub(crate) struct Query {
    /// Each name, and its encoded `name=value` without `&`.
    pairs: Vec<(&'static str, String)>,
}

impl Query {
    /// Sets `name=a&name=b`. This replaces an earlier parameter with the same name.
    pub(crate) fn set_each(&mut self, name: &'static str, values: impl Iterator<Item = String>) {
        self.pairs.retain(|(other, _)| *other != name);
        self.pairs.extend(values.map(|value| (name, format!("{}={}", encoded(name), encoded(&value)))));
    }

    /// Sets `name=a,b`. The comma between two values is literal; a comma within a value is encoded. For an empty list,
    /// nothing is sent.
    pub(crate) fn set_joined(&mut self, name: &'static str, values: impl Iterator<Item = String>) {
        self.pairs.retain(|(other, _)| *other != name);
        let values: Vec<String> = values.map(|value| encoded(&value).to_string()).collect();
        if !values.is_empty() {
            self.pairs.push((name, format!("{}={}", encoded(name), values.join(","))));
        }
    }

    /// Appends `?a=1&b=2`, or nothing if no parameter is set.
    pub(crate) fn write_to(&self, url: &mut String) {
        for (index, (_, pair)) in self.pairs.iter().enumerate() {
            url.push(if index == 0 { '?' } else { '&' });
            url.push_str(pair);
        }
    }
}

fn encoded(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, RESERVED)
}

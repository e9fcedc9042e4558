//! The query of a call: parameters in the order in which they were set, each set once.
//!
//! Everything but unreserved characters is encoded, so that neither a URL library nor the server has
//! anything left to interpret, be it `+` (which Go reads as a blank) or `'` (which URL libraries encode).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The parameters that were set so far.
#[derive(Clone, Default)]
pub(crate) struct Query {
    /// Name and encoded text, the text with its name and without `&`.
    pairs: Vec<(&'static str, String)>,
}

impl Query {
    /// `name=a&name=b`. A parameter that was set before is replaced, as a setter promises.
    pub(crate) fn set_each(&mut self, name: &'static str, values: impl Iterator<Item = String>) {
        self.pairs.retain(|(other, _)| *other != name);
        self.pairs.extend(values.map(|value| (name, format!("{}={}", encoded(name), encoded(&value)))));
    }

    /// `name=a,b`. The comma between two values stays literal, one within a value does not.
    pub(crate) fn set_joined(&mut self, name: &'static str, values: impl Iterator<Item = String>) {
        let mut pair = format!("{}=", encoded(name));
        for (index, value) in values.enumerate() {
            pair.extend((index > 0).then_some(","));
            pair.extend(encoded(&value));
        }
        self.pairs.retain(|(other, _)| *other != name);
        self.pairs.push((name, pair));
    }

    /// Appends `?a=1&b=2`, or nothing.
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

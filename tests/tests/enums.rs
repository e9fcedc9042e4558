//! Every enum accepts any text and returns it, and a known value is never mistaken for an unknown one.

use wsapi_tests::{OpenEnum, Reading, enums};

/// Texts that are easily mistaken for something else.
const ODD: [&str; 10] =
    ["", " ", "null", "Unknown", "unknown", "\"", "\\u0041", "\u{0}\n\t", "💬 ü \u{10ffff}", "1e309"];

#[test]
fn every_enum_survives_any_value() {
    let mut random = Random(0x5DEE_CE66_D1CE_4E5B);
    for one in enums() {
        let near = one.values.iter().flat_map(|value| [format!("{value} "), value.to_uppercase(), format!("x{value}")]);
        let random = (0..100).map(|_| random.text()).collect::<Vec<_>>();
        for text in ODD.map(str::to_owned).into_iter().chain(near).chain(random) {
            survives(&one, &text);
            if !one.values.contains(&text.as_str()) {
                assert_eq!((one.read)(&text), Reading::Unknown(text.clone()), "{}: {text:?}", one.name);
            }
        }
    }
}

#[test]
fn known_values_win() {
    let enums = enums();
    for one in &enums {
        assert!(!one.values.is_empty(), "{} has no values", one.name);
        for value in one.values {
            assert_eq!((one.read)(value), Reading::Known, "{}: {value:?}", one.name);
            survives(one, value);
        }
    }
    println!("{} enums", enums.len());
    assert!(!enums.is_empty());
}

fn survives(one: &OpenEnum, text: &str) {
    let json = serde_json::to_string(text).expect("a text can be written as JSON");
    let (as_str, encoded) = (one.survive)(&json).unwrap_or_else(|error| panic!("{}: {json}: {error}", one.name));
    assert_eq!((as_str.as_str(), &encoded), (text, &json), "{}", one.name);
}

/// Xorshift: the same texts in each run, so that a failure can be seen again.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn text(&mut self) -> String {
        let length = self.next() % 24;
        (0..length).filter_map(|_| self.char()).collect()
    }

    /// Half of them ASCII; surrogates are not characters.
    fn char(&mut self) -> Option<char> {
        let limit = if self.next().is_multiple_of(2) { 0x80 } else { 0x11_0000 };
        u32::try_from(self.next() % limit).ok().and_then(char::from_u32)
    }
}

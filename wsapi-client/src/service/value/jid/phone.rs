//! Reads phone numbers as people write them.
//!
//! A problem completes a sentence such as "the path parameter `phone` …", and contains no part of the number.

/// Returns the digits of a number with its country code after `+` or `00`.
pub(super) fn digits(number: &str) -> Result<String, &'static str> {
    let number: String = number.chars().filter(|char| !is_invisible(*char)).collect();
    let number = number.trim();
    if let Some(problem) = problem_of_other_form(number) {
        return Err(problem);
    }
    let international = number.strip_prefix('+').or_else(|| number.strip_prefix("00"));
    let written = without_separators(international.unwrap_or(number))?;
    let digits = without_trunk_zero(&written);
    if international.is_some() {
        return problem_of_digits(&digits).map_or(Ok(digits), Err);
    }
    Err(match written.as_bytes() {
        [b'(', b'0', b'0', ..] => "has a parenthesis before its country code; write it as in `+49 170 …`",
        _ if digits.starts_with('0') => {
            "starts with a single 0, so it has no country code; replace the 0 with `+` and the country code"
        }
        _ => {
            "has neither `+` nor `00` before its country code, so it may be a local number; put `+` before the country \
             code, or use `Jid::from_digits` for digits that are known to start with one"
        }
    })
}

/// Returns what is wrong with digits that start with a country code.
pub(super) fn problem_of_digits(digits: &str) -> Option<&'static str> {
    match digits.len() {
        0 => Some("has no digits"),
        _ if !digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some("contains something other than the digits 0 to 9; use `Jid::phone` for a number as people write it")
        }
        _ if digits.starts_with('0') => Some("starts with 0, but no country code does"),
        1..=6 => Some("has fewer than 7 digits"),
        16.. => Some("has more than 15 digits"),
        _ => None,
    }
}

/// Recognizes texts that contain more than a phone number, for an error with a better hint.
fn problem_of_other_form(text: &str) -> Option<&'static str> {
    let lower = text.to_ascii_lowercase();
    match lower.split_once(':') {
        _ if lower.is_empty() => Some("is empty"),
        Some(("tel", _)) => Some("starts with `tel:`; remove it"),
        Some(("whatsapp", _)) => Some("starts with `whatsapp:`; remove it"),
        _ if lower.ends_with("@lid") => Some("is a LID, which hides the phone number"),
        _ if lower.contains('@') => Some("contains an `@`; use `str::parse` for a JID"),
        _ if lower.starts_with("(+") => Some("has a parenthesis before its country code; write it as in `+49 170 …`"),
        _ => None,
    }
}

/// Returns the digits and brackets of a number.
fn without_separators(number: &str) -> Result<String, &'static str> {
    let mut written = String::with_capacity(number.len());
    for char in number.chars() {
        match char {
            '0'..='9' | '(' | ')' => written.push(char),
            ' ' | '\u{a0}' | '\u{202f}' | '-' | '\u{2010}'..='\u{2013}' | '.' | '/' => {}
            '+' => return Err("has a `+` that is not at its start"),
            char if char.is_alphabetic() => return Err("contains a letter"),
            char if char.is_numeric() => return Err("contains a digit other than 0 to 9"),
            _ => return Err("contains a character other than digits, spaces and `-./()`"),
        }
    }
    Ok(written)
}

/// Country codes whose numbers begin with a zero that is dialled from abroad too: Italy with the Vatican, San Marino.
const ZERO_BELONGS: [&str; 2] = ["39", "378"];

/// Returns the digits of a number, without the zero of `+49 (0)170`, which is dialled only within the country.
fn without_trunk_zero(written: &str) -> String {
    let (code, rest) = match written.split_once("(0)") {
        Some((code, rest)) if !code.is_empty() && !ZERO_BELONGS.contains(&code) => (code, rest),
        _ => (written, ""),
    };
    code.chars().chain(rest.chars()).filter(char::is_ascii_digit).collect()
}

/// Address books put these characters around numbers: direction marks and zero-width spaces.
fn is_invisible(char: char) -> bool {
    matches!(char, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{digits, problem_of_digits};

    #[test]
    fn number_is_read_as_people_write_it() {
        for number in [
            "+49 170 1234567",
            "+491701234567",
            "0049 170 1234567",
            "00 49 170 1234567",
            "+49 (0)170 1234567",
            "+49 (0) 170 1234567",
            "+49 ( 0 ) 170 1234567",
            "+49 (170) 123-4567",
            "+49.170.1234567",
            "+49 170/1234567",
            "+ 49 170 1234567",
            "+49 170 1234567\n",
            "\u{a0}+49\u{a0}170\u{202f}1234567 ",
            "+49 170 1234\u{2011}567",
            "\u{202a}+49 170 1234567\u{202c}",
            "\u{2068}+49 170\u{200b}1234567\u{2069}",
        ] {
            assert_eq!(digits(number).as_deref(), Ok("491701234567"), "{number:?}");
        }
    }

    #[test]
    fn zero_that_is_dialled_from_abroad_is_preserved() {
        assert_eq!(digits("+39 (0)6 6982 1234").as_deref(), Ok("390669821234"));
        assert_eq!(digits("+39 06 6982 1234").as_deref(), Ok("390669821234"));
        assert_eq!(digits("+378 (0)549 882 345").as_deref(), Ok("3780549882345"));
    }

    #[test]
    fn no_digit_is_added_or_removed() {
        for (number, expected) in [
            // Brazil, with and without the ninth digit.
            ("+55 75 8825-1234", "557588251234"),
            ("+55 75 98825-1234", "5575988251234"),
            // Mexico and Argentina, with and without the digit of mobile phones.
            ("+52 1 55 1234 5678", "5215512345678"),
            ("+52 55 1234 5678", "525512345678"),
            ("+54 9 11 2345-6789", "5491123456789"),
            ("+54 11 2345-6789", "541123456789"),
            ("+5491155553934", "5491155553934"),
            ("+1 (415) 555-0199", "14155550199"),
            ("+1234567", "1234567"),
            ("+123456789012345", "123456789012345"),
        ] {
            assert_eq!(digits(number).as_deref(), Ok(expected), "{number}");
        }
    }

    #[test]
    fn anything_else_is_rejected_with_a_reason() {
        for (number, reason) in [
            ("", "is empty"),
            (" \n", "is empty"),
            ("\u{200e}", "is empty"),
            ("+", "has no digits"),
            ("+()", "has no digits"),
            ("00", "has no digits"),
            ("+49 170", "has fewer than 7 digits"),
            ("+1234567890123456", "has more than 15 digits"),
            ("+0170123456", "starts with 0, but no country code does"),
            ("+0049 170 1234567", "starts with 0, but no country code does"),
            ("+(0)170 1234567", "starts with 0, but no country code does"),
            ("491701234567", "has neither `+` nor `00` before its country code, so it may be a local number; put `+`"),
            ("5491155553934", "has neither `+` nor `00`"),
            ("49 170 1234567", "has neither `+` nor `00`"),
            ("(202) 555-0123", "has neither `+` nor `00`"),
            ("555-0123", "has neither `+` nor `00`"),
            ("0170 1234567", "starts with a single 0"),
            ("(0170) 1234567", "starts with a single 0"),
            ("08123456789", "starts with a single 0"),
            ("(0049) 170 1234567", "has a parenthesis before its country code"),
            ("(+49) 170 1234567", "has a parenthesis before its country code"),
            ("tel:+14155550199", "starts with `tel:`"),
            ("TEL:+14155550199", "starts with `tel:`"),
            ("whatsapp:+5215512345678", "starts with `whatsapp:`"),
            ("+5215512345678@s.whatsapp.net", "contains an `@`"),
            ("491701234567@c.us", "contains an `@`"),
            ("98765432109876@lid", "is a LID"),
            ("+49 170 1234567 ext 3", "contains a letter"),
            ("+49 17O 1234567", "contains a letter"),
            ("a", "contains a letter"),
            ("sms:+491701234567", "contains a letter"),
            ("+49 170 1234567, 3", "contains a character other than"),
            ("\u{ff0b}49 170 1234567", "contains a character other than"),
            ("+49 170\n1234567", "contains a character other than"),
            ("+49 170 \u{661}\u{662}\u{663} 4567", "contains a digit other than 0 to 9"),
            ("49+170 1234567", "has a `+` that is not at its start"),
            ("++49 170 1234567", "has a `+` that is not at its start"),
        ] {
            let problem = digits(number).expect_err(number);
            assert!(problem.starts_with(reason), "{number:?}: {problem}");
        }
    }

    #[test]
    fn digits_alone_are_checked() {
        assert_eq!(problem_of_digits("5491155553934"), None);
        for (digits, reason) in [
            ("", "has no digits"),
            ("+491701234567", "contains something other than the digits 0 to 9"),
            ("49 170 1234567", "contains something other than the digits 0 to 9"),
            ("49170123456\u{661}", "contains something other than the digits 0 to 9"),
            ("0491701234567", "starts with 0"),
            ("123456", "has fewer than 7 digits"),
            ("1234567890123456", "has more than 15 digits"),
        ] {
            let problem = problem_of_digits(digits).expect(digits);
            assert!(problem.starts_with(reason), "{digits:?}: {problem}");
        }
    }
}

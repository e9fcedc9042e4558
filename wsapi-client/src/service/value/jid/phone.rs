//! Phone numbers as people write them.

/// The digits of a number with its country code, or what is wrong with it.
pub(super) fn digits(number: &str) -> Result<String, &'static str> {
    let number = number.trim();
    let (is_international, rest) = match number.strip_prefix('+').or_else(|| number.strip_prefix("00")) {
        Some(rest) => (true, rest),
        None => (false, number),
    };
    // `+49 (0)170`: the zero is dialled within the country only.
    let rest = if is_international { rest.replacen("(0)", "", 1) } else { rest.to_owned() };
    let mut digits = String::new();
    for char in rest.chars() {
        match char {
            '0'..='9' => digits.push(char),
            ' ' | '\u{a0}' | '\u{202f}' | '-' | '\u{2010}'..='\u{2013}' | '.' | '/' | '(' | ')' => {}
            _ => return Err("it holds something that a number does not have"),
        }
    }
    match digits.len() {
        _ if digits.starts_with('0') => Err("it begins with 0, where the country code is to stand"),
        0..=6 => Err("it has less than 7 digits"),
        16.. => Err("it has more than 15 digits"),
        _ => Ok(digits),
    }
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for number in [
            "+49 170 1234567",
            "+491701234567",
            "491701234567",
            "0049 170 1234567",
            "+49 (0)170 1234567",
            "+49 (170) 123-4567",
            "+49.170.1234567",
            "+49 170/1234567",
            "\u{a0}+49\u{a0}170\u{202f}1234567 ",
            "+49 170 1234\u{2011}567",
        ] {
            assert_eq!(digits(number).as_deref(), Ok("491701234567"), "{number}");
        }
    }

    #[test]
    fn what_is_no_number_with_a_country_code_is_refused() {
        for number in
            ["", "+", "0170 1234567", "+49 170", "1234567890123456", "+49 170 1234567 ext 3", "a", "+0170123456"]
        {
            assert!(digits(number).is_err(), "{number}");
        }
    }
}

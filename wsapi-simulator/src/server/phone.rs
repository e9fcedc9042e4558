//! Phone numbers in paths and bodies.

use wsapi_client::Jid;

use super::Rejection;

/// Parses a phone number with its country code, with or without `+`.
pub(crate) fn number(text: &str) -> Result<Jid, Rejection> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    if !is_number || !(7..=15).contains(&digits.len()) {
        return Err(Rejection::bad_request("invalid phone number format"));
    }
    format!("{digits}@s.whatsapp.net").parse().map_err(|_| Rejection::bad_request("invalid phone number format"))
}

/// Parses a phone number that must begin with `+`.
pub(crate) fn international(text: &str) -> Result<Jid, Rejection> {
    let jid = number(text)?;
    if text.starts_with('+') && (9..=15).contains(&text.len()) {
        return Ok(jid);
    }
    let detail = "invalid phone number. Should start with a + and have between 9 and 15 digits";
    Err(Rejection::bad_request(detail))
}

#[cfg(test)]
mod tests {
    use super::{international, number};

    #[test]
    fn only_numbers_with_a_country_code_are_accepted() {
        assert!(number("491701234567").is_ok() && number("+491701234567").is_ok());
        assert!(
            ["", "+", "017012345", "12345", "49-170", "é", "1234567890123456"].map(number).iter().all(Result::is_err)
        );
        assert!(international("+491701234567").is_ok() && international("491701234567").is_err());
    }
}

//! Base64 as Go reads it, with Go's words for what is wrong.

use base64::{
    DecodeError, Engine, alphabet,
    engine::{GeneralPurpose, GeneralPurposeConfig},
};

/// Go accepts padded text only, but does not look at the bits that are left over.
const CONFIG: GeneralPurposeConfig = GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true);

/// Decodes the alphabet with `+` and `/`.
pub(crate) fn standard(text: &str) -> Result<Vec<u8>, String> {
    decode(&GeneralPurpose::new(&alphabet::STANDARD, CONFIG), text)
}

/// Decodes the alphabet with `-` and `_`.
pub(crate) fn url_safe(text: &str) -> Result<Vec<u8>, String> {
    decode(&GeneralPurpose::new(&alphabet::URL_SAFE, CONFIG), text)
}

fn decode(engine: &GeneralPurpose, text: &str) -> Result<Vec<u8>, String> {
    let text: String = text.chars().filter(|char| !matches!(char, '\r' | '\n')).collect();
    engine.decode(&text).map_err(|error| {
        let at = match error {
            DecodeError::InvalidByte(at, _) | DecodeError::InvalidLastSymbol(at, _) => at,
            // The first byte of a group that is too short.
            DecodeError::InvalidLength(_) | DecodeError::InvalidPadding => text.len() / 4 * 4,
        };
        format!("illegal base64 data at input byte {at}")
    })
}

#[cfg(test)]
mod tests {
    use super::{standard, url_safe};

    #[test]
    fn problem_is_at_the_byte_that_go_names() {
        assert_eq!(standard("YWJj\nYWJj"), Ok(b"abcabc".to_vec()));
        assert_eq!(standard("YWJjYWI"), Err("illegal base64 data at input byte 4".to_owned()));
        assert_eq!(standard("YW-j"), Err("illegal base64 data at input byte 2".to_owned()));
        assert_eq!(url_safe("YW-j"), Ok(vec![97, 111, 163]));
    }
}

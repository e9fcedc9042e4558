//! Base64 as Go decodes it, with Go's error texts.

use base64::{
    DecodeError, Engine, alphabet,
    engine::{GeneralPurpose, GeneralPurposeConfig},
};

/// Go requires padding, but ignores trailing bits.
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
            // The first byte of the incomplete group.
            DecodeError::InvalidLength(_) | DecodeError::InvalidPadding => text.len() / 4 * 4,
        };
        format!("illegal base64 data at input byte {at}")
    })
}

#[cfg(test)]
mod tests {
    use super::{standard, url_safe};

    #[test]
    fn error_has_the_byte_position_of_go() {
        assert_eq!(standard("YWJj\nYWJj"), Ok(b"abcabc".to_vec()));
        assert_eq!(standard("YWJjYWI"), Err("illegal base64 data at input byte 4".to_owned()));
        assert_eq!(standard("YW-j"), Err("illegal base64 data at input byte 2".to_owned()));
        assert_eq!(url_safe("YW-j"), Ok(vec![97, 111, 163]));
    }
}

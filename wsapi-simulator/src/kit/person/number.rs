//! Addresses of people and chats in requests and state files.

use serde::{Deserialize, Deserializer, de::Error};
use wsapi_client::{Jid, JidKind};

/// The address of a person: a phone number such as `+49 170 1234567`, or a JID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Number(pub(crate) Jid);

/// The address of a chat: that of a person, or the JID of a group or a newsletter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address(pub(crate) Jid);

impl Number {
    /// Parses an address. The error does not contain the number, which may be real.
    pub(crate) fn parse(text: &str) -> Result<Self, &'static str> {
        let jid = match text.parse::<Jid>() {
            Ok(jid) if jid.kind() == JidKind::Person => Jid::from_digits(jid.user()),
            _ if text.starts_with('+') => Jid::phone(text),
            _ => Jid::phone(&format!("+{text}")),
        };
        jid.map(Self).map_err(|_| "expected a phone number with a country code, such as +49 170 1234567")
    }
}

impl Address {
    /// Parses an address.
    pub(crate) fn parse(text: &str) -> Result<Self, &'static str> {
        match text.parse::<Jid>() {
            Ok(jid) if jid.kind() != JidKind::Person => Ok(Self(jid)),
            _ => Number::parse(text)
                .map(|number| Self(number.0))
                .map_err(|_| "expected a phone number with a country code, or the id of a group or a newsletter"),
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Address {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, Number};

    #[test]
    fn person_is_parsed_from_number_or_jid() {
        for text in ["+49 170 1234567", "491701234567", "491701234567@s.whatsapp.net", "491701234567:2@s.whatsapp.net"]
        {
            assert_eq!(Number::parse(text).map(|number| number.0.user().to_owned()), Ok("491701234567".to_owned()));
        }
        for text in ["", "nobody", "+", "0@s.whatsapp.net", "120363000000000000@g.us"] {
            assert!(Number::parse(text).is_err(), "{text}");
        }
        assert!(Address::parse("120363000000000000@g.us").is_ok());
    }
}

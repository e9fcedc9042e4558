//! A phone number as an argument.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

use super::{Jid, JidKind, phone, syntax};
use crate::runtime::{
    call::Param,
    error::Error,
    json::{Field, SetText, Slot, View},
};

/// A phone number, for the operations that accept a number but not a [`Jid`].
///
/// Any text converts into it. A call sends the number as `+` and its digits. If the text is not a number that
/// [`Jid::phone`] accepts, the call fails before anything is sent. Use [`PhoneNumber::parse`] to check it earlier.
///
/// ```
/// use wsapi_client::PhoneNumber;
///
/// # fn main() -> Result<(), wsapi_client::Error> {
/// let number = PhoneNumber::from("+49 (0)170 / 123-4567");
/// assert_eq!(serde_json::to_string(&number).unwrap(), r#""+491701234567""#);
/// assert_eq!(number.to_jid()?.as_str(), "491701234567@s.whatsapp.net");
///
/// assert!(PhoneNumber::parse("0170 1234567").is_err(), "the country code is missing");
/// # Ok(())
/// # }
/// ```
///
/// Two phone numbers are equal if their texts are equal. To compare the numbers themselves, compare the results of
/// [`to_jid`](Self::to_jid).
#[doc(alias("msisdn", "e164"))]
#[derive(Clone, PartialEq, Eq, Hash, Deserialize)]
#[serde(transparent)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// Checks a phone number: its country code after `+` or `00`, written as [`Jid::phone`] accepts it.
    ///
    /// ```
    /// use wsapi_client::PhoneNumber;
    ///
    /// let error = PhoneNumber::parse("tel:+14155550199").unwrap_err();
    /// assert_eq!(error.to_string(), "invalid phone number: it starts with `tel:`; remove it");
    /// ```
    ///
    /// # Errors
    ///
    /// Fails if the text is not a phone number, or has no country code. The error does not show the number.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match problem(text) {
            Some(problem) => Err(invalid(problem)),
            None => Ok(text.into()),
        }
    }

    /// Returns the text as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the JID of the person with this number.
    ///
    /// ```
    /// use wsapi_client::{Jid, PhoneNumber};
    ///
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// let jid = PhoneNumber::from("0049 170 1234567").to_jid()?;
    /// assert_eq!(jid, Jid::phone("+49 170 1234567")?);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Fails as [`Jid::phone`] does.
    pub fn to_jid(&self) -> Result<Jid, Error> {
        Jid::phone(&self.0)
    }

    /// Returns the number as it is sent.
    fn normalized(&self) -> Result<String, &'static str> {
        phone::digits(&self.0).map(|digits| format!("+{digits}"))
    }
}

/// Returns why a text is not a phone number. The result completes a sentence such as "the path parameter `phone` …".
fn problem(text: &str) -> Option<&'static str> {
    phone::digits(text).err()
}

/// The error does not contain the number: logs show errors.
pub(super) fn invalid(problem: &str) -> Error {
    Error::invalid_text(&format!("invalid phone number: it {problem}"))
}

impl From<String> for PhoneNumber {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for PhoneNumber {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<&String> for PhoneNumber {
    fn from(text: &String) -> Self {
        Self(text.clone())
    }
}

impl From<&PhoneNumber> for PhoneNumber {
    fn from(number: &PhoneNumber) -> Self {
        number.clone()
    }
}

/// The number of a person. For the JID of anything else, including a LID, the call fails.
impl From<&Jid> for PhoneNumber {
    fn from(jid: &Jid) -> Self {
        let user = jid.user();
        let user = user.strip_prefix('+').unwrap_or(user);
        if jid.kind() == JidKind::Person && syntax::is_number(user) {
            Self(format!("+{user}"))
        } else {
            Self(jid.as_str().to_owned())
        }
    }
}

/// The number of a person, from a reference to their JID.
impl From<Jid> for PhoneNumber {
    fn from(jid: Jid) -> Self {
        Self::from(&jid)
    }
}

/// A number that cannot be read is written as it is.
impl Serialize for PhoneNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.normalized().as_deref().unwrap_or(&self.0))
    }
}

impl fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PhoneNumber(…)")
    }
}

impl Field for PhoneNumber {
    fn empty() -> Self {
        Self(String::new())
    }

    fn view(&self) -> View<'_> {
        match self.normalized() {
            Ok(number) => View::Text(number.into()),
            Err(_) => View::Text(self.as_str().into()),
        }
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Text(self)
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }

    fn problem(&self) -> Option<&'static str> {
        problem(self.as_str())
    }
}

impl SetText for PhoneNumber {
    fn set_text(&mut self, text: &str) {
        text.clone_into(&mut self.0);
    }
}

impl Param for PhoneNumber {
    fn into_param(self) -> String {
        self.normalized().unwrap_or_else(|_| self.as_str().to_owned())
    }

    fn into_path_param(self) -> Result<String, &'static str> {
        self.normalized()
    }
}

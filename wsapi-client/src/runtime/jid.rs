//! Addresses of people, groups and channels.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::Error;

/// A JID: `user@server`, the address of a person, a group, a newsletter and so on.
///
/// Parsing one is strict. One that the service sent is taken as it is, whatever it looks like, so that an
/// odd address never makes an answer unreadable.
///
/// ```
/// use wsapi_client::Jid;
///
/// # fn main() -> Result<(), wsapi_client::Error> {
/// let jid: Jid = "491701234567@s.whatsapp.net".parse()?;
/// assert_eq!(jid.user(), "491701234567");
/// assert_eq!(jid.server(), "s.whatsapp.net");
/// assert_eq!(format!("{jid:?}"), "Jid(…@s.whatsapp.net)");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Jid(String);

impl Jid {
    /// The whole text.
    ///
    /// ```
    /// # use wsapi_client::Jid;
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// assert_eq!("123456789@g.us".parse::<Jid>()?.as_str(), "123456789@g.us");
    /// # Ok(())
    /// # }
    /// ```
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the `@`: a phone number, the id of a group.
    ///
    /// ```
    /// # use wsapi_client::Jid;
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// assert_eq!("123456789@g.us".parse::<Jid>()?.user(), "123456789");
    /// # Ok(())
    /// # }
    /// ```
    pub fn user(&self) -> &str {
        self.0.split_once('@').map_or(&self.0, |(user, _)| user)
    }

    /// What stands after the `@`. It is empty for an address that the service sent without one.
    ///
    /// ```
    /// # use wsapi_client::Jid;
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// assert_eq!("123456789@g.us".parse::<Jid>()?.server(), "g.us");
    /// # Ok(())
    /// # }
    /// ```
    pub fn server(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, server)| server)
    }
}

impl FromStr for Jid {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match problem(text) {
            // The text is not repeated: it may well be a phone number.
            Some(problem) => Err(Error::invalid_text(&format!(
                "not a JID, such as `<phone number>@s.whatsapp.net` or `<group>@g.us`: {problem}"
            ))),
            None => Ok(Self(text.to_owned())),
        }
    }
}

fn problem(text: &str) -> Option<&'static str> {
    if text.is_empty() {
        return Some("the text is empty");
    }
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Some("it holds a blank, a control character or a non-ASCII character");
    }
    match text.split_once('@') {
        None => Some("there is no `@`"),
        Some(("", _)) => Some("nothing stands before the `@`"),
        Some((_, "")) => Some("nothing stands after the `@`"),
        Some((_, server))
            if !server.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-')) =>
        {
            Some("what stands after the `@` is not the name of a server")
        }
        Some(_) => None,
    }
}

impl TryFrom<&str> for Jid {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self, Error> {
        text.parse()
    }
}

impl TryFrom<String> for Jid {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}

impl From<&Jid> for Jid {
    fn from(jid: &Jid) -> Self {
        jid.clone()
    }
}

impl From<Jid> for String {
    fn from(jid: Jid) -> Self {
        jid.0
    }
}

impl AsRef<str> for Jid {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Jid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Jid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Only a name can be shown: a text of the service may hold anything behind its `@`.
        let server = self.server();
        let is_name = server.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'.');
        match (self.as_str(), server) {
            ("", _) => f.write_str("Jid()"),
            (_, "") => f.write_str("Jid(…)"),
            (_, server) if is_name => write!(f, "Jid(…@{server})"),
            _ => f.write_str("Jid(…@…)"),
        }
    }
}

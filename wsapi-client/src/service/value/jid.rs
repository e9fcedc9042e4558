//! Addresses of people, groups and channels.

mod phone;

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::runtime::{
    call::Param,
    error::Error,
    json::{Field, SetText, Slot, View},
};

/// Where people are, named by their phone number.
const PERSON: &str = "s.whatsapp.net";

/// A JID: `user@server`, the address of a person, a group, a newsletter and so on.
///
/// Parsing one is strict. One that the service sent is taken as it is, whatever it looks like, so that an
/// odd address never makes an answer unreadable.
///
/// ```
/// use wsapi_client::{Jid, JidKind};
///
/// # fn main() -> Result<(), wsapi_client::Error> {
/// let jid: Jid = "491701234567@s.whatsapp.net".parse()?;
/// assert_eq!(jid, Jid::phone("+49 170 1234567")?);
/// assert_eq!(jid.kind(), JidKind::Person);
/// assert_eq!(format!("{jid:?}"), "Jid(…@s.whatsapp.net)");
/// # Ok(())
/// # }
/// ```
///
/// Where the documentation of an operation speaks of a bare phone number, [`Jid::phone`] is meant.
///
/// The same person has two addresses, one with the phone number and one without (a LID). They are never equal,
/// and neither can be computed from the other.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Jid(String);

/// What an address leads to.
///
/// ```
/// use wsapi_client::{Jid, JidKind};
///
/// # fn main() -> Result<(), wsapi_client::Error> {
/// assert_eq!("123456789@g.us".parse::<Jid>()?.kind(), JidKind::Group);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum JidKind {
    /// A person, by phone number.
    Person,
    /// A person, by an id that hides the number.
    Lid,
    /// A group, or a community.
    Group,
    /// A newsletter, which WhatsApp shows as a channel.
    Newsletter,
    /// Where status updates are posted.
    Status,
    /// Anything else.
    Other,
}

impl Jid {
    /// The address of a person, from a phone number as people write it: with its country code after `+` or `00`,
    /// and with blanks, dashes, dots, slashes and brackets where they like.
    ///
    /// ```
    /// use wsapi_client::Jid;
    ///
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// assert_eq!(Jid::phone("+49 (0)170 / 123-4567")?.as_str(), "491701234567@s.whatsapp.net");
    /// assert!(Jid::phone("0170 1234567").is_err(), "there is no country code");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// It is no phone number, or one without its country code.
    pub fn phone(number: &str) -> Result<Self, Error> {
        match phone::digits(number) {
            Ok(digits) => Ok(Self(format!("{digits}@{PERSON}"))),
            // The number is not repeated: it may well be somebody's.
            Err(problem) => Err(Error::invalid_text(&format!(
                "not a phone number with its country code, such as `+49 170 …`: {problem}"
            ))),
        }
    }

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

    /// What the address leads to.
    ///
    /// ```
    /// # use wsapi_client::{Jid, JidKind};
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// assert_eq!("98765@lid".parse::<Jid>()?.kind(), JidKind::Lid);
    /// assert_eq!("status@broadcast".parse::<Jid>()?.kind(), JidKind::Status);
    /// # Ok(())
    /// # }
    /// ```
    pub fn kind(&self) -> JidKind {
        match (self.user(), self.server()) {
            (_, PERSON | "c.us") => JidKind::Person,
            (_, "lid") => JidKind::Lid,
            (_, "g.us") => JidKind::Group,
            (_, "newsletter") => JidKind::Newsletter,
            ("status", "broadcast") => JidKind::Status,
            // Some fields hold a bare number.
            (user, "") if !user.is_empty() && user.bytes().all(|byte| byte.is_ascii_digit()) => JidKind::Person,
            _ => JidKind::Other,
        }
    }

    /// What stands before the `@`, without the device: a phone number, the id of a group.
    ///
    /// ```
    /// # use wsapi_client::Jid;
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// assert_eq!("123456789@g.us".parse::<Jid>()?.user(), "123456789");
    /// assert_eq!("491701234567:4@s.whatsapp.net".parse::<Jid>()?.user(), "491701234567");
    /// # Ok(())
    /// # }
    /// ```
    pub fn user(&self) -> &str {
        self.parts().0
    }

    /// The number of the device, where the address names a single one of somebody's devices.
    ///
    /// ```
    /// # use wsapi_client::Jid;
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// assert_eq!("491701234567:4@s.whatsapp.net".parse::<Jid>()?.device(), Some(4));
    /// assert_eq!("491701234567@s.whatsapp.net".parse::<Jid>()?.device(), None);
    /// # Ok(())
    /// # }
    /// ```
    pub fn device(&self) -> Option<u16> {
        self.parts().1?.parse().ok()
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

    /// The address of the account, whichever of its devices this one is. Messages go to accounts.
    ///
    /// ```
    /// # use wsapi_client::Jid;
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// let device: Jid = "491701234567:4@s.whatsapp.net".parse()?;
    /// assert_eq!(device.without_device(), Jid::phone("+491701234567")?);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn without_device(&self) -> Self {
        match (self.parts(), self.0.split_once('@')) {
            ((user, Some(_)), Some((_, server))) => Self(format!("{user}@{server}")),
            _ => self.clone(),
        }
    }

    /// The user and the text of the device.
    fn parts(&self) -> (&str, Option<&str>) {
        let user = self.0.split_once('@').map_or(self.0.as_str(), |(user, _)| user);
        match user.split_once(':') {
            // `123.1:4` names an agent too, which is no part of the account either.
            Some((account, device)) => (account.split_once('.').map_or(account, |(account, _)| account), Some(device)),
            None => (user, None),
        }
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
        None => Some("there is no `@`; for a phone number use `Jid::phone`"),
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

/// What the service would not take of an address in a body: it wants a number, or `user@server` with a user of
/// digits, or of digits twice with a dash between.
pub(super) fn problem_in_body(text: &str) -> Option<&'static str> {
    let (user, server) = match text.split_once('@') {
        Some((user, server)) => (user, Some(server)),
        None => (text.strip_prefix('+').unwrap_or(text), None),
    };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match () {
        () if text.is_empty() => Some("is empty"),
        () if user.contains(':') => Some("names a single device; use `Jid::without_device`"),
        () if server == Some("") => Some("has nothing after its `@`"),
        () if is_number(user) => None,
        () if server.is_some() && user.split_once('-').is_some_and(|(one, two)| is_number(one) && is_number(two)) => {
            None
        }
        () => Some("is no address that the service takes: a phone number, or `<digits>@<server>`"),
    }
}

/// What the service would not take of an address in a path.
pub(super) fn problem_in_path(text: &str) -> Option<&'static str> {
    match text.split_once('@') {
        // An empty one is refused with all other parameters.
        None if text.is_empty() => None,
        Some((user, server)) if !user.is_empty() && !server.is_empty() => None,
        _ => Some("must be a whole JID, with an `@`"),
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

impl Field for Jid {
    fn empty() -> Self {
        Self::default()
    }

    fn view(&self) -> View<'_> {
        View::Text(self.as_str().into())
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Text(self)
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }

    fn problem(&self) -> Option<&'static str> {
        problem_in_body(self.as_str())
    }
}

/// What the service sends is taken as it is.
impl SetText for Jid {
    fn set_text(&mut self, text: &str) {
        text.clone_into(&mut self.0);
    }
}

impl Param for Jid {
    fn into_param(self) -> String {
        self.into()
    }

    fn into_path_param(self) -> Result<String, &'static str> {
        problem_in_path(self.as_str()).map_or_else(|| Ok(self.into()), Err)
    }
}

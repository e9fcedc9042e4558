//! Addresses of people, groups and channels.

mod phone;
mod phone_number;
mod syntax;

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

pub use self::phone_number::PhoneNumber;
use self::syntax::PERSON;
use crate::runtime::{
    call::Param,
    error::Error,
    json::{Field, SetText, Slot, View},
};

/// The chat in which status updates are posted.
const STATUS: &str = "status@broadcast";

/// A JID: `user@server`, the address of a person, a group, a newsletter and so on.
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
/// # Parsing
///
/// Parsing is strict. The server must be one of WhatsApp's, and the user must be digits, with a device where the server
/// has devices (`491701234567:4@s.whatsapp.net`), or two numbers with a dash between them for an old group
/// (`491701234567-1612345678@g.us`). Parsing also normalizes: the server becomes lower case, and the `+` of
/// `+491701234567@s.whatsapp.net` is removed.
///
/// A JID from the service is preserved as it is, so a malformed one never makes a response unreadable.
///
/// # Equality
///
/// Two JIDs are equal if their texts are equal. A person can have several JIDs, which are never equal:
///
/// * `491701234567@s.whatsapp.net`, by phone number: the form that the service sends, and that [`Jid::phone`] returns.
/// * `491701234567@c.us`, also by phone number: the form of older libraries. It is accepted, and its kind is
///   [`JidKind::Person`].
/// * `139298808573963@lid`, a LID: an id that hides the number. It cannot be computed from the number, or vice versa.
/// * Each of these with a device, which [`Jid::without_device`] removes.
#[doc(alias("phone number", "address", "recipient"))]
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Jid(String);

/// The kinds of addresses that a JID can be.
///
/// ```
/// use wsapi_client::{Jid, JidKind};
///
/// // A bot replies to people and groups only: its reply to a status or in a newsletter would be public.
/// fn may_reply_in(chat: &Jid) -> bool {
///     matches!(chat.kind(), JidKind::Person | JidKind::Lid | JidKind::Group)
/// }
///
/// # fn main() -> Result<(), wsapi_client::Error> {
/// assert!(may_reply_in(&"123456789@g.us".parse()?));
/// assert!(!may_reply_in(&"status@broadcast".parse()?));
/// # Ok(())
/// # }
/// ```
#[doc(alias("is_group"))]
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
    /// The chat that status updates are posted in: `status@broadcast`.
    Status,
    /// Anything else, such as a broadcast list or a bot.
    Other,
}

impl Jid {
    /// Returns the JID of a person, from a phone number as people write it.
    ///
    /// The number must have its country code after `+` or `00`. Spaces, dashes, dots, slashes and brackets may appear
    /// anywhere after that. No digit is added or removed, except the zero of `+49 (0)170`, which is dialled only within
    /// the country. If a number can be written in two ways, such as `+55 75 8825-1234` and `+55 75 98825-1234` in
    /// Brazil, [`Users::check_many`](crate::resources::Users::check_many) returns its JID.
    ///
    /// ```
    /// use wsapi_client::Jid;
    ///
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// assert_eq!(Jid::phone("+49 (0)170 / 123-4567")?.as_str(), "491701234567@s.whatsapp.net");
    /// assert_eq!(Jid::phone("0049 170 1234567")?, Jid::phone("+49 170 1234567")?);
    ///
    /// // Without `+` or `00` these may be local numbers. Read as international, the second belongs to a stranger.
    /// assert!(Jid::phone("0170 1234567").is_err());
    /// assert!(Jid::phone("(202) 555-0123").is_err());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Fails if the text is not a phone number, or has neither `+` nor `00`. Use [`Jid::from_digits`] for digits that
    /// are known to start with a country code. The error does not show the number.
    #[doc(alias("msisdn", "e164"))]
    pub fn phone(number: &str) -> Result<Self, Error> {
        let digits = phone::digits(number).map_err(phone_number::invalid)?;
        Ok(Self(format!("{digits}@{PERSON}")))
    }

    /// Returns the JID of a person, from the digits of a phone number that are known to start with its country code, as
    /// databases often store them.
    ///
    /// ```
    /// use wsapi_client::Jid;
    ///
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// assert_eq!(Jid::from_digits("491701234567")?, Jid::phone("+49 170 1234567")?);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Fails if there are fewer than 7 or more than 15 digits, if the first one is 0, or if there is anything else in
    /// the text. The error does not show the digits.
    #[doc(alias("phone", "msisdn"))]
    pub fn from_digits(digits: &str) -> Result<Self, Error> {
        match phone::problem_of_digits(digits) {
            Some(problem) => Err(phone_number::invalid(problem)),
            None => Ok(Self(format!("{digits}@{PERSON}"))),
        }
    }

    /// Returns the whole text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the kind of address that it is. The case of the server is ignored.
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
        match syntax::server(self.server()) {
            Some(PERSON | "c.us") => JidKind::Person,
            Some("lid") => JidKind::Lid,
            Some("g.us") => JidKind::Group,
            Some("newsletter") => JidKind::Newsletter,
            Some("broadcast") if self.user().eq_ignore_ascii_case("status") => JidKind::Status,
            // Some fields hold a number without a server.
            None if self.server().is_empty() && syntax::is_number(self.user()) => JidKind::Person,
            _ => JidKind::Other,
        }
    }

    /// Returns the part before the `@` without the device: a phone number, or the id of a group.
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

    /// Returns the number of the device, if this is the address of a single device.
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

    /// Returns the part after the `@`. It is empty if the service sent a JID without one.
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

    /// Returns the JID of the account that the device belongs to. Messages are sent to accounts, not to devices.
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
        match self.0.split_once('@') {
            Some((user, server)) if user != self.user() => Self(format!("{}@{server}", self.user())),
            _ => self.clone(),
        }
    }

    /// Returns the user, and the text of the device.
    fn parts(&self) -> (&str, Option<&str>) {
        let user = self.0.split_once('@').map_or(self.0.as_str(), |(user, _)| user);
        let (account, device) = user.split_once(':').map_or((user, None), |(account, device)| (account, Some(device)));
        // `123.1:4` also has an agent, which is not a part of the account either.
        let without_agent = account.split_once('.').filter(|(_, agent)| device.is_some() || syntax::is_number(agent));
        (without_agent.map_or(account, |(account, _)| account), device)
    }
}

impl FromStr for Jid {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        // The error does not contain the text, which may contain a phone number: logs show errors.
        let invalid = |problem| Error::invalid_text(&format!("invalid JID: it {problem}"));
        syntax::normalized(text).map(Self).map_err(invalid)
    }
}

/// Returns why the service would reject an address in a body. It accepts a number, or `user@server` where the user is a
/// number, or two numbers with a dash between them.
pub(super) fn problem_in_body(text: &str) -> Option<&'static str> {
    let (user, server) = match text.split_once('@') {
        Some((user, server)) => (user, Some(server)),
        None => (text, None),
    };
    let user = user.strip_prefix('+').unwrap_or(user);
    let is_old_group =
        || user.split_once('-').is_some_and(|(one, two)| syntax::is_number(one) && syntax::is_number(two));
    match () {
        () if text.is_empty() => Some("is empty"),
        // Servers up to 2.0.10 accept it to mark a status as read and to react to it. Newer servers reject it
        // themselves.
        () if text.eq_ignore_ascii_case(STATUS) => None,
        () if user.contains(':') => Some("is the address of a single device; use `Jid::without_device`"),
        () if server == Some("") => Some("has nothing after its `@`"),
        () if syntax::is_number(user) => None,
        () if server.is_some() && is_old_group() => None,
        () => Some("is not an address that the service accepts; expected a phone number or `<digits>@<server>`"),
    }
}

/// Returns why the service would reject an address in a path.
pub(super) fn problem_in_path(text: &str) -> Option<&'static str> {
    match text.split_once('@') {
        // All empty parameters are rejected in one place.
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
        // A received text may hold anything after its `@`, so only the name of a known server is shown.
        match (self.server(), syntax::server(self.server())) {
            (_, Some(server)) => write!(f, "Jid(…@{server})"),
            _ if self.0.is_empty() => f.write_str("Jid()"),
            ("", None) => f.write_str("Jid(…)"),
            (_, None) => f.write_str("Jid(…@…)"),
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

/// A JID that the service sends is accepted as it is.
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

//! The form that a JID has when a caller writes it.
//!
//! A problem completes the sentence "invalid JID: it …", and contains no part of the text.

use crate::runtime::value::white_space;

/// The server of people who are addressed by phone number.
pub(super) const PERSON: &str = "s.whatsapp.net";

/// The servers of WhatsApp.
const SERVERS: [&str; 11] =
    [PERSON, "c.us", "lid", "g.us", "newsletter", "broadcast", "hosted", "hosted.lid", "bot", "msgr", "interop"];

/// Returns the name of a server in lower case, if it is one of WhatsApp's.
pub(super) fn server(name: &str) -> Option<&'static str> {
    SERVERS.into_iter().find(|server| server.eq_ignore_ascii_case(name))
}

/// Returns the normal form of a JID: its server in lower case, and no `+` before a phone number.
pub(super) fn normalized(text: &str) -> Result<String, &'static str> {
    // Nearly every JID has this form already.
    if let Some((user, PERSON)) = text.split_once('@')
        && is_number(user)
    {
        return Ok(text.to_owned());
    }
    let (user, name) = split(text)?;
    let server = server(name).ok_or(
        "has an unknown server after its `@`; expected `s.whatsapp.net`, `g.us`, `lid`, `newsletter`, `broadcast` or \
         another one of WhatsApp",
    )?;
    if server == "broadcast" && user.eq_ignore_ascii_case("status") {
        return Ok("status@broadcast".to_owned());
    }
    let user = if matches!(server, PERSON | "c.us") { user.strip_prefix('+').unwrap_or(user) } else { user };
    match problem_of_user(user, server) {
        Some(problem) => Err(problem),
        None => Ok(format!("{user}@{server}")),
    }
}

/// Splits a JID at its `@`.
fn split(text: &str) -> Result<(&str, &str), &'static str> {
    let parts = text.split_once('@');
    if let (Some(_), Some(problem)) = (parts, white_space::problem(text)) {
        return Err(problem);
    }
    let problem = match parts {
        None if text.is_empty() => "is empty",
        None => "has no `@`; use `Jid::phone` for a phone number",
        Some(_) if text.contains(char::is_whitespace) => "contains a space or a line break",
        Some(_) if !text.bytes().all(|byte| byte.is_ascii_graphic()) => {
            "contains a control character or a non-ASCII character"
        }
        Some((_, server)) if server.contains('@') => "has more than one `@`",
        Some(("", _)) => "has nothing before its `@`",
        Some((_, "")) => "has nothing after its `@`",
        Some(parts) => return Ok(parts),
    };
    Err(problem)
}

/// Returns what is wrong with the part before the `@`: digits, with an agent and a device if the server has devices
/// (`491701234567.0:4`), or with a second number if it has groups (`491701234567-1612345678`).
fn problem_of_user(user: &str, server: &str) -> Option<&'static str> {
    let has_devices = !matches!(server, "g.us" | "newsletter" | "broadcast");
    let has_dash = matches!(server, "g.us" | "interop");
    let (rest, device) = user.split_once(':').map_or((user, None), |(rest, device)| (rest, Some(device)));
    let (account, agent) = rest.split_once('.').map_or((rest, None), |(account, agent)| (account, Some(agent)));
    let is_device = |text: &str| is_number(text) && text.parse::<u16>().is_ok();
    match () {
        () if user.bytes().any(|byte| byte.is_ascii_alphabetic()) => {
            Some("has a letter before its `@`, where digits are expected")
        }
        () if user.starts_with('+') => {
            Some("has a `+` before its `@`, which only the JID of a phone number may start with")
        }
        () if !has_dash && account.contains('-') => Some("has a `-` before its `@`, which only a group has"),
        () if !account.split('-').all(is_number) || account.matches('-').count() > 1 => {
            Some("has something other than digits before its `@`")
        }
        () if !has_devices && (agent.is_some() || device.is_some()) => Some("has a device, which only a person has"),
        () if !agent.into_iter().chain(device).all(is_device) => {
            Some("has an invalid device before its `@`; expected `:` and a number up to 65535")
        }
        () => None,
    }
}

/// Returns whether the text is digits and nothing else.
pub(super) fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::normalized;

    #[test]
    fn jid_is_normalized() {
        for text in [
            "491701234567@s.whatsapp.net",
            "491701234567@c.us",
            "553199020712:6@s.whatsapp.net",
            "553199020712.0:6@s.whatsapp.net",
            "553199020712.0@s.whatsapp.net",
            "139298808573963:3@lid",
            "120363151623077576@g.us",
            "5511999999999-1612345678@g.us",
            "120363144038483540@newsletter",
            "1612345678@broadcast",
            "status@broadcast",
            "491701234567:99@hosted",
            "139298808573963:99@hosted.lid",
            "13135550002@bot",
            "100012345@msgr",
            "1-12345@interop",
        ] {
            assert_eq!(normalized(text).as_deref(), Ok(text));
        }
        for (text, normal) in [
            ("+5531361812345@s.whatsapp.net", "5531361812345@s.whatsapp.net"),
            ("+5531361812345:2@c.us", "5531361812345:2@c.us"),
            ("491701234567@S.WHATSAPP.NET", "491701234567@s.whatsapp.net"),
            ("120363151623077576@G.us", "120363151623077576@g.us"),
            ("STATUS@broadcast", "status@broadcast"),
            ("Status@Broadcast", "status@broadcast"),
        ] {
            assert_eq!(normalized(text).as_deref(), Ok(normal), "{text}");
        }
    }

    #[test]
    fn anything_else_is_rejected_with_a_reason() {
        for (text, reason) in [
            ("", "is empty"),
            ("491701234567", "has no `@`; use `Jid::phone`"),
            ("+49 170 1234567", "has no `@`; use `Jid::phone`"),
            ("+49 170 1234567\n", "has no `@`; use `Jid::phone`"),
            ("@", "has nothing before its `@`"),
            ("@g.us", "has nothing before its `@`"),
            ("1@", "has nothing after its `@`"),
            ("491701234567@s.whatsapp.net\n", "ends with a line break"),
            (" 491701234567@s.whatsapp.net", "starts with white space"),
            ("55 31 361812345@s.whatsapp.net", "contains a space or a line break"),
            ("919224355797@s.whatsapp.net in 120363151623077576@g.us", "contains a space or a line break"),
            ("1\n2@g.us", "contains a space or a line break"),
            ("1\0@g.us", "contains a control character"),
            ("\u{661}@g.us", "contains a control character or a non-ASCII character"),
            ("491701234567@s.whatsapp.net@g.us", "has more than one `@`"),
            ("foo@example.com", "has an unknown server after its `@`"),
            ("491701234567@whatsapp.net", "has an unknown server"),
            ("491701234567@s.whatsapp.net.", "has an unknown server"),
            ("1@g.us/2", "has an unknown server"),
            ("4917O1234567@s.whatsapp.net", "has a letter before its `@`"),
            ("abc@g.us", "has a letter"),
            ("status@g.us", "has a letter"),
            ("status:1@broadcast", "has a letter"),
            ("../../admin@g.us", "has a letter"),
            ("../..@g.us", "has something other than digits"),
            ("+1612345678@g.us", "has a `+` before its `@`"),
            ("+139298808573963@lid", "has a `+` before its `@`"),
            ("++491701234567@s.whatsapp.net", "has a `+` before its `@`"),
            ("55-31-361812345@s.whatsapp.net", "has a `-` before its `@`"),
            ("1-2-3@g.us", "has something other than digits"),
            ("1-@g.us", "has something other than digits"),
            ("(1)@g.us", "has something other than digits"),
            (":4@s.whatsapp.net", "has something other than digits"),
            ("1:4@g.us", "has a device"),
            ("1.0@newsletter", "has a device"),
            ("1:@s.whatsapp.net", "has an invalid device"),
            ("1.:4@s.whatsapp.net", "has an invalid device"),
            ("1:65536@s.whatsapp.net", "has an invalid device"),
            ("1:2:3@s.whatsapp.net", "has an invalid device"),
            ("1:+2@s.whatsapp.net", "has an invalid device"),
        ] {
            let problem = normalized(text).expect_err(text);
            assert!(problem.starts_with(reason), "{text:?}: {problem}");
        }
    }
}

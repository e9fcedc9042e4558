//! Addresses in requests.

use wsapi_client::Jid;

use super::Rejection;

/// Parses an address in a body: a phone number, or `user@server` with a user that consists of digits.
pub(crate) fn in_body(member: &str, value: &Jid) -> Result<Jid, Rejection> {
    let text = value.as_str();
    let invalid = || Rejection::bad_request(format!("invalid {member}: {text}"));
    let (user, server) = text.split_once('@').unwrap_or((text, "s.whatsapp.net"));
    let user = user.strip_prefix('+').unwrap_or(user);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let has_server = text.contains('@');
    let is_old_group = || has_server && user.split_once('-').is_some_and(|(one, two)| is_number(one) && is_number(two));
    let is_phone = || has_server || (!user.starts_with('0') && (7..=15).contains(&user.len()));
    if server.is_empty() || !(is_number(user) || is_old_group()) || !is_phone() {
        return Err(invalid());
    }
    format!("{user}@{server}").parse().map_err(|_| invalid())
}

/// Parses an address in a path, which must have a server.
pub(crate) fn in_path(what: &str, text: &str) -> Result<Jid, Rejection> {
    let invalid = || {
        let detail = format!("invalid {what} JID: invalid JID \"{text}\": JID must have a user and a server");
        Rejection::bad_request(detail)
    };
    match text.split_once('@') {
        Some((user, server)) if !user.is_empty() && !server.is_empty() => text.parse().map_err(|_| invalid()),
        _ => Err(invalid()),
    }
}

/// Parses the chat of a message in a body, which must have a server.
pub(crate) fn chat(value: &Jid) -> Result<Jid, Rejection> {
    let text = value.as_str();
    if !text.contains('@') {
        let detail = format!("invalid JID \"{text}\": JID must have a user and a server");
        return Err(Rejection::bad_request(detail));
    }
    in_body("chatId", value)
}

/// Parses the recipient of a message.
pub(crate) fn of_message(value: &Jid) -> Result<Jid, Rejection> {
    match in_body("to", value) {
        Err(_) if is_on_unknown_server(value.as_str()) => {
            let detail = format!("can't send message to unknown server {}", value.server());
            Err(Rejection::bad_request(detail))
        }
        result => result,
    }
}

/// Returns `true` if the user is valid, but the server is not one of WhatsApp's.
fn is_on_unknown_server(text: &str) -> bool {
    text.split_once('@').is_some_and(|(user, server)| {
        let is_known = ["s.whatsapp.net", "c.us", "lid", "g.us", "newsletter", "broadcast"].contains(&server);
        !is_known && !server.is_empty() && !user.is_empty() && user.bytes().all(|byte| byte.is_ascii_digit())
    })
}

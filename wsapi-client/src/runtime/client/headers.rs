//! Header values, and the check that keeps a value from writing a second header.

use http::{HeaderName, HeaderValue, header};

use crate::runtime::service::Service;

/// What the SDK or the connection sets itself, besides the headers of the service.
const RESERVED: [HeaderName; 8] = [
    header::ACCEPT,
    header::CONNECTION,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::HOST,
    header::TE,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

/// A header of the caller's own, unless it is reserved.
pub(crate) fn of_caller(service: &Service, name: &str, text: &str) -> Result<(HeaderName, HeaderValue), String> {
    let key = HeaderName::from_bytes(name.as_bytes()).map_err(|_| "the name of a header is not valid".to_owned())?;
    if RESERVED.contains(&key) || [&service.key_header, &service.instance_header].contains(&&key) {
        return Err(format!("the header `{key}` is set by the SDK"));
    }
    let value = value(&format!("the header `{key}`"), text)?;
    Ok((key, value))
}

/// A header that an operation declares.
pub(crate) fn of_operation(name: &'static str, text: &str) -> Result<(HeaderName, HeaderValue), String> {
    let key = HeaderName::from_bytes(name.as_bytes()).map_err(|_| format!("`{name}` is not the name of a header"))?;
    let value = value(&format!("the header `{name}`"), text)?;
    Ok((key, value))
}

/// Makes a header value, or says of `what` why it cannot be one. The value itself is never repeated.
pub(crate) fn value(what: &str, text: &str) -> Result<HeaderValue, String> {
    if let Some(position) = text.bytes().position(|byte| !matches!(byte, b' '..=b'~')) {
        let kind = if text.as_bytes()[position].is_ascii() { "a control character" } else { "a non-ASCII character" };
        return Err(format!("{what} holds {kind} at byte {position}, which a header cannot carry"));
    }
    HeaderValue::from_str(text).map_err(|_| format!("{what} cannot be carried by a header"))
}

/// Like [`value`], for what must not be empty and is never to be shown.
pub(crate) fn secret(what: &str, text: &str) -> Result<HeaderValue, String> {
    let mut value = not_empty(what, text)?;
    value.set_sensitive(true);
    Ok(value)
}

/// Names an instance. It is worth showing in a log.
pub(crate) fn instance_id(text: &str) -> Result<HeaderValue, String> {
    not_empty("the instance id", text)
}

fn not_empty(what: &str, text: &str) -> Result<HeaderValue, String> {
    if text.is_empty() {
        return Err(format!("{what} is empty; leave it out for a server that asks for none"));
    }
    value(what, text)
}

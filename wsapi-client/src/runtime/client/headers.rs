//! Header values, and the checks that keep a value from adding a second header.

use http::{HeaderName, HeaderValue, header};

use crate::runtime::{service::Service, value::white_space};

/// The headers that the SDK or the connection sets, besides those of the service.
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

/// Makes a header that the caller adds. Fails for a reserved one.
pub(crate) fn of_caller(service: &Service, name: &str, text: &str) -> Result<(HeaderName, HeaderValue), String> {
    let key = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| "invalid header name: expected a name such as `X-Request-Id`".to_owned())?;
    if RESERVED.contains(&key) || [&service.key_header, &service.instance_header].contains(&&key) {
        return Err(format!("the header `{key}` is set by the SDK and cannot be replaced"));
    }
    let value = value(&format!("the header `{key}`"), text)?;
    Ok((key, value))
}

/// Makes a header that an operation declares.
pub(crate) fn of_operation(name: &'static str, text: &str) -> Result<(HeaderName, HeaderValue), String> {
    let key = HeaderName::from_bytes(name.as_bytes()).map_err(|_| format!("`{name}` is not a valid header name"))?;
    let value = value(&format!("the header `{name}`"), text)?;
    Ok((key, value))
}

/// Makes a header value, or returns what is wrong with it. The message names `what` and never shows the value.
pub(crate) fn value(what: &str, text: &str) -> Result<HeaderValue, String> {
    if let Some(position) = text.bytes().position(|byte| !matches!(byte, b' '..=b'~')) {
        let kind = if text.as_bytes()[position].is_ascii() { "a control character" } else { "a non-ASCII character" };
        return Err(format!("{what} contains {kind} at byte {position}; a header may contain only printable ASCII"));
    }
    HeaderValue::from_str(text).map_err(|_| format!("{what} is not a valid header value"))
}

/// Makes the value of a credential: neither blank nor surrounded by white space, and never shown.
pub(crate) fn secret(what: &str, text: &str) -> Result<HeaderValue, String> {
    let mut value = trimmed(what, text).map_err(|problem| match text.trim() {
        "" => format!("{problem}; for a server that requires no key, use `ClientBuilder::without_authentication`"),
        _ => problem,
    })?;
    value.set_sensitive(true);
    Ok(value)
}

/// Makes the value that names an instance. Logs may show it.
pub(crate) fn instance_id(text: &str) -> Result<HeaderValue, String> {
    trimmed("the instance id", text)
}

fn trimmed(what: &str, text: &str) -> Result<HeaderValue, String> {
    match white_space::problem(text) {
        Some(problem) => Err(format!("{what} {problem}")),
        None => value(what, text),
    }
}

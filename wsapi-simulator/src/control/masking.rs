//! Secrets in what is shown.

use http::{HeaderMap, HeaderName, HeaderValue, header};
use serde_json::{Value, json};

/// Replaces a secret.
const MASK: &str = "***";

/// The members of bodies that are secret. The server ignores the case of names.
const MEMBERS: [&str; 5] = ["apiKey", "signingSecret", "eventSigningSecret", "defaultSigningSecret", "defaultApiKey"];

/// The headers that are secret.
const HEADERS: [HeaderName; 4] =
    [HeaderName::from_static("x-api-key"), header::AUTHORIZATION, header::PROXY_AUTHORIZATION, header::COOKIE];

/// Determines if secrets are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Secrets {
    Shown,
    Masked,
}

impl Secrets {
    /// Returns pairs of a name and a value.
    pub(super) fn headers(self, headers: &HeaderMap) -> Value {
        let value = |name: &HeaderName, value: &HeaderValue| match self {
            Self::Masked if HEADERS.contains(name) => MASK.to_owned(),
            _ => String::from_utf8_lossy(value.as_bytes()).into_owned(),
        };
        headers.iter().map(|(name, header)| json!([name.as_str(), value(name, header)])).collect()
    }

    /// Returns the body as text.
    pub(super) fn body(self, body: &[u8]) -> String {
        let text = String::from_utf8_lossy(body);
        if self == Self::Shown {
            return text.into_owned();
        }
        let Ok(mut value) = serde_json::from_slice::<Value>(body) else { return cut(&text) };
        if mask(&mut value) { value.to_string() } else { text.into_owned() }
    }
}

/// Replaces the secret members at any depth. Returns `true` if there is one.
fn mask(value: &mut Value) -> bool {
    let mut found = false;
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                if MEMBERS.iter().any(|member| member.eq_ignore_ascii_case(name)) {
                    *value = json!(MASK);
                    found = true;
                } else {
                    found |= mask(value);
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| found |= mask(value)),
        _ => {}
    }
    found
}

/// Removes everything after the first name of a secret from a text that is not JSON, because the end of the secret is
/// not known. An escape sequence may be a part of such a name.
fn cut(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let names =
        MEMBERS.iter().filter_map(|name| lower.find(&name.to_ascii_lowercase()).map(|start| start + name.len()));
    match names.chain(lower.find(r"\u00")).min() {
        Some(end) => format!("{}{MASK}", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};
    use serde_json::json;

    use super::Secrets;

    #[test]
    fn secrets_of_any_body_are_masked() {
        for body in [
            r#"{"apiKey":"s3cret"}"#,
            r#"{"signingSecret":"s3cret"}"#,
            r#"{"eventSigningSecret":"s3cret"}"#,
            r#"{"defaultSigningSecret":"s3cret"}"#,
            r#"{"defaultApiKey":"s3cret"}"#,
            r#"{"APIKEY":"s3cret"}"#,
            r#"{"api\u004bey":"s3cret"}"#,
            r#"{"apiKey":["s3cret"]}"#,
            r#"[{"apiKey":"s3cret"}]"#,
            r#"{"config":{"apiKey":"s3cret"}}"#,
            r#"{"apiKey":"s3cret"} and more"#,
            r#"{"apiKey":"s3cret"#,
            r#"{"api\u004bey":"s3cret"#,
            r#"{apiKey: s3cret}"#,
        ] {
            let shown = Secrets::Masked.body(body.as_bytes());
            assert!(!shown.contains("s3cret") && shown.contains("***"), "{body}: {shown}");
            assert_eq!(Secrets::Shown.body(body.as_bytes()), body);
        }
        for body in [r#"{"text":"<hi>",  "to":"1"}"#, r#"{"text":"#, "", "[]"] {
            assert_eq!(Secrets::Masked.body(body.as_bytes()), body);
        }
        assert_eq!(Secrets::Masked.body(br#"{"apiKey":"a","webhookUrl":"b"}"#), r#"{"apiKey":"***","webhookUrl":"b"}"#);
    }

    #[test]
    fn secret_headers_are_masked() {
        let mut headers = HeaderMap::new();
        headers.insert("x-api-key", HeaderValue::from_static("s3cret"));
        headers.insert("x-instance-id", HeaderValue::from_static("default"));
        let expected = |key| json!([["x-api-key", key], ["x-instance-id", "default"]]);
        assert_eq!(Secrets::Masked.headers(&headers), expected("***"));
        assert_eq!(Secrets::Shown.headers(&headers), expected("s3cret"));
    }
}

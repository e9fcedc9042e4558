//! Rules for the format of a text that the documents do not state.

use wsapi_client::Time;

/// Returns the name of the rule that a text violates. An empty text violates none.
pub(super) fn broken(schema: &str, member: &str, text: &str) -> Option<&'static str> {
    let (rule, is_valid): (_, fn(&str) -> bool) = match (schema, member) {
        ("CreateInstanceRequest", "id") => ("instance_id", is_instance_id),
        ("CreateInstanceRequest" | "InstanceConfig", "webhookUrl") | ("SendLinkRequest", "url") => ("url", is_url),
        _ => return None,
    };
    (!text.is_empty() && !is_valid(text)).then_some(rule)
}

/// Parses a time, with Go's error texts.
pub(super) fn time(text: &str) -> Result<(), String> {
    let form = "2006-01-02T15:04:05Z07:00";
    let problem = |_| format!("parsing time \"{text}\" as \"{form}\": cannot parse \"{text}\" as \"2006\"");
    text.parse::<Time>().map(|_| ()).map_err(problem)
}

/// `^[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}$`
pub(crate) fn is_instance_id(id: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    id.len() <= 64 && id.bytes().all(is_inner) && id.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric())
}

/// Returns `true` if a text is an absolute URL.
fn is_url(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, rest)| {
        let is_scheme = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
        is_scheme
            && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && !rest.trim_start_matches('/').is_empty()
            && !text.contains(char::is_whitespace)
    })
}

#[cfg(test)]
mod tests {
    use super::broken;

    #[test]
    fn only_known_members_have_a_format() {
        let is_broken = |text: &str| broken("CreateInstanceRequest", "id", text).is_some();
        let longest = "a".repeat(64);
        assert!([".a", "a b", "é", &format!("{longest}a")].iter().all(|text| is_broken(text)));
        assert!(!["", "a", "A.b_c-1", &longest].iter().any(|text| is_broken(text)));
        let url = |text| broken("SendLinkRequest", "url", text);
        assert_eq!(["example", "//a", "http://", "1a:b", "a:b c"].map(url), [Some("url"); 5]);
        assert_eq!(["", "https://example.com", "mailto:ada@example.com"].map(url), [None; 3]);
        assert_eq!(broken("SendTextRequest", "text", "a b"), None);
    }
}

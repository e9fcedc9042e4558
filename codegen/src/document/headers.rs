//! Headers that the generator treats specially.

use crate::node::Node;

/// Returns whether a parameter is ignored: a header that OpenAPI describes by other means.
pub(crate) fn is_ignored_header(parameter: &Node) -> bool {
    let name = parameter.str_at("name").unwrap_or_default().to_ascii_lowercase();
    parameter.str_at("in") == Some("header") && ["accept", "content-type", "authorization"].contains(&name.as_str())
}

/// Returns whether a security scheme is the `X-Api-Key` header, the only one that the SDK sends.
pub(crate) fn is_sdk_key(scheme: &Node) -> bool {
    let text = |key| scheme.str_at(key).unwrap_or_default();
    text("type") == "apiKey" && text("in") == "header" && text("name").eq_ignore_ascii_case("X-Api-Key")
}

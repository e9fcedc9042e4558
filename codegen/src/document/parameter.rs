//! Facts about parameters.

use crate::node::Node;

/// The headers that OpenAPI describes by other means, so that parameters of these names are ignored.
const IGNORED: [&str; 3] = ["accept", "content-type", "authorization"];

/// Returns whether a parameter is a header that OpenAPI ignores.
pub(crate) fn is_ignored_header(parameter: &Node) -> bool {
    let name = parameter.str_at("name").unwrap_or_default().to_ascii_lowercase();
    parameter.str_at("in") == Some("header") && IGNORED.contains(&name.as_str())
}

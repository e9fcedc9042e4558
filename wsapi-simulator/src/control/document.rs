//! The document of the control API, and the resources that it lists.

use std::sync::LazyLock;

use http::{HeaderValue, header};
use serde_json::Value;

use super::{Problem, printed};
use crate::server::Response;

/// The document.
pub(super) const DOCUMENT: &str = include_str!("openapi.json");

/// A path template, and the methods that it has.
pub(super) struct Resource {
    pub(super) path: String,
    methods: Vec<String>,
}

static RESOURCES: LazyLock<Vec<Resource>> = LazyLock::new(|| {
    let document: Value = serde_json::from_str(DOCUMENT).expect("the document is JSON");
    let paths = document["paths"].as_object().expect("the document has paths");
    let methods = |item: &Value| {
        let names = item.as_object().into_iter().flat_map(|item| item.keys());
        let mut methods: Vec<_> = names.filter(|name| *name != "parameters").map(|name| name.to_uppercase()).collect();
        // Other crates decide whether JSON objects are sorted.
        methods.sort();
        methods
    };
    paths.iter().map(|(path, item)| Resource { path: path.clone(), methods: methods(item) }).collect()
});

/// Returns the resource with these segments of its path.
pub(super) fn resource(segments: &[&str]) -> Option<&'static Resource> {
    RESOURCES.iter().find(|resource| {
        let template: Vec<_> = resource.path.split('/').skip(1).collect();
        let mut pairs = template.iter().zip(segments);
        template.len() == segments.len() && pairs.all(|(name, segment)| name.starts_with('{') || name == segment)
    })
}

/// Returns the response to a request that is not in the document.
pub(super) fn rejection(method: &str, segments: &[&str]) -> Option<Response> {
    let Some(resource) = resource(segments) else {
        let detail = "unknown operation; GET /_sim/openapi.json lists all operations";
        return Some(printed(Problem::new(404, detail).into_parts()));
    };
    if resource.methods.iter().any(|known| known == method) {
        return None;
    }
    let detail = format!("expected the method {}, found {method}", resource.methods.join(" or "));
    let mut response = printed(Problem::new(405, detail).into_parts());
    let allowed = HeaderValue::from_str(&resource.methods.join(", ")).expect("methods are a valid header value");
    response.headers_mut().insert(header::ALLOW, allowed);
    Some(response)
}

//! Request bodies.

use wsapi_codegen::api::Operation;

use super::{Comparison, kinds};
use crate::diff::finding::Subject;

impl Comparison<'_> {
    pub(super) fn bodies(&mut self, old: &Operation, new: &Operation) {
        let at = Subject::Operation(new.id.clone());
        match (&old.body, &new.body) {
            (None, Some(body)) if body.required => self.find("required-body-added", &at, kinds::rust(&body.kind)),
            (None, Some(body)) => self.find("optional-body-added", &at, kinds::rust(&body.kind)),
            (Some(body), None) if body.required => self.find("required-body-removed", &at, ""),
            (Some(_), None) => self.find("optional-body-removed", &at, ""),
            (Some(old), Some(new)) => {
                self.find_turned(["body-became-required", "body-became-optional"], &at, old.required, new.required);
                let (old_type, new_type) = (kinds::text(&old.kind, &self.renamed), kinds::rust(&new.kind));
                self.find_changed("body-type-changed", &at, &old_type, &new_type);
                self.limits(&old.limits, &new.limits, &at);
                let [old, new] = [&old.media_type, &new.media_type].map(|media_type| sent(media_type));
                self.find_changed("body-media-type-changed", &at, old, new);
            }
            (None, None) => {}
        }
    }
}

/// Returns the `Content-Type` that a call sends. It never adds parameters to `application/json`.
pub(super) fn sent(media_type: &str) -> &str {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/json") { "application/json" } else { media_type }
}

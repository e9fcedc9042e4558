//! Open enums.

use wsapi_codegen::api::Variant;

use super::{Comparison, names::Meaning};
use crate::diff::finding::Subject;

impl Comparison<'_> {
    pub(super) fn enums(&mut self, name: &str, old: &[Variant], new: &[Variant], [is_sent, _]: [bool; 2]) {
        let side = if is_sent { "request" } else { "response" };
        let at = |wire: &str| Subject::Member(name.to_owned(), wire.to_owned());
        let find = |all: &[Variant], wire: &str| all.iter().find(|other| other.wire == wire).cloned();
        for Variant { wire, name } in old {
            match find(new, wire) {
                Some(other) => self.find_changed("variant-renamed", &at(wire), name, &other.name),
                None => self.find(&format!("{side}-value-removed"), &at(wire), format!("`{name}`")),
            }
        }
        self.meanings(&meanings(old), &meanings(new), at);
        for Variant { wire, name } in new.iter().filter(|variant| find(old, &variant.wire).is_none()) {
            self.find(&format!("{side}-value-added"), &at(wire), format!("`{name}`"));
        }
    }
}

fn meanings(variants: &[Variant]) -> Vec<Meaning<'_>> {
    variants.iter().map(|variant| (variant.name.as_str(), variant.wire.clone())).collect()
}

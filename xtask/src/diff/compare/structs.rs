//! Structs: constructors, setters and unknown members.

use std::collections::BTreeMap;

use wsapi_codegen::api::{Field, MessageRefs, Presence, Struct};

use super::{Comparison, kinds};
use crate::diff::finding::Subject;

impl Comparison<'_> {
    pub(super) fn structs(&mut self, name: &str, old: &Struct, new: &Struct, sides: [bool; 2]) {
        let subject = Subject::Type(name.to_owned());
        self.find_turned(["type-now-sent", "type-no-longer-sent"], &subject, old.sent, new.sent);
        let keeps = ["other-members-kept", "other-members-dropped"];
        self.find_turned(keeps, &subject, old.other.is_some(), new.other.is_some());
        self.fields(name, &old.fields, &new.fields, sides);
        self.message_setters(old, new, &subject);
        self.find_turned(["default-gained", "default-lost"], &subject, old.is_default, new.is_default);
        if let (Some(old), Some(new)) = (&old.other, &new.other) {
            self.find_changed("field-renamed", &subject, old, new);
        }
        let (old, new) = (signature(old, &self.renamed), signature(new, &BTreeMap::new()));
        self.constructor(&subject, &old, &new);
    }

    /// Compares two signatures of a constructor.
    pub(super) fn constructor(&mut self, subject: &Subject, old: &str, new: &str) {
        let is_reordered = sorted(old) == sorted(new);
        let id = if is_reordered { "constructor-reordered" } else { "constructor-changed" };
        self.find_changed(id, subject, old, new);
    }

    fn message_setters(&mut self, old: &Struct, new: &Struct, subject: &Subject) {
        let has = |strukt: &Struct, name: &str| strukt.message_refs.iter().any(|refs| refs.name == name);
        for MessageRefs { name, .. } in old.message_refs.iter().filter(|refs| !has(new, &refs.name)) {
            self.find("message-setter-removed", subject, format!("`{name}`"));
        }
        for MessageRefs { name, .. } in new.message_refs.iter().filter(|refs| !has(old, &refs.name)) {
            self.find("message-setter-added", subject, format!("`{name}`"));
        }
    }
}

/// Returns the signature of the constructor.
fn signature(strukt: &Struct, renamed: &BTreeMap<&str, &str>) -> String {
    let argument = |field: &Field| {
        let ty = kinds::text(&field.kind, renamed);
        let ty = if field.presence == Presence::Nullable { format!("Option<{ty}>") } else { ty };
        format!("{}: {ty}", field.name)
    };
    let arguments: Vec<_> = strukt.fields.iter().filter(|field| field.is_argument).map(argument).collect();
    format!("new({})", arguments.join(", "))
}

/// Returns the arguments of a constructor, sorted.
fn sorted(signature: &str) -> Vec<&str> {
    let arguments = signature.strip_prefix("new(").and_then(|rest| rest.strip_suffix(')')).unwrap_or_default();
    let mut arguments: Vec<_> = arguments.split(", ").collect();
    arguments.sort_unstable();
    arguments
}

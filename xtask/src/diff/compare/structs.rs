//! Structs: constructors, setters and unknown members.

use wsapi_codegen::api::{MessageRefs, Struct};

use super::{
    Comparison,
    calls::{self, Argument},
    kinds::Renamed,
};
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
        self.members_by_name(name, old, new);
        if let (Some(old), Some(new)) = (&old.other, &new.other) {
            self.find_changed("field-renamed", &subject, old, new);
        }
        let [old, new] = [old, new].map(|one| calls::of_fields(one.fields.iter().filter(|field| field.is_argument)));
        self.constructor(&subject, &old, &new, "");
    }

    /// Compares the arguments of a constructor, which others may follow.
    pub(super) fn constructor(&mut self, subject: &Subject, old: &[Argument<'_>], new: &[Argument<'_>], rest: &str) {
        let none = Renamed::new();
        let (old_types, new_types) = (typed(old, &self.renamed), typed(new, &none));
        if old_types == new_types {
            return;
        }
        let is_same = old.iter().zip(new).all(|(old, new)| old.wire == new.wire);
        let id = match sorted(old_types) == sorted(new_types) {
            true => "constructor-reordered",
            false if !is_same && calls::may_compile(old, new, &self.renamed) => "constructor-means-other-members",
            false => "constructor-changed",
        };
        let detail = format!("`{}` → `{}`", signature(old, &self.renamed, rest), signature(new, &none, rest));
        self.find(id, subject, detail);
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

/// Returns what each argument sets, and its type.
fn typed<'a>(arguments: &[Argument<'a>], renamed: &Renamed<'_>) -> Vec<(&'a str, String)> {
    arguments.iter().map(|argument| (argument.wire, argument.ty(renamed))).collect()
}

fn sorted<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort_unstable();
    all
}

/// Returns the signature of the constructor.
fn signature(arguments: &[Argument<'_>], renamed: &Renamed<'_>, rest: &str) -> String {
    let arguments = arguments.iter().map(|argument| format!("{}: {}", argument.name, argument.ty(renamed)));
    let all: Vec<_> = arguments.chain((!rest.is_empty()).then(|| rest.to_owned())).collect();
    format!("new({})", all.join(", "))
}

//! Names in Rust that mean something else now.

use wsapi_codegen::api::{MessageRefs, Struct};

use super::Comparison;
use crate::diff::{
    finding::{Finding, Subject},
    rules::rule,
};

/// A name in Rust, and what it means on the wire.
pub(super) type Meaning<'a> = (&'a str, String);

impl Comparison<'_> {
    /// Adds a finding for each name that both have and that means something else now. `at` gets the new meaning.
    pub(super) fn meanings(&mut self, old: &[Meaning<'_>], new: &[Meaning<'_>], at: impl Fn(&str) -> Subject) {
        for (name, meaning) in old {
            let Some((_, other)) = new.iter().find(|(other, _)| other == name) else { continue };
            if meaning != other {
                let detail = format!("`{name}`: `{meaning}` → `{other}`");
                let finding = Finding::new(rule("name-means-another"), at(other), detail);
                // A field and its setter have the same name.
                if !self.findings.contains(&finding) {
                    self.findings.push(finding);
                }
            }
        }
    }

    /// Compares what the fields and the setters of a struct mean.
    pub(super) fn members_by_name(&mut self, name: &str, old: &Struct, new: &Struct) {
        let at = |wire: &str| Subject::Member(name.to_owned(), wire.to_owned());
        self.meanings(&fields(old), &fields(new), at);
        self.meanings(&setters(old), &setters(new), at);
        self.meanings(&message_setters(old), &message_setters(new), at);
    }
}

fn fields(strukt: &Struct) -> Vec<Meaning<'_>> {
    strukt.fields.iter().map(|field| (field.name.as_str(), field.wire.clone())).collect()
}

fn setters(strukt: &Struct) -> Vec<Meaning<'_>> {
    let setters = strukt.fields.iter().filter_map(|field| Some((field, field.setter.as_ref()?)));
    let setters = setters.flat_map(|(field, setter)| {
        let null = setter.null.as_deref().map(|name| (name, format!("{}: null", field.wire)));
        [(setter.name.as_str(), field.wire.clone())].into_iter().chain(null)
    });
    setters.collect()
}

/// The setters for a message, which take another type than those of fields.
fn message_setters(strukt: &Struct) -> Vec<Meaning<'_>> {
    let wire = |name: &str| strukt.fields.iter().find(|field| field.name == name).map(|field| field.wire.clone());
    let meaning = |refs: &MessageRefs| [&refs.id, &refs.sender].map(|name| wire(name).unwrap_or_default()).join(", ");
    strukt.message_refs.iter().map(|refs| (refs.name.as_str(), meaning(refs))).collect()
}

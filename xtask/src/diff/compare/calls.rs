//! The arguments of methods and constructors, of which callers write the types and the order.

use wsapi_codegen::api::{Field, Kind, Number, Operation, Presence};

use super::kinds::{self, Renamed};

/// An argument.
#[derive(Clone, Copy, Debug)]
pub(in crate::diff) struct Argument<'a> {
    /// The name on the wire of what it sets; `body` for the body.
    pub(in crate::diff) wire: &'a str,
    /// Its name in Rust.
    pub(in crate::diff) name: &'a str,
    kind: &'a Kind,
    is_option: bool,
}

impl Argument<'_> {
    /// Returns its type, in which types may have new names.
    pub(super) fn ty(&self, renamed: &Renamed<'_>) -> String {
        let ty = kinds::text(self.kind, renamed);
        if self.is_option { format!("Option<{ty}>") } else { ty }
    }
}

/// The arguments of the method of an operation.
pub(in crate::diff) fn of_method(operation: &Operation) -> Vec<Argument<'_>> {
    let parameters = operation.arguments.iter().map(|one| Argument {
        wire: &one.wire,
        name: &one.name,
        kind: &one.kind,
        is_option: false,
    });
    let body = operation.body.iter();
    let body = body.map(|body| Argument { wire: "body", name: "body", kind: &body.kind, is_option: !body.required });
    parameters.chain(body).collect()
}

/// The arguments that set fields.
pub(super) fn of_fields<'a>(fields: impl Iterator<Item = &'a Field>) -> Vec<Argument<'a>> {
    let argument = |field: &'a Field| Argument {
        wire: &field.wire,
        name: &field.name,
        kind: &field.kind,
        is_option: field.presence != Presence::Required,
    };
    fields.map(argument).collect()
}

/// Returns whether values that are passed for the old arguments may be accepted as the new ones.
pub(in crate::diff) fn may_compile(old: &[Argument<'_>], new: &[Argument<'_>], renamed: &Renamed<'_>) -> bool {
    let fits = |(old, new): (&Argument<'_>, &Argument<'_>)| match (old.is_option, new.is_option) {
        // `None` has every type.
        (true, true) => true,
        (false, false) => fits(old.kind, new.kind, renamed),
        _ => false,
    };
    old.len() == new.len() && old.iter().zip(new).all(fits)
}

/// Returns whether a value of one type, or a literal, may be accepted as another type.
fn fits(old: &Kind, new: &Kind, renamed: &Renamed<'_>) -> bool {
    match (old, new) {
        (Kind::List(old), Kind::List(new)) => fits(old, new, renamed),
        (Kind::Number(old), Kind::Number(new)) => Number::is_float(*old) == Number::is_float(*new),
        (old, new) if is_text(old) && is_text(new) => true,
        _ => kinds::text(old, renamed) == kinds::text(new, &Renamed::new()),
    }
}

/// Returns whether methods take text for it, or convert it to text.
fn is_text(kind: &Kind) -> bool {
    matches!(kind, Kind::String | Kind::Jid | Kind::PhoneNumber | Kind::MessageId | Kind::Secret | Kind::Enum(_))
}

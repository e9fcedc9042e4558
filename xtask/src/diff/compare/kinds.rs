//! The types of values, in Rust and on the wire.

use std::collections::BTreeMap;

use wsapi_codegen::api::{Kind, Number};

/// The difference between two types of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// Only the Rust type differs: the wire format is compatible in both directions.
    Meaning,
    /// Released SDKs and the service remain compatible, but would not after the opposite change.
    Loosened,
    /// Released SDKs and the service may be incompatible, but would not be after the opposite change.
    Tightened,
    /// They may be incompatible in both directions.
    Form,
}

impl Difference {
    /// Returns the last part of the rule's id.
    pub(super) fn word(self) -> &'static str {
        match self {
            Difference::Meaning => "meaning-changed",
            Difference::Loosened => "type-loosened",
            Difference::Tightened => "type-tightened",
            Difference::Form => "type-changed",
        }
    }

    /// Returns the id of the rule for a member. For a member that is only received, a type with more values is the one
    /// that a released SDK may not be able to read.
    pub(super) fn member(self, [sent, _]: [bool; 2]) -> String {
        match self {
            Difference::Loosened if !sent => "response-member-type-narrowed".to_owned(),
            Difference::Tightened if !sent => "response-member-type-widened".to_owned(),
            _ => format!("member-{}", self.word()),
        }
    }
}

/// The new names of types.
pub(in crate::diff) type Renamed<'a> = BTreeMap<&'a str, &'a str>;

/// Compares two types of a value that is sent, received or both.
pub(super) fn difference(
    old: &Kind,
    new: &Kind,
    renamed: &Renamed<'_>,
    [sent, received]: [bool; 2],
) -> Option<Difference> {
    let none = Renamed::new();
    let (old, new) = ((old, renamed), (new, &none));
    if text(old.0, old.1) == text(new.0, new.1) {
        return None;
    }
    let works = |client, service| {
        (!sent || accepts(service, client, Reader::Service)) && (!received || accepts(client, service, Reader::Client))
    };
    Some(match (works(old, new), works(new, old)) {
        (true, true) => Difference::Meaning,
        (true, false) => Difference::Loosened,
        (false, true) => Difference::Tightened,
        (false, false) => Difference::Form,
    })
}

/// The side that reads a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    /// The client accepts any text, because decoding preserves it.
    Client,
    /// The service rejects invalid text.
    Service,
}

/// A type, and the new names of the types in it.
type Named<'a> = (&'a Kind, &'a Renamed<'a>);

/// Returns whether every value written as one type can be read as the other.
fn accepts((reader, reader_names): Named<'_>, (writer, writer_names): Named<'_>, side: Reader) -> bool {
    let inner = |reader, writer| accepts((reader, reader_names), (writer, writer_names), side);
    match (reader, writer) {
        (Kind::Json, _) => true,
        (Kind::Nullable(reader), Kind::Nullable(writer)) => inner(reader, writer),
        (Kind::Nullable(reader), writer) => inner(reader, writer),
        (Kind::List(reader), Kind::List(writer)) | (Kind::Map(reader), Kind::Map(writer)) => inner(reader, writer),
        (Kind::JsonObject, Kind::JsonObject | Kind::Map(_) | Kind::Struct(_)) => true,
        (Kind::Number(reader), Kind::Number(writer)) => holds(*reader, *writer),
        (Kind::String, writer) if is_text(writer) => true,
        // Only the overlay gives such a text its meaning; the service reads the same text as before.
        (reader, writer) if is_hinted(reader) && is_hinted(writer) => true,
        (reader, writer) if side == Reader::Client && is_text(reader) && is_text(writer) => true,
        _ => text(reader, reader_names) == text(writer, writer_names),
    }
}

fn is_text(kind: &Kind) -> bool {
    matches!(kind, Kind::Enum(_) | Kind::Time) || is_hinted(kind)
}

/// Returns whether it is text whose meaning a hint may define.
fn is_hinted(kind: &Kind) -> bool {
    use Kind::{Jid, Media, MessageId, PhoneNumber, Secret, String};
    matches!(kind, String | Jid | PhoneNumber | MessageId | Secret | Media)
}

/// Returns whether one number type contains all values of another.
fn holds(reader: Number, writer: Number) -> bool {
    use Number::{F64, I32, I64, U32, U64};
    match (reader, writer) {
        (F64, _) => true,
        (Number::F32, writer) => writer == Number::F32,
        (I64, I32 | U32) | (U64, U32) => true,
        (reader, writer) => reader == writer,
    }
}

/// Returns the Rust type.
pub(super) fn rust(kind: &Kind) -> String {
    text(kind, &Renamed::new())
}

pub(super) fn text(kind: &Kind, renamed: &Renamed<'_>) -> String {
    let name = kind.name();
    match kind {
        Kind::List(inner) | Kind::Nullable(inner) => format!("{name}<{}>", text(inner, renamed)),
        Kind::Map(value) => format!("{name}<String, {}>", text(value, renamed)),
        _ => renamed.get(&*name).copied().unwrap_or(&name).to_owned(),
    }
}

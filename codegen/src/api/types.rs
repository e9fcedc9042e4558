//! The types of values.

use std::borrow::Cow;

use serde_json::Value;

/// The type of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// `true` or `false`.
    Bool,
    /// A number.
    Number(Number),
    /// Plain text.
    String,
    /// A WhatsApp address.
    Jid,
    /// A phone number.
    PhoneNumber,
    /// The id of a message.
    MessageId,
    /// A key or a signing secret.
    Secret,
    /// A point in time.
    Time,
    /// A picture, a video or another file, as base64.
    Media,
    /// Any JSON.
    Json,
    /// Any JSON object.
    JsonObject,
    /// A struct of [`Api::types`](super::Api::types).
    Struct(String),
    /// An enum of [`Api::types`](super::Api::types).
    Enum(String),
    /// A list.
    List(Box<Kind>),
    /// A map with text keys.
    Map(Box<Kind>),
    /// A value or null, as an item, a value of a map or a whole body. Fields use [`Presence`] instead.
    Nullable(Box<Kind>),
}

impl Kind {
    /// The values of the hint `x-sdk-type`, except for `time`, which `format` says as well.
    pub(crate) const HINTS: [(&str, Kind); 5] = [
        ("jid", Kind::Jid),
        ("phone", Kind::PhoneNumber),
        ("message-id", Kind::MessageId),
        ("secret", Kind::Secret),
        ("media", Kind::Media),
    ];

    /// Returns the name of the Rust type, without its parameters.
    pub fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed(match self {
            Kind::Struct(name) | Kind::Enum(name) => name,
            // The variants are named like the Rust types.
            Kind::Number(number) => return format!("{number:?}").to_lowercase().into(),
            Kind::Bool => "bool",
            Kind::String => "String",
            Kind::Jid => "Jid",
            Kind::PhoneNumber => "PhoneNumber",
            Kind::MessageId => "MessageId",
            Kind::Secret => "Secret",
            Kind::Time => "Time",
            Kind::Media => "Media",
            Kind::Json => "Value",
            Kind::JsonObject => "JsonObject",
            Kind::List(_) => "Vec",
            Kind::Map(_) => "BTreeMap",
            Kind::Nullable(_) => "Option",
        })
    }
}

/// A type of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    I32,
    U32,
    I64,
    U64,
    F32,
    F64,
}

impl Number {
    /// The formats of numbers, each with its type.
    pub(crate) const FORMATS: [(&str, Number); 6] = [
        ("int32", Number::I32),
        ("uint32", Number::U32),
        ("int64", Number::I64),
        ("uint64", Number::U64),
        ("float", Number::F32),
        ("double", Number::F64),
    ];

    /// Returns whether it has a fraction.
    pub fn is_float(self) -> bool {
        matches!(self, Number::F32 | Number::F64)
    }
}

/// A type with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Type {
    pub name: String,
    /// The key of the schema in the document that it comes from; its own name if there is none.
    pub schema: String,
    /// The module that defines it: that of the only resource that uses it, `events` or `shared`.
    pub module: String,
    pub description: String,
    pub deprecated: bool,
    pub limits: Limits,
    pub example: Option<Value>,
    /// A struct, or the variants of an enum.
    pub shape: Shape,
}

impl Type {
    /// Returns the struct, if it is one.
    pub fn as_struct(&self) -> Option<&Struct> {
        if let Shape::Struct(strukt) = &self.shape { Some(strukt) } else { None }
    }
}

/// The shape of a type.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// An object.
    Struct(Struct),
    /// An open set of strings, in document order.
    Enum(Vec<Variant>),
}

/// An object.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Struct {
    /// `true` if callers build it to send it.
    pub sent: bool,
    /// `true` if it has an empty value: its constructor takes no arguments.
    pub is_default: bool,
    /// In document order.
    pub fields: Vec<Field>,
    /// The Rust name of the field for the members without a field of their own, if they are preserved.
    pub other: Option<String>,
    /// Fields that are set together.
    pub message_refs: Vec<MessageRefs>,
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub wire: String,
    pub name: String,
    pub kind: Kind,
    /// Its presence on the wire.
    pub presence: Presence,
    /// `true` if it is boxed, because its type contains itself through it.
    pub is_boxed: bool,
    /// `true` if the constructor takes it.
    pub is_argument: bool,
    /// Its own setter, if it has one.
    pub setter: Option<Setter>,
    pub limits: Limits,
    pub default: Option<Value>,
    pub deprecated: bool,
    pub description: String,
    pub example: Option<Value>,
}

/// The setter of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setter {
    pub name: String,
    /// The setter that sends `null`, for a field of three states.
    pub null: Option<String>,
}

/// The presence of a field: it may be missing or null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is always present.
    Required,
    /// It is always present, and can be null.
    Nullable,
    /// It can be missing.
    Optional,
    /// It can be missing, null or present: three states.
    ThreeState,
}

/// Two fields that together refer to a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageRefs {
    /// The setter.
    pub name: String,
    /// The field with the id of the message, by its Rust name.
    pub id: String,
    /// The field with its author, by its Rust name.
    pub sender: String,
}

/// A known value of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    pub wire: String,
    pub name: String,
}

/// The limits of a value, which the service checks: JSON Schema keywords, and a `format` that is not part of the kind.
/// Those of the items of a list, or of the values of a map, are in `items`, with their descriptions.
/// They never change a Rust type.
pub type Limits = serde_json::Map<String, Value>;

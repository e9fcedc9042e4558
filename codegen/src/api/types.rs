//! The types of values.

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
    /// Returns the Rust type.
    pub fn rust(self) -> &'static str {
        self.names().0
    }

    /// Returns the `format` of OpenAPI.
    pub fn format(self) -> &'static str {
        self.names().1
    }

    fn names(self) -> (&'static str, &'static str) {
        match self {
            Number::I32 => ("i32", "int32"),
            Number::U32 => ("u32", "uint32"),
            Number::I64 => ("i64", "int64"),
            Number::U64 => ("u64", "uint64"),
            Number::F32 => ("f32", "float"),
            Number::F64 => ("f64", "double"),
        }
    }

    /// Returns whether it has a fraction.
    pub fn is_float(self) -> bool {
        matches!(self, Number::F32 | Number::F64)
    }
}

/// A type with a name.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// An object.
    Struct(Struct),
    /// An open set of strings.
    Enum(Enum),
}

impl Type {
    /// Returns its name.
    pub fn name(&self) -> &str {
        match self {
            Type::Struct(strukt) => &strukt.name,
            Type::Enum(choice) => &choice.name,
        }
    }

    /// Returns the module that defines it.
    pub fn module(&self) -> &str {
        match self {
            Type::Struct(strukt) => &strukt.module,
            Type::Enum(choice) => &choice.module,
        }
    }

    /// Returns the struct, if it is one.
    pub fn as_struct(&self) -> Option<&Struct> {
        match self {
            Type::Struct(strukt) => Some(strukt),
            Type::Enum(_) => None,
        }
    }

    pub(crate) fn set_module(&mut self, name: String) {
        match self {
            Type::Struct(strukt) => strukt.module = name,
            Type::Enum(choice) => choice.module = name,
        }
    }
}

/// An object.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Struct {
    pub name: String,
    /// The module that defines it: that of the only resource that uses it, `events` or `shared`.
    pub module: String,
    pub description: String,
    pub deprecated: bool,
    /// Whether callers build it to send it.
    pub sent: bool,
    /// Whether it has an empty value: its constructor takes no arguments.
    pub is_default: bool,
    /// In document order.
    pub fields: Vec<Field>,
    /// The Rust name of the field for the members without a field of their own, if they are preserved.
    pub other: Option<String>,
    pub limits: Limits,
    /// Fields that are set together.
    pub message_refs: Vec<MessageRefs>,
    pub example: Option<Value>,
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub wire: String,
    pub name: String,
    pub kind: Kind,
    /// Whether it may be missing or null.
    pub presence: Presence,
    /// Whether it is boxed, because its type contains itself through it.
    pub is_boxed: bool,
    /// Whether the constructor takes it.
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

/// Whether a field may be missing or null.
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

/// An open set of strings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Enum {
    pub name: String,
    /// The module that defines it.
    pub module: String,
    pub description: String,
    pub deprecated: bool,
    /// In document order.
    pub variants: Vec<Variant>,
    pub limits: Limits,
    pub example: Option<Value>,
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

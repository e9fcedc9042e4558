//! The API as plain data: what the emitters print, and what tests, simulator and documentation may share.

use serde_json::Value;

/// Everything there is to print.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// The title of the first document.
    pub title: String,
    /// Operations grouped by what they act on.
    pub resources: Vec<Resource>,
    /// Structs and enums, in document order.
    pub types: Vec<Type>,
    /// The events, if any document has webhooks.
    pub events: Option<Events>,
}

impl Api {
    /// All operations, resource by resource.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.resources.iter().flat_map(|resource| &resource.operations)
    }

    /// The struct of a name.
    pub fn struct_named(&self, name: &str) -> Option<&Struct> {
        self.types.iter().find_map(|ty| match ty {
            Type::Struct(one) if one.name == name => Some(one),
            _ => None,
        })
    }
}

/// A group of operations, reached by a method of the client.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// Module and method: `messages`.
    pub name: String,
    /// Type: `Messages`.
    pub type_name: String,
    /// What the document says about the tag.
    pub description: String,
    /// In document order.
    pub operations: Vec<Operation>,
}

/// One operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The document's id: `sendText`.
    pub id: String,
    /// The type that stands for the operation: `SendText`.
    pub marker: String,
    /// The method of the resource: `send_text`.
    pub name: String,
    /// The HTTP method in capitals.
    pub method: String,
    /// The path template.
    pub path: String,
    /// How safe it is to repeat.
    pub class: Class,
    /// The key it takes.
    pub key: Key,
    /// Whether the document advises against it.
    pub deprecated: bool,
    /// One line.
    pub summary: String,
    /// The rest of the explanation.
    pub description: String,
    /// Required parameters, path first, in the order of the template.
    pub arguments: Vec<Parameter>,
    /// Optional parameters.
    pub setters: Vec<Parameter>,
    /// The JSON body.
    pub body: Option<Body>,
    /// What a success gives, by status.
    pub results: Vec<Outcome>,
    /// The failures that the document names.
    pub failures: Vec<Failure>,
    /// Where the result is one page of a list, what makes it so.
    pub page: Option<Page>,
}

/// What repeating an operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Changes nothing.
    Safe,
    /// Done twice is done once.
    Idempotent,
    /// Each time has an effect.
    Effectful,
}

/// Which key an operation takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The key of a WhatsApp instance.
    Instance,
    /// The key of the customer's account.
    Account,
    /// The key of the self-hosted server's administrator.
    Admin,
    /// No key.
    None,
}

/// A parameter of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The name on the wire.
    pub wire: String,
    /// The name in Rust.
    pub name: String,
    /// Where it goes.
    pub location: Location,
    /// What it holds.
    pub kind: Kind,
    /// What it is for.
    pub description: String,
    /// A value that it may have.
    pub example: Option<Value>,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// Into the path.
    Path,
    /// Into the query; a list as repeated pairs.
    Query,
    /// Into the query, a list joined by commas.
    QueryJoined,
    /// Into a header.
    Header,
}

/// A request body.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// What it holds.
    pub kind: Kind,
    /// Whether the operation can go without.
    pub required: bool,
    /// A value that it may have.
    pub example: Option<Value>,
}

/// The result of a success status.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The status.
    pub status: u16,
    /// What comes back.
    pub content: Content,
    /// What it means.
    pub description: String,
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The setter that takes the number of the page, counted from 1.
    pub number: Parameter,
    /// The type of the page.
    pub type_name: String,
    /// Its field with the items.
    pub items: Field,
    /// Its field with the number of items on all pages.
    pub total: Option<Field>,
    /// Its field with its own number.
    pub own_number: Option<Field>,
}

/// What a response holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Nothing.
    Empty,
    /// JSON.
    Json(Kind),
    /// Text.
    Text,
    /// Bytes of any kind.
    Binary,
}

/// A failure that the document names.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// A status, a range such as `5XX`, or `default`.
    pub status: String,
    /// What it means.
    pub description: String,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// `bool`.
    Bool,
    /// A number, by the name of its Rust type.
    Number(&'static str),
    /// Text without further meaning.
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
    /// A picture, a video or another medium, as base64.
    Media,
    /// Any JSON.
    Json,
    /// Any JSON object.
    JsonObject,
    /// A struct of [`Api::types`].
    Struct(String),
    /// An enum of [`Api::types`].
    Enum(String),
    /// A list.
    List(Box<Kind>),
    /// A map with text keys.
    Map(Box<Kind>),
    /// Something or null, as an item, a value of a map or a whole body; fields have [`Presence`] for it.
    Nullable(Box<Kind>),
}

/// A type with a name.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// An object.
    Struct(Struct),
    /// An open set of strings.
    Enum(Enum),
}

/// An object.
#[derive(Clone, Debug, PartialEq)]
pub struct Struct {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Whether callers build it to send it.
    pub sent: bool,
    /// In document order.
    pub fields: Vec<Field>,
    /// The Rust name of the field that keeps the members without a field of their own, if they are kept.
    pub other: Option<String>,
    /// Fields that are set together.
    pub message_refs: Vec<MessageRefs>,
    /// A value that it may have.
    pub example: Option<Value>,
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The name on the wire.
    pub wire: String,
    /// The name in Rust.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// Whether it may be missing or null.
    pub presence: Presence,
    /// What it means.
    pub description: String,
    /// A value that it may have.
    pub example: Option<Value>,
}

/// Whether a field may be missing or null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always there.
    Required,
    /// Always there, and maybe null.
    Nullable,
    /// Maybe missing.
    Optional,
    /// Missing, null, or there: three states.
    ThreeState,
}

/// Two fields that name a message together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageRefs {
    /// The setter.
    pub name: String,
    /// The field with the message's id, by its Rust name.
    pub id: String,
    /// The field with its author, by its Rust name.
    pub sender: String,
}

/// An open set of strings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enum {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Wire value and variant.
    pub variants: Vec<(String, String)>,
}

/// All events.
#[derive(Clone, Debug, PartialEq)]
pub struct Events {
    /// The property that names the event, on the wire.
    pub tag: String,
    /// The property that holds what it says, on the wire.
    pub data: String,
    /// The other properties.
    pub envelope: Vec<Field>,
    /// How many of the other properties stand before the one that names the event.
    pub before_tag: usize,
    /// Each event.
    pub events: Vec<Event>,
}

/// One event.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The type on the wire: `call_offer`.
    pub wire: String,
    /// The variant: `CallOffer`.
    pub variant: String,
    /// What it says.
    pub kind: Kind,
    /// When it is sent.
    pub description: String,
}

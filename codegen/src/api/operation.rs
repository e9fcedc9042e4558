//! Operations: parameters, bodies, responses. Events: the webhooks of the documents.

use std::{collections::BTreeMap, fmt};

use serde_json::Value;

use super::{Field, Kind, Limits};

/// One operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The id in the document: `sendText`. If the document has none, method and path.
    pub id: String,
    /// The type that represents the operation: `SendText`.
    pub type_name: String,
    /// The method of the resource: `send_text`.
    pub name: String,
    /// The HTTP method, in capitals.
    pub method: String,
    /// The path template.
    pub path: String,
    /// Its position among all operations, in document order: those of one path can belong to several resources.
    pub position: usize,
    /// The effect of sending it twice.
    pub class: Class,
    /// The credential that it takes.
    pub credential: Credential,
    /// The alternatives of authentication that the document names: schemes, each with its scopes.
    pub security: Vec<BTreeMap<String, Vec<String>>>,
    pub deprecated: bool,
    /// One line.
    pub summary: String,
    pub description: String,
    /// Other words for what it does.
    pub search: Vec<String>,
    /// Required parameters: those of the path first, in the order of the template.
    pub arguments: Vec<Parameter>,
    /// Optional parameters.
    pub setters: Vec<Parameter>,
    /// Parameters that the client fills in.
    pub client_parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// The responses that are a success, by status.
    pub successes: Vec<Response>,
    /// All other responses that the document names.
    pub failures: Vec<Response>,
    /// The output of a call.
    pub output: Output,
    /// The variable that holds the output in an example; `None` if there is no output.
    pub output_variable: Option<String>,
    /// The paging of the output, if it is one page of a list.
    pub page: Option<Page>,
}

/// The effect of sending an operation twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// It changes nothing.
    Safe,
    /// Sending it twice has the same effect as sending it once.
    Idempotent,
    /// Each request has an effect.
    Effectful,
}

impl Class {
    /// The values of the hint `x-sdk-class`.
    pub const HINTS: [(&str, Class); 3] =
        [("safe", Class::Safe), ("idempotent", Class::Idempotent), ("effectful", Class::Effectful)];
}

/// The credential that an operation takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    /// The key of a WhatsApp instance.
    Instance,
    /// The key of a customer's account.
    Account,
    /// The key of a self-hosted server's administrator.
    Admin,
    /// No credential.
    None,
}

impl Credential {
    /// The values of the hint `x-sdk-key`.
    pub const HINTS: [(&str, Credential); 4] = [
        ("instance", Credential::Instance),
        ("account", Credential::Account),
        ("admin", Credential::Admin),
        ("none", Credential::None),
    ];
}

/// The name by which a hint refers to a value, from the list of all values.
pub(crate) fn hint_of<T: PartialEq>(values: &[(&'static str, T)], value: &T) -> &'static str {
    values.iter().find(|(_, other)| other == value).map_or("", |(name, _)| name)
}

/// A parameter of an operation, or a header of a response.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    pub wire: String,
    pub name: String,
    /// The part of the request that contains it; `Header` for a header of a response.
    pub location: In,
    pub required: bool,
    pub kind: Kind,
    pub limits: Limits,
    pub default: Option<Value>,
    pub deprecated: bool,
    pub description: String,
    pub example: Option<Value>,
}

/// The part of a request that contains a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum In {
    /// The path.
    Path,
    /// The query; a list as repeated pairs.
    Query,
    /// The query; a list joined by commas.
    QueryJoined,
    /// A header; a list joined by commas.
    Header,
}

/// The content of a body.
#[derive(Clone, Debug, PartialEq)]
pub struct Payload {
    /// The way in which it is read and written.
    pub content: Content,
    pub limits: Limits,
    /// The media type in the document; empty for an empty body.
    pub media_type: String,
    pub example: Option<Value>,
}

/// The way in which a body is read and written.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// There is no body.
    Empty,
    /// JSON.
    Json(Kind),
    /// Text.
    Text,
    /// A stream of bytes of any kind.
    Binary,
}

impl Content {
    /// Returns the type of the JSON.
    pub fn kind(&self) -> Option<&Kind> {
        if let Content::Json(kind) = self { Some(kind) } else { None }
    }
}

/// A request body.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// The type of the JSON.
    pub kind: Kind,
    pub limits: Limits,
    /// The media type in the document.
    pub media_type: String,
    /// `false` if it can be left out.
    pub required: bool,
    pub description: String,
    pub example: Option<Value>,
}

/// A documented response.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// The status, or the range of statuses.
    pub status: Status,
    pub description: String,
    /// Its headers.
    pub headers: Vec<Parameter>,
    /// Its body.
    pub payload: Payload,
}

/// The status of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// A single status.
    Code(u16),
    /// A range: `2` for `2XX`.
    Range(u16),
    /// Every status that the document does not name: `default`.
    Default,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Status::Code(code) => write!(f, "{code}"),
            Status::Range(hundreds) => write!(f, "{hundreds}XX"),
            Status::Default => f.write_str("default"),
        }
    }
}

impl Status {
    /// Returns the status, if it is a single one.
    pub fn code(self) -> Option<u16> {
        if let Status::Code(code) = self { Some(code) } else { None }
    }
}

/// The output of a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// Every success has the same content.
    One(Content),
    /// The content depends on the status: an enum of that name.
    ByStatus(String, Vec<ResultVariant>),
}

/// A variant of an output that depends on the status.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultVariant {
    pub name: String,
    /// The statuses with this content.
    pub statuses: Vec<Status>,
    /// The content of the response.
    pub content: Content,
    pub description: String,
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The setter for the number of the page, counted from 1.
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

/// All events.
#[derive(Clone, Debug, PartialEq)]
pub struct Events {
    /// The property that names the event, on the wire.
    pub tag: String,
    /// The property that contains its data, on the wire.
    pub data: String,
    /// The other properties.
    pub envelope: Vec<Field>,
    /// The number of other properties that precede the one that names the event.
    pub before_tag: usize,
    /// Each event.
    pub events: Vec<Event>,
}

impl Events {
    /// Returns whether `EventData` can be made from the data of an event: the data has a type of its own, which is not
    /// that of another event.
    pub fn is_convertible(&self, event: &Event) -> bool {
        let is_named = matches!(event.kind, Kind::Struct(_) | Kind::Enum(_));
        is_named && self.events.iter().filter(|other| other.kind == event.kind).count() == 1
    }
}

/// One event.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub wire: String,
    /// The variant: `CallOffer`.
    pub variant: String,
    /// The id in the document; empty if there is none.
    pub id: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// The type of its data.
    pub kind: Kind,
    pub limits: Limits,
    pub deprecated: bool,
    /// One line.
    pub summary: String,
    pub description: String,
    /// A whole envelope.
    pub example: Option<Value>,
    /// The responses that the service expects.
    pub responses: Vec<Response>,
}

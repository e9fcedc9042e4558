//! The rules of the documents for requests. `generated` consists of these values.

use wsapi_client::OperationInfo;

/// An operation, as the server knows it.
#[derive(Debug)]
pub(crate) struct Route {
    /// Its id, method, path, credential and statuses.
    pub(crate) info: &'static OperationInfo,
    /// The parameters outside the path.
    pub(crate) query: &'static [Member],
    /// The name of the shape of its body, if it takes one.
    pub(crate) body: Option<&'static str>,
}

/// The rules for a JSON object.
#[derive(Debug)]
pub(crate) struct Shape {
    /// The name of the type in the SDK.
    pub(crate) name: &'static str,
    /// The name of the schema in the documents, which error details show.
    pub(crate) schema: &'static str,
    pub(crate) members: &'static [Member],
}

/// The rules for a member or a parameter.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) is_required: bool,
    pub(crate) kind: Kind,
}

/// The kind of a value, with its limits.
#[derive(Debug)]
pub(crate) enum Kind {
    Text,
    /// A text with a maximum number of characters.
    TextUpTo(u64),
    OneOf(&'static [&'static str]),
    /// A point in time.
    Time,
    Boolean,
    Number,
    /// An integer from a minimum to a maximum.
    Integer(i64, i64),
    /// A list with a minimum number of elements.
    List(&'static Kind, usize),
    #[allow(dead_code, reason = "the documents decide whether it is used")]
    /// An object with the name of its type.
    Object(&'static str),
    #[allow(dead_code, reason = "the documents decide whether it is used")]
    Any,
}

impl Member {
    pub(crate) const fn required(name: &'static str, kind: Kind) -> Self {
        Self { name, is_required: true, kind }
    }

    pub(crate) const fn optional(name: &'static str, kind: Kind) -> Self {
        Self { name, is_required: false, kind }
    }
}

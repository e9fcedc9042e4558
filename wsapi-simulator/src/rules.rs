//! What the documents require of a request. `generated` consists of these values.

use wsapi_client::OperationInfo;

use crate::generated::SHAPES;

/// An operation, as the server knows it.
#[derive(Debug)]
pub(crate) struct Route {
    /// Its id, method, path, credential and statuses.
    pub(crate) info: &'static OperationInfo,
    /// The parameters outside the path.
    pub(crate) query: &'static [Member],
    /// The type of its body, if it takes one.
    pub(crate) body: Option<&'static str>,
}

impl Route {
    /// The rules for its body, if it takes one.
    pub(crate) fn shape(&self) -> Option<&'static Shape> {
        self.body.and_then(Shape::named)
    }
}

/// The rules for a JSON object.
#[derive(Debug)]
pub(crate) struct Shape {
    /// The name of the type, which problems show.
    pub(crate) name: &'static str,
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
    /// With the most characters.
    TextUpTo(u64),
    OneOf(&'static [&'static str]),
    Boolean,
    Number,
    /// With the least and the greatest value.
    Integer(i64, i64),
    /// With the least number of elements.
    List(&'static Kind, usize),
    #[allow(dead_code, reason = "the documents decide whether it is used")]
    /// With the name of its type.
    Object(&'static str),
    #[allow(dead_code, reason = "the documents decide whether it is used")]
    Any,
}

impl Shape {
    fn named(name: &str) -> Option<&'static Self> {
        SHAPES.iter().find(|shape| shape.name == name)
    }
}

impl Member {
    pub(crate) const fn required(name: &'static str, kind: Kind) -> Self {
        Self { name, is_required: true, kind }
    }

    pub(crate) const fn optional(name: &'static str, kind: Kind) -> Self {
        Self { name, is_required: false, kind }
    }
}

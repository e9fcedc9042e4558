//! The arguments of a call, from the examples of the documents.

use serde::de::DeserializeOwned;
use serde_json::Value;
use wsapi_client::Media;

/// The location of a parameter in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum In {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
}

/// The parameters, by location and wire name, and the body.
#[derive(Clone, Debug, Default)]
pub struct Arguments {
    /// The operation, for messages.
    pub operation: String,
    /// Each parameter.
    pub parameters: Vec<(In, String, Value)>,
    /// The body.
    pub body: Option<Value>,
}

/// Reads arguments for the drivers. A value that does not fit its type fails the test.
impl Arguments {
    /// A parameter, if it has an example.
    pub(crate) fn find<T: DeserializeOwned>(&self, place: In, name: &str) -> Option<T> {
        let found = self.parameters.iter().find(|(other, wire, _)| *other == place && wire == name);
        found.map(|(_, _, value)| self.decode(name, value))
    }

    /// A required parameter.
    pub(crate) fn get<T: DeserializeOwned>(&self, place: In, name: &str) -> T {
        self.find(place, name).unwrap_or_else(|| panic!("`{}` has no example of `{name}`", self.operation))
    }

    /// The body, if there is one.
    pub(crate) fn find_body<T: DeserializeOwned>(&self) -> Option<T> {
        self.body.as_ref().map(|body| self.decode("the body", body))
    }

    /// The required body.
    pub(crate) fn body<T: DeserializeOwned>(&self) -> T {
        self.find_body().unwrap_or_else(|| panic!("`{}` has no example of the body", self.operation))
    }

    /// A field of the body, unless it is null.
    pub(crate) fn find_field<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let value = self.body.as_ref().and_then(|body| body.get(name)).filter(|value| !value.is_null());
        value.map(|value| self.decode(name, value))
    }

    /// A required field of the body.
    pub(crate) fn field<T: DeserializeOwned>(&self, name: &str) -> T {
        self.find_field(name).unwrap_or_else(|| panic!("`{}` has no example of `{name}`", self.operation))
    }

    /// A media field of the body. It is empty if the body has a URL instead.
    pub(crate) fn media(&self, name: &str) -> Media {
        self.find_field(name).unwrap_or_else(|| Media::base64(""))
    }

    /// Returns whether a field of the body is present and null.
    pub(crate) fn is_null(&self, name: &str) -> bool {
        self.body.as_ref().and_then(|body| body.get(name)).is_some_and(Value::is_null)
    }

    fn decode<T: DeserializeOwned>(&self, what: &str, value: &Value) -> T {
        let message = |error| format!("invalid example of {what} of `{}`: {error}: {value}", self.operation);
        T::deserialize(value).unwrap_or_else(|error| panic!("{}", message(error)))
    }
}

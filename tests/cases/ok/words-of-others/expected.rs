// ==> operations/operations_.rs

//! The operations of `client.operations_()`, as types.

use crate::generated::types::{AddOperationRequest, AddOperationResponse};
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `addOperation`: `POST /operations`. Called with
/// [`Operations::add_operation`](crate::generated::resources::Operations::add_operation).
#[derive(Debug)]
pub enum AddOperation {}

impl Wire for AddOperation {
    type Request = Json<AddOperationRequest>;
    type Response = Json<AddOperationResponse>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "addOperation",
        method: Method::POST,
        path: "/operations",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[200],
        errors: &[],
    };
}

// ==> resources/operations_.rs

//! The resource `client.operations_()`.

use crate::generated::operations;
use crate::generated::types::AddOperationRequest;
use crate::prelude::{Call, Client};

/// The operations of `operations_`.
///
/// Returned by [`Client::operations_`].
#[derive(Clone, Debug)]
pub struct Operations {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Operations`].
    pub fn operations_(&self) -> Operations {
        Operations { client: self.clone() }
    }
}

impl Operations {
    /// Calls `addOperation`.
    ///
    /// `addOperation` · `POST /operations` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use words_of_others::types::AddOperationRequest;
    ///
    /// # async fn example(client: words_of_others::Client) -> Result<(), words_of_others::Error> {
    /// let request = AddOperationRequest::new();
    /// let add_operation_response = client.operations_().add_operation(request).await?;
    /// println!("{add_operation_response:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn add_operation(&self, body: AddOperationRequest) -> Call<operations::AddOperation> {
        Call::new(&self.client, body)
    }
}

// ==> types/operations_.rs

//! Types that only the resource `operations_` uses.

use crate::prelude::{UnknownValue, object, open_enum};

/// One of the values of `QRState`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum QRState {
    /// `on`
    On,
    /// `off`
    Off,
    /// A value that this release does not know.
    Unknown(UnknownValue),
}

impl QRState {
    /// Returns the value as the API writes it.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::On => "on",
            Self::Off => "off\u{202e}",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for QRState {
    #[inline]
    fn from(value: &str) -> Self {
        match value {
            "on" => Self::On,
            "off\u{202e}" => Self::Off,
            _ => Self::Unknown(UnknownValue::new(value)),
        }
    }
}

open_enum!(QRState);

/// The fields of `QRCode`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct QRCode {
    /// The member `state`.
    pub state: Option<QRState>,
}

object!(QRCode { state: "state" });

impl QRCode {
    /// Creates a value with nothing set.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }

    /// Sets [`state`](Self::state).
    #[inline]
    pub fn state(mut self, state: impl Into<QRState>) -> Self {
        self.state = Some(state.into());
        self
    }
}

/// The fields of `AddOperationRequest`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct AddOperationRequest {
    /// The member `default`.
    pub default: Option<String>,
    /// The member `new`.
    pub new: Option<String>,
    /// The member `code`.
    pub code: Option<QRCode>,
}

object!(AddOperationRequest { default: "default", new: "new", code: "code" });

impl AddOperationRequest {
    /// Creates a value with nothing set.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }

    /// Sets [`default`](Self::default).
    #[inline]
    pub fn default(mut self, default: impl Into<String>) -> Self {
        self.default = Some(default.into());
        self
    }

    /// Sets [`new`](Self::new).
    #[inline]
    pub fn set_new(mut self, new: impl Into<String>) -> Self {
        self.new = Some(new.into());
        self
    }

    /// Sets [`code`](Self::code).
    #[inline]
    pub fn code(mut self, code: QRCode) -> Self {
        self.code = Some(code);
        self
    }
}

/// The fields of `AddOperationResponsePlanX`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct AddOperationResponsePlanX {
    /// The member `y`.
    pub y: Option<String>,
}

object!(AddOperationResponsePlanX { y: "y" });

impl AddOperationResponsePlanX {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `AddOperationResponsePlan`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct AddOperationResponsePlan {
    /// The member `x`.
    pub x: Option<AddOperationResponsePlanX>,
}

object!(AddOperationResponsePlan { x: "x" });

impl AddOperationResponsePlan {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `AddOperationResponse`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct AddOperationResponse {
    /// Turned around.
    pub left_right: Option<String>,
    /// The member `plan`.
    pub plan: Option<AddOperationResponsePlan>,
}

object!(AddOperationResponse { left_right: "left\u{202e}right", plan: "plan" });

impl AddOperationResponse {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

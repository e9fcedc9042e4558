// ==> operations/client.rs

//! The operations of `client.client()`, as types.

use crate::generated::types::ClientType;
use crate::prelude::{
    Class, Credential, Error, Expected, Json, Method, OperationInfo, Printed, Response, ResponseBody, Wire,
};

/// The operation `events`: `GET /d`. Called with
/// [`ClientTypeResource::events`](crate::generated::resources::ClientTypeResource::events).
#[derive(Debug)]
pub enum Events {}

impl Wire for Events {
    type Request = ();
    type Response = EventsResult;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "events",
        method: Method::GET,
        path: "/d",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200, 202],
        errors: &[],
    };
}

/// The result of `events`, by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant, reason = "a result is matched as soon as it is received")]
pub enum EventsResult {
    /// Ok
    Ok(ClientType),
    /// Later.
    Accepted,
}

impl ResponseBody for EventsResult {
    type Output = Self;

    fn expected(status: u16) -> Expected {
        match status {
            200 => Expected::Json,
            _ => Expected::Nothing,
        }
    }

    fn read(response: Response) -> Result<Self, Error> {
        match response.status() {
            200 => Json::read(response).map(Self::Ok),
            202 => Ok(Self::Accepted),
            _ => Err(response.unexpected()),
        }
    }

    fn print(output: Self, _: &[u16]) -> Printed {
        match output {
            Self::Ok(output) => Json::print(output, &[200]),
            Self::Accepted => <()>::print((), &[202]),
        }
    }
}

// ==> operations/events_.rs

//! The operations of `client.events_()`, as types.

use crate::generated::types::GetString;
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `client`: `GET /c`. Called with
/// [`Events::client`](crate::generated::resources::Events::client).
#[derive(Debug)]
pub enum ClientTypeOperation {}

impl Wire for ClientTypeOperation {
    type Request = ();
    type Response = Json<GetString>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "client",
        method: Method::GET,
        path: "/c",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

// ==> operations/order.rs

//! The operations of `client.order()`, as types.

use crate::generated::types::{Order, OrderResult};
use crate::prelude::{
    Class, Credential, Error, Expected, Json, Method, OperationInfo, Printed, Response, ResponseBody, Wire,
};

/// The operation `order`: `POST /order`. Called with
/// [`OrderResource::order`](crate::generated::resources::OrderResource::order).
#[derive(Debug)]
pub enum OrderOperation {}

impl Wire for OrderOperation {
    type Request = Json<Order>;
    type Response = OrderOperationResult;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "order",
        method: Method::POST,
        path: "/order",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[200, 202],
        errors: &[],
    };
}

/// The result of `order`, by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant, reason = "a result is matched as soon as it is received")]
pub enum OrderOperationResult {
    /// Done.
    Ok(OrderResult),
    /// Begun.
    Accepted(Order),
}

impl ResponseBody for OrderOperationResult {
    type Output = Self;

    fn expected(status: u16) -> Expected {
        match status {
            200 => Expected::Json,
            202 => Expected::Json,
            _ => Expected::Nothing,
        }
    }

    fn read(response: Response) -> Result<Self, Error> {
        match response.status() {
            200 => Json::read(response).map(Self::Ok),
            202 => Json::read(response).map(Self::Accepted),
            _ => Err(response.unexpected()),
        }
    }

    fn print(output: Self, _: &[u16]) -> Printed {
        match output {
            Self::Ok(output) => Json::print(output, &[200]),
            Self::Accepted(output) => Json::print(output, &[202]),
        }
    }
}

// ==> operations/shared_.rs

//! The operations of `client.shared_()`, as types.

use crate::generated::types::{Answer, GetStringResponse2, GetStringSort, GetStringSort2, JsonType, StringType};
use crate::prelude::{
    Call, Class, Credential, Error, Expected, Json, Method, OperationInfo, Printed, Response, ResponseBody, Wire,
};

/// The operation `getString`: `GET /a`. Called with
/// [`Shared::get_string`](crate::generated::resources::Shared::get_string).
#[derive(Debug)]
pub enum GetStringOperation {}

impl Wire for GetStringOperation {
    type Request = ();
    type Response = Json<StringType>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getString",
        method: Method::GET,
        path: "/a",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

impl Call<GetStringOperation> {
    /// Sets `sort`.
    pub fn sort(self, sort: impl Into<GetStringSort>) -> Self {
        self.query("sort", sort.into())
    }
}

/// The operation `get_string`: `GET /b`. Called with
/// [`Shared::get_string_2`](crate::generated::resources::Shared::get_string_2).
#[derive(Debug)]
pub enum GetStringOperation2 {}

impl Wire for GetStringOperation2 {
    type Request = ();
    type Response = Json<GetStringResponse2>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "get_string",
        method: Method::GET,
        path: "/b",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

impl Call<GetStringOperation2> {
    /// Sets `sort`.
    pub fn sort(self, sort: impl Into<GetStringSort2>) -> Self {
        self.query("sort", sort.into())
    }
}

/// The operation `text`: `GET /json`. Called with
/// [`Shared::text`](crate::generated::resources::Shared::text).
#[derive(Debug)]
pub enum TextTypeOperation {}

impl Wire for TextTypeOperation {
    type Request = ();
    type Response = TextTypeOperationResult;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "text",
        method: Method::GET,
        path: "/json",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200, 202],
        errors: &[],
    };
}

/// The result of `text`, by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant, reason = "a result is matched as soon as it is received")]
pub enum TextTypeOperationResult {
    /// Ok
    Ok(JsonType),
    /// Later
    Accepted(Answer),
}

impl ResponseBody for TextTypeOperationResult {
    type Output = Self;

    fn expected(status: u16) -> Expected {
        match status {
            200 => Expected::Json,
            202 => Expected::Json,
            _ => Expected::Nothing,
        }
    }

    fn read(response: Response) -> Result<Self, Error> {
        match response.status() {
            200 => Json::read(response).map(Self::Ok),
            202 => Json::read(response).map(Self::Accepted),
            _ => Err(response.unexpected()),
        }
    }

    fn print(output: Self, _: &[u16]) -> Printed {
        match output {
            Self::Ok(output) => Json::print(output, &[200]),
            Self::Accepted(output) => Json::print(output, &[202]),
        }
    }
}

// ==> resources/client.rs

//! The resource `client.client()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `client`.
///
/// Returned by [`Client::client`].
#[derive(Clone, Debug)]
pub struct ClientTypeResource {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`ClientTypeResource`].
    pub fn client(&self) -> ClientTypeResource {
        ClientTypeResource { client: self.clone() }
    }
}

impl ClientTypeResource {
    /// Calls `events`.
    ///
    /// `events` · `GET /d` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`, `202`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: clashing_names::Client) -> Result<(), clashing_names::Error> {
    /// let response = client.client().events().await?;
    /// println!("{response:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn events(&self) -> Call<operations::Events> {
        Call::new(&self.client, ())
    }
}

// ==> resources/events_.rs

//! The resource `client.events_()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `events_`.
///
/// Returned by [`Client::events_`].
#[derive(Clone, Debug)]
pub struct Events {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Events`].
    pub fn events_(&self) -> Events {
        Events { client: self.clone() }
    }
}

impl Events {
    /// Calls `client`.
    ///
    /// `client` · `GET /c` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: clashing_names::Client) -> Result<(), clashing_names::Error> {
    /// let get_string = client.events_().client().await?;
    /// println!("{get_string:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn client(&self) -> Call<operations::ClientTypeOperation> {
        Call::new(&self.client, ())
    }
}

// ==> resources/order.rs

//! The resource `client.order()`.

use crate::generated::operations;
use crate::generated::types::Order;
use crate::prelude::{Call, Client};

/// The operations of `order`.
///
/// Returned by [`Client::order`].
#[derive(Clone, Debug)]
pub struct OrderResource {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`OrderResource`].
    pub fn order(&self) -> OrderResource {
        OrderResource { client: self.clone() }
    }
}

impl OrderResource {
    /// Calls `order`.
    ///
    /// `order` · `POST /order` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `200`, `202`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use clashing_names::types::Order;
    ///
    /// # async fn example(client: clashing_names::Client) -> Result<(), clashing_names::Error> {
    /// let response = client.order().order(Order::new()).await?;
    /// println!("{response:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn order(&self, body: Order) -> Call<operations::OrderOperation> {
        Call::new(&self.client, body)
    }
}

// ==> resources/shared_.rs

//! The resource `client.shared_()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `shared_`.
///
/// Returned by [`Client::shared_`].
#[derive(Clone, Debug)]
pub struct Shared {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Shared`].
    pub fn shared_(&self) -> Shared {
        Shared { client: self.clone() }
    }
}

impl Shared {
    /// Calls `getString`.
    ///
    /// `getString` · `GET /a` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: clashing_names::Client) -> Result<(), clashing_names::Error> {
    /// let string_type = client.shared_().get_string().await?;
    /// println!("{string_type:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn get_string(&self) -> Call<operations::GetStringOperation> {
        Call::new(&self.client, ())
    }

    /// Calls `get_string`.
    ///
    /// `get_string` · `GET /b` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: clashing_names::Client) -> Result<(), clashing_names::Error> {
    /// let get_string_response2 = client.shared_().get_string_2().await?;
    /// println!("{get_string_response2:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "get_string")]
    #[inline]
    pub fn get_string_2(&self) -> Call<operations::GetStringOperation2> {
        Call::new(&self.client, ())
    }

    /// Calls `text`.
    ///
    /// `text` · `GET /json` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`, `202`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: clashing_names::Client) -> Result<(), clashing_names::Error> {
    /// let response = client.shared_().text().await?;
    /// println!("{response:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn text(&self) -> Call<operations::TextTypeOperation> {
        Call::new(&self.client, ())
    }
}

// ==> types/client.rs

//! Types that only the resource `client` uses.

use crate::prelude::object;

/// The fields of `GetStringResponse`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GetStringResponse {
    /// The member `b`.
    pub b: Option<String>,
}

object!(GetStringResponse { b: "b" });

impl GetStringResponse {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `ClientType`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ClientType {
    /// The member `c`.
    pub c: Option<GetStringResponse>,
}

object!(ClientType { c: "c" });

impl ClientType {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

// ==> types/events_.rs

//! Types that only the resource `events_` uses.

use crate::prelude::object;

/// The fields of `GetString`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GetString {
    /// The member `a`.
    pub a: Option<String>,
}

object!(GetString { a: "a" });

impl GetString {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

// ==> types/order.rs

//! Types that only the resource `order` uses.

use crate::prelude::object;

/// The fields of `Order`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct Order {
    /// The member `operations`.
    pub operations: Option<String>,
}

object!(Order { operations: "operations" });

impl Order {
    /// Creates a value with nothing set.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }

    /// Sets [`operations`](Self::operations).
    #[inline]
    pub fn operations(mut self, operations: impl Into<String>) -> Self {
        self.operations = Some(operations.into());
        self
    }
}

/// The fields of `OrderResult`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct OrderResult {
    /// The member `operations`.
    pub operations: Option<String>,
}

object!(OrderResult { operations: "operations" });

impl OrderResult {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

// ==> types/shared_.rs

//! Types that only the resource `shared_` uses.

use crate::prelude::{UnknownValue, object, open_enum};

/// The fields of `JsonType`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct JsonType {
    /// The member `object`.
    pub object: Option<TextType>,
}

object!(JsonType { object: "object" });

impl JsonType {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `Answer`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Answer {
    /// The member `text`.
    pub text: Option<String>,
}

object!(Answer { text: "text" });

impl Answer {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// One of the values of `TextType`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TextType {
    /// `plain`
    Plain,
    /// `rich`
    Rich,
    /// A value that this release does not know.
    Unknown(UnknownValue),
}

impl TextType {
    /// Returns the value as the API writes it.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Plain => "plain",
            Self::Rich => "rich",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for TextType {
    #[inline]
    fn from(value: &str) -> Self {
        match value {
            "plain" => Self::Plain,
            "rich" => Self::Rich,
            _ => Self::Unknown(UnknownValue::new(value)),
        }
    }
}

open_enum!(TextType);

/// The fields of `StringType`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct StringType {
    /// The member `Option`.
    pub option: Option<String>,
}

object!(StringType { option: "Option" });

impl StringType {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `VecType`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct VecType {
    /// The member `Option`.
    pub option: Option<StringType>,
}

object!(VecType { option: "Option" });

impl VecType {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// One of the values of `Sort`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Sort {
    /// `best`
    Best,
    /// `worst`
    Worst,
    /// A value that this release does not know.
    Unknown(UnknownValue),
}

impl Sort {
    /// Returns the value as the API writes it.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Best => "best",
            Self::Worst => "worst",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for Sort {
    #[inline]
    fn from(value: &str) -> Self {
        match value {
            "best" => Self::Best,
            "worst" => Self::Worst,
            _ => Self::Unknown(UnknownValue::new(value)),
        }
    }
}

open_enum!(Sort);

/// One of the values of `GetStringSort`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum GetStringSort {
    /// `up`
    Up,
    /// `down`
    Down,
    /// A value that this release does not know.
    Unknown(UnknownValue),
}

impl GetStringSort {
    /// Returns the value as the API writes it.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for GetStringSort {
    #[inline]
    fn from(value: &str) -> Self {
        match value {
            "up" => Self::Up,
            "down" => Self::Down,
            _ => Self::Unknown(UnknownValue::new(value)),
        }
    }
}

open_enum!(GetStringSort);

/// One of the values of `GetStringSort2`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum GetStringSort2 {
    /// `left`
    Left,
    /// `right`
    Right,
    /// A value that this release does not know.
    Unknown(UnknownValue),
}

impl GetStringSort2 {
    /// Returns the value as the API writes it.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for GetStringSort2 {
    #[inline]
    fn from(value: &str) -> Self {
        match value {
            "left" => Self::Left,
            "right" => Self::Right,
            _ => Self::Unknown(UnknownValue::new(value)),
        }
    }
}

open_enum!(GetStringSort2);

/// The fields of `GetStringResponse2`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GetStringResponse2 {
    /// The member `value`.
    pub value: Option<VecType>,
    /// The member `sort`.
    pub sort: Option<Sort>,
}

object!(GetStringResponse2 { value: "value", sort: "sort" });

impl GetStringResponse2 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

// ==> operations/orders.rs

//! The operations of `client.orders()`, as types.

use crate::generated::types::Order;
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `getA`: `GET /a`. Called with
/// [`Orders::get_a`](crate::generated::resources::Orders::get_a).
#[derive(Debug)]
pub enum GetA {}

impl Wire for GetA {
    type Request = ();
    type Response = Json<Order>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getA",
        method: Method::GET,
        path: "/a",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

// ==> resources/orders.rs

//! The resource `client.orders()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `orders`.
///
/// Returned by [`Client::orders`].
#[derive(Clone, Debug)]
pub struct Orders {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Orders`].
    pub fn orders(&self) -> Orders {
        Orders { client: self.clone() }
    }
}

impl Orders {
    /// Calls `getA`.
    ///
    /// `getA` · `GET /a` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: components_keep_their_names::Client) -> Result<(), components_keep_their_names::Error> {
    /// let order = client.orders().get_a().await?;
    /// println!("{order:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn get_a(&self) -> Call<operations::GetA> {
        Call::new(&self.client, ())
    }
}

// ==> types/orders.rs

//! Types that only the resource `orders` uses.

use crate::prelude::object;

/// The fields of `OrderItem2`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct OrderItem2 {
    /// The member `inline_text`.
    pub inline_text: Option<String>,
}

object!(OrderItem2 { inline_text: "inline_text" });

impl OrderItem2 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `Order`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Order {
    /// The member `item`.
    pub item: Option<OrderItem2>,
    /// The member `real`.
    pub real: Option<OrderItem>,
}

object!(Order { item: "item", real: "real" });

impl Order {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `OrderItem`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct OrderItem {
    /// The member `component_number`.
    pub component_number: Option<i64>,
}

object!(OrderItem { component_number: "component_number" });

impl OrderItem {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

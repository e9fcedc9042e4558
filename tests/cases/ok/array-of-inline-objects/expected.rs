// ==> operations/orders.rs

//! The operations of `client.orders()`, as types.

use crate::generated::types::ListOrdersResponseItem;
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `listOrders`: `GET /orders`. Called with
/// [`Orders::list`](crate::generated::resources::Orders::list).
#[derive(Debug)]
pub enum ListOrders {}

impl Wire for ListOrders {
    type Request = ();
    type Response = Json<Vec<ListOrdersResponseItem>>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "listOrders",
        method: Method::GET,
        path: "/orders",
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
    /// Calls `listOrders`.
    ///
    /// `listOrders` · `GET /orders` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: array_of_inline_objects::Client) -> Result<(), array_of_inline_objects::Error> {
    /// let list_orders_response_items = client.orders().list().await?;
    /// println!("list orders response items: {}", list_orders_response_items.len());
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "listOrders")]
    #[inline]
    pub fn list(&self) -> Call<operations::ListOrders> {
        Call::new(&self.client, ())
    }
}

// ==> types/orders.rs

//! Types that only the resource `orders` uses.

use crate::prelude::object;

/// The fields of `ListOrdersResponseItemEntry`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ListOrdersResponseItemEntry {
    /// The member `product`.
    pub product: String,
}

object!(ListOrdersResponseItemEntry { product: "product" });

impl ListOrdersResponseItemEntry {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `ListOrdersResponseItemDataItemItem`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ListOrdersResponseItemDataItemItem {
    /// The member `x`.
    pub x: Option<f64>,
}

object!(ListOrdersResponseItemDataItemItem { x: "x" });

impl ListOrdersResponseItemDataItemItem {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `ListOrdersResponseItem`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ListOrdersResponseItem {
    /// The member `id`.
    pub id: String,
    /// The member `entries`.
    pub entries: Vec<ListOrdersResponseItemEntry>,
    /// The member `data`.
    pub data: Option<Vec<Vec<ListOrdersResponseItemDataItemItem>>>,
}

object!(ListOrdersResponseItem { id: "id", entries: "entries", data: "data" });

impl ListOrdersResponseItem {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

// ==> operations/stock.rs

//! The operations of `client.stock()`, as types.

use std::collections::BTreeMap;

use crate::generated::types::PutStockResponse;
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `putStock`: `PUT /stock`. Called with
/// [`Stock::put`](crate::generated::resources::Stock::put).
#[derive(Debug)]
pub enum PutStock {}

impl Wire for PutStock {
    type Request = Json<BTreeMap<String, i64>>;
    type Response = Json<PutStockResponse>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "putStock",
        method: Method::PUT,
        path: "/stock",
        credential: Credential::None,
        class: Class::Idempotent,
        success: &[200],
        errors: &[],
    };
}

// ==> resources/stock.rs

//! The resource `client.stock()`.

use std::collections::BTreeMap;

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `stock`.
///
/// Returned by [`Client::stock`].
#[derive(Clone, Debug)]
pub struct Stock {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Stock`].
    pub fn stock(&self) -> Stock {
        Stock { client: self.clone() }
    }
}

impl Stock {
    /// Calls `putStock`.
    ///
    /// `putStock` · `PUT /stock` · key: [none](crate::prelude::Credential::None) · class:
    /// [idempotent](crate::prelude::Class::Idempotent) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use std::collections::BTreeMap;
    ///
    /// # async fn example(client: typed_map::Client) -> Result<(), typed_map::Error> {
    /// let request = BTreeMap::from([("name".to_owned(), 1)]);
    /// let put_stock_response = client.stock().put(request).await?;
    /// println!("{put_stock_response:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "putStock")]
    #[inline]
    pub fn put(&self, body: BTreeMap<String, i64>) -> Call<operations::PutStock> {
        Call::new(&self.client, body)
    }
}

// ==> types/stock.rs

//! Types that only the resource `stock` uses.

use std::collections::BTreeMap;

use crate::prelude::object;

/// The fields of `Owner`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Owner {
    /// The member `name`.
    pub name: Option<String>,
}

object!(Owner { name: "name" });

impl Owner {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `PutStockResponseShelvesValue`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct PutStockResponseShelvesValue {
    /// The member `width`.
    pub width: f64,
}

object!(PutStockResponseShelvesValue { width: "width" });

impl PutStockResponseShelvesValue {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `PutStockResponse`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct PutStockResponse {
    /// The member `counts`.
    pub counts: BTreeMap<String, i64>,
    /// The member `names`.
    pub names: BTreeMap<String, String>,
    /// The member `shelves`.
    pub shelves: Option<BTreeMap<String, PutStockResponseShelvesValue>>,
    /// The member `owners`.
    pub owners: Option<BTreeMap<String, Owner>>,
    /// The member `nested`.
    pub nested: Option<BTreeMap<String, BTreeMap<String, Vec<bool>>>>,
}

object!(PutStockResponse { counts: "counts", names: "names", shelves: "shelves", owners: "owners", nested: "nested" });

impl PutStockResponse {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

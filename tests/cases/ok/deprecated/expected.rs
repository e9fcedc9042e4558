// ==> operations/things.rs

//! The operations of `client.things()`, as types.

use crate::generated::types::Old;
use crate::prelude::{Call, Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `doItTheOldWay`: `POST /old`. Called with
/// [`Things::do_it_the_old_way`](crate::generated::resources::Things::do_it_the_old_way).
#[derive(Debug)]
pub enum DoItTheOldWay {}

impl Wire for DoItTheOldWay {
    type Request = Json<Old>;
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "doItTheOldWay",
        method: Method::POST,
        path: "/old",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[204],
        errors: &[],
    };
}

impl Call<DoItTheOldWay> {
    /// Sets `fast`.
    ///
    /// Deprecated by the service.
    #[deprecated]
    pub fn fast(self, fast: bool) -> Self {
        self.query("fast", fast)
    }
}

// ==> resources/things.rs

//! The resource `client.things()`.

use crate::generated::operations;
use crate::generated::types::Old;
use crate::prelude::{Call, Client};

/// The operations of `things`.
///
/// Returned by [`Client::things`].
#[derive(Clone, Debug)]
pub struct Things {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Things`].
    pub fn things(&self) -> Things {
        Things { client: self.clone() }
    }
}

impl Things {
    /// Calls `doItTheOldWay`.
    ///
    /// There is a new way.
    ///
    /// `doItTheOldWay` · `POST /old` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use deprecated::types::Old;
    ///
    /// # async fn example(client: deprecated::Client) -> Result<(), deprecated::Error> {
    /// client.things().do_it_the_old_way(Old::new("text")).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[deprecated]
    #[inline]
    pub fn do_it_the_old_way(&self, body: Old) -> Call<operations::DoItTheOldWay> {
        Call::new(&self.client, body)
    }
}

// ==> types/things.rs

//! Types that only the resource `things` uses.

use crate::prelude::object;

/// The fields of `Old`.
///
/// Deprecated by the service.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct Old {
    /// The member `a`.
    ///
    /// Deprecated by the service.
    pub a: String,
    /// The member `b`.
    ///
    /// Deprecated by the service.
    pub b: Option<String>,
}

object!(Old { a: "a", b: "b" });

impl Old {
    /// Creates a value with its required fields.
    #[inline]
    pub fn new(a: impl Into<String>) -> Self {
        Self { a: a.into(), b: None }
    }

    /// Sets [`b`](Self::b).
    #[deprecated]
    #[inline]
    pub fn b(mut self, b: impl Into<String>) -> Self {
        self.b = Some(b.into());
        self
    }
}

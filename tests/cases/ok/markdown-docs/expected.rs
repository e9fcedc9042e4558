// ==> operations/docs.rs

//! The operations of `client.docs()`, as types.

use crate::prelude::{Call, Class, Credential, Method, OperationInfo, Wire};

/// The operation `getDocs`: `GET /docs`. Called with
/// [`Docs::get`](crate::generated::resources::Docs::get).
#[derive(Debug)]
pub enum GetDocs {}

impl Wire for GetDocs {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getDocs",
        method: Method::GET,
        path: "/docs",
        credential: Credential::None,
        class: Class::Safe,
        success: &[204],
        errors: &[400],
    };
}

impl Call<GetDocs> {
    /// A `code` and \[a link\](x) \<T\>
    pub fn q(self, q: impl Into<String>) -> Self {
        self.query("q", q.into())
    }
}

// ==> resources/docs.rs

//! The resource `client.docs()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// Everything about \[docs\] and \<docs\>.
///
/// ```text
/// {"not": "a test"}
/// ```
///
/// Returned by [`Client::docs`].
#[derive(Clone, Debug)]
pub struct Docs {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Docs`].
    ///
    /// Everything about \[docs\] and \<docs\>.
    pub fn docs(&self) -> Docs {
        Docs { client: self.clone() }
    }
}

impl Docs {
    /// Gets \<b\>docs\</b\> of \[\[any\]\] kind \[maybe\].
    ///
    /// Returns `Vec<u8>` or Vec\<u8\>, see <https://example.org/a_b?c=>\[d\]. An odd \` backtick,
    /// *stars* and a_b_c.
    ///
    /// let indented = "four spaces";
    ///
    /// - a list item that is long enough to be broken into two lines because it goes on and on without
    ///   any end
    ///   continued
    /// - nested \[item\](<https://example.org>)
    /// 1. one
    /// 2. two
    ///
    /// \> quoted
    ///
    /// | a | b |
    /// |---|---|
    /// | 1 | \<br\> |
    ///
    /// ~~~text
    /// no language
    /// ~~~
    ///
    /// # Heading
    ///
    /// ```text
    /// compile_error!("this is no test");
    /// ```
    ///
    /// ```text
    /// [unclosed
    /// ```
    ///
    /// `getDocs` · `GET /docs` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `204`
    ///
    /// # Errors
    ///
    /// * `400`: Bad - first - second
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: markdown_docs_in_two_lines::Client) -> Result<(), markdown_docs_in_two_lines::Error> {
    /// client.docs().get().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "getDocs")]
    #[inline]
    pub fn get(&self) -> Call<operations::GetDocs> {
        Call::new(&self.client, ())
    }
}

// ==> operations/files.rs

//! The operations of `client.files()`, as types.

use crate::prelude::{Call, Class, Credential, Method, OperationInfo, Wire};

/// The operation `deleteFiles`: `DELETE /files`. Called with
/// [`Files::delete`](crate::generated::resources::Files::delete).
#[derive(Debug)]
pub enum DeleteFiles {}

impl Wire for DeleteFiles {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "deleteFiles",
        method: Method::DELETE,
        path: "/files",
        credential: Credential::None,
        class: Class::Idempotent,
        success: &[204],
        errors: &[],
    };
}

impl Call<DeleteFiles> {
    /// In seconds.
    pub fn x_max_age(self, x_max_age: i64) -> Self {
        self.header_param("X-Max-Age", x_max_age)
    }

    /// Sets `If-Match`.
    pub fn if_match(self, if_match: impl Into<String>) -> Self {
        self.header_param("If-Match", if_match.into())
    }
}

// ==> resources/files.rs

//! The resource `client.files()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `files`.
///
/// Returned by [`Client::files`].
#[derive(Clone, Debug)]
pub struct Files {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Files`].
    pub fn files(&self) -> Files {
        Files { client: self.clone() }
    }
}

impl Files {
    /// Calls `deleteFiles`.
    ///
    /// `deleteFiles` · `DELETE /files` · key: [none](crate::prelude::Credential::None) · class:
    /// [idempotent](crate::prelude::Class::Idempotent) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: header_parameter::Client) -> Result<(), header_parameter::Error> {
    /// client.files().delete("text").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "deleteFiles")]
    #[inline]
    pub fn delete(&self, x_reason: impl Into<String>) -> Call<operations::DeleteFiles> {
        Call::new(&self.client, ()).header_param("X-Reason", x_reason.into())
    }
}

// ==> operations/pictures.rs

//! The operations of `client.pictures()`, as types.

use crate::prelude::{Class, Credential, Download, Method, OperationInfo, Wire};

/// The operation `getPicture`: `GET /pictures/{id}`.
#[derive(Debug)]
pub enum GetPicture {}

impl Wire for GetPicture {
    type Request = ();
    type Response = Download;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getPicture",
        method: Method::GET,
        path: "/pictures/{id}",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

/// The operation `getOriginal`: `GET /pictures/{id}/original`.
#[derive(Debug)]
pub enum GetOriginal {}

impl Wire for GetOriginal {
    type Request = ();
    type Response = Download;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getOriginal",
        method: Method::GET,
        path: "/pictures/{id}/original",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[404],
    };
}

// ==> resources/pictures.rs

//! The resource `client.pictures()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `pictures`.
#[derive(Clone, Debug)]
pub struct Pictures {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Pictures`], which has a method for each of its operations.
    pub fn pictures(&self) -> Pictures {
        Pictures { client: self.clone() }
    }
}

impl Pictures {
    /// Calls `getPicture`.
    ///
    /// * Operation: `getPicture`, `GET /pictures/{id}`
    /// * Credential: none
    /// * Class: safe (it only reads)
    /// * Success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: binary_response::Client) -> Result<(), binary_response::Error> {
    /// let download = client.pictures().get("text").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn get(&self, id: impl Into<String>) -> Call<operations::GetPicture> {
        Call::new(&self.client, ()).accept("image/png, */*;q=0.5").path(id.into())
    }

    /// Calls `getOriginal`.
    ///
    /// * Operation: `getOriginal`, `GET /pictures/{id}/original`
    /// * Credential: none
    /// * Class: safe (it only reads)
    /// * Success: `200`
    ///
    /// # Errors
    ///
    /// * `404`: There is no such picture.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: binary_response::Client) -> Result<(), binary_response::Error> {
    /// let download = client.pictures().get_original("text").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn get_original(&self, id: impl Into<String>) -> Call<operations::GetOriginal> {
        Call::new(&self.client, ()).accept("application/octet-stream, */*;q=0.5").path(id.into())
    }
}

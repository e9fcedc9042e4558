// ==> operations/pictures.rs

//! The operations of `client.pictures()`, as types.

use crate::prelude::{Class, Credential, Download, Method, OperationInfo, Wire};

/// The operation `getPicture`: `GET /pictures/{id}`. Called with
/// [`Pictures::get`](crate::generated::resources::Pictures::get).
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

/// The operation `getOriginal`: `GET /pictures/{id}/original`. Called with
/// [`Pictures::get_original`](crate::generated::resources::Pictures::get_original).
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
///
/// Returned by [`Client::pictures`].
#[derive(Clone, Debug)]
pub struct Pictures {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Pictures`].
    pub fn pictures(&self) -> Pictures {
        Pictures { client: self.clone() }
    }
}

impl Pictures {
    /// Calls `getPicture`.
    ///
    /// `getPicture` · `GET /pictures/{id}` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: binary_response::Client) -> Result<(), binary_response::Error> {
    /// let download = client.pictures().get("text").await?;
    /// let path = download.save_to("downloads").await?;
    /// println!("saved {}", path.display());
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "getPicture")]
    #[inline]
    pub fn get(&self, id: impl Into<String>) -> Call<operations::GetPicture> {
        Call::new(&self.client, ()).accept("image/png, */*;q=0.5").path(id.into())
    }

    /// Calls `getOriginal`.
    ///
    /// `getOriginal` · `GET /pictures/{id}/original` · key: [none](crate::prelude::Credential::None) ·
    /// class: [safe](crate::prelude::Class::Safe) · success: `200`
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
    /// let path = download.save_to("downloads").await?;
    /// println!("saved {}", path.display());
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn get_original(&self, id: impl Into<String>) -> Call<operations::GetOriginal> {
        Call::new(&self.client, ()).accept("application/octet-stream, */*;q=0.5").path(id.into())
    }
}

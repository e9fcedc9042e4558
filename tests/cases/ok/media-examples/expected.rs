// ==> operations/pictures.rs

//! The operations of `client.pictures()`, as types.

use crate::generated::types::AddStickerRequest;
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `addSticker`: `POST /stickers`. Called with
/// [`Pictures::add_sticker`](crate::generated::resources::Pictures::add_sticker).
#[derive(Debug)]
pub enum AddSticker {}

impl Wire for AddSticker {
    type Request = Json<AddStickerRequest>;
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "addSticker",
        method: Method::POST,
        path: "/stickers",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[204],
        errors: &[],
    };
}

/// The operation `addPhoto`: `POST /photos`. Called with
/// [`Pictures::add_photo`](crate::generated::resources::Pictures::add_photo).
#[derive(Debug)]
pub enum AddPhoto {}

impl Wire for AddPhoto {
    type Request = Json<AddStickerRequest>;
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "addPhoto",
        method: Method::POST,
        path: "/photos",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[204],
        errors: &[],
    };
}

// ==> resources/pictures.rs

//! The resource `client.pictures()`.

use crate::generated::operations;
use crate::generated::types::AddStickerRequest;
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
    /// Calls `addSticker`.
    ///
    /// `addSticker` · `POST /stickers` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use media_examples::{Media, types::AddStickerRequest};
    ///
    /// # async fn example(client: media_examples::Client) -> Result<(), media_examples::Error> {
    /// let data = Media::path("picture.webp");
    /// client.pictures().add_sticker(AddStickerRequest::new(data)).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn add_sticker(&self, body: AddStickerRequest) -> Call<operations::AddSticker> {
        Call::new(&self.client, body)
    }

    /// Calls `addPhoto`.
    ///
    /// `addPhoto` · `POST /photos` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use media_examples::{Media, types::AddStickerRequest};
    ///
    /// # async fn example(client: media_examples::Client) -> Result<(), media_examples::Error> {
    /// let data = Media::path("picture.jpg");
    /// client.pictures().add_photo(AddStickerRequest::new(data)).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn add_photo(&self, body: AddStickerRequest) -> Call<operations::AddPhoto> {
        Call::new(&self.client, body)
    }
}

// ==> types/pictures.rs

//! Types that only the resource `pictures` uses.

use crate::prelude::{Media, object};

/// The fields of `AddStickerRequest`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct AddStickerRequest {
    /// The member `data`.
    pub data: Media,
}

object!(AddStickerRequest { data: "data" });

impl AddStickerRequest {
    /// Creates a value with its required fields.
    #[inline]
    pub fn new(data: impl Into<Media>) -> Self {
        Self { data: data.into() }
    }
}

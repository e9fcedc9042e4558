// ==> operations/albums.rs

//! The operations of `client.albums()`, as types.

use crate::generated::types::Album;
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `putAlbums`: `PUT /albums`. Called with
/// [`Albums::put`](crate::generated::resources::Albums::put).
#[derive(Debug)]
pub enum PutAlbums {}

impl Wire for PutAlbums {
    type Request = Json<Vec<Album>>;
    type Response = Json<Vec<Album>>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "putAlbums",
        method: Method::PUT,
        path: "/albums",
        credential: Credential::None,
        class: Class::Idempotent,
        success: &[200],
        errors: &[],
    };
}

// ==> resources/albums.rs

//! The resource `client.albums()`.

use crate::generated::operations;
use crate::generated::types::Album;
use crate::prelude::{Call, Client};

/// The operations of `albums`.
///
/// Returned by [`Client::albums`].
#[derive(Clone, Debug)]
pub struct Albums {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Albums`].
    pub fn albums(&self) -> Albums {
        Albums { client: self.clone() }
    }
}

impl Albums {
    /// Calls `putAlbums`.
    ///
    /// `putAlbums` · `PUT /albums` · key: [none](crate::prelude::Credential::None) · class:
    /// [idempotent](crate::prelude::Class::Idempotent) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use component_aliases::{Time, types::Album};
    ///
    /// # async fn example(client: component_aliases::Client) -> Result<(), component_aliases::Error> {
    /// let request = vec![Album::new("text", "2026-01-31T12:00:00Z".parse:: < Time > () ?)];
    /// let albums = client.albums().put(request).await?;
    /// println!("albums: {}", albums.len());
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "putAlbums")]
    #[inline]
    pub fn put(&self, body: Vec<Album>) -> Call<operations::PutAlbums> {
        Call::new(&self.client, body)
    }
}

// ==> types/albums.rs

//! Types that only the resource `albums` uses.

use serde_json::Value;
use std::collections::BTreeMap;

use crate::prelude::{Nullable, Time, UnknownValue, object, open_enum};

/// The fields of `Album`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct Album {
    /// An opaque text.
    pub id: String,
    /// The member `released`.
    pub released: Time,
    /// The member `plays`.
    pub plays: Option<BTreeMap<String, i64>>,
    /// The member `sequel`.
    pub sequel: Option<Box<Album>>,
    /// The member `genre`.
    pub genre: Nullable<Style>,
    /// The member `anything`.
    pub anything: Option<Value>,
}

object!(Album {
    id: "id",
    released: "released",
    plays: "plays",
    sequel: "sequel",
    genre: "genre",
    anything: "anything"
});

impl Album {
    /// Creates a value with its required fields.
    #[inline]
    pub fn new(id: impl Into<String>, released: impl Into<Time>) -> Self {
        Self {
            id: id.into(),
            released: released.into(),
            plays: None,
            sequel: None,
            genre: Nullable::Unset,
            anything: None,
        }
    }

    /// Sets [`plays`](Self::plays).
    #[inline]
    pub fn plays(mut self, plays: BTreeMap<String, i64>) -> Self {
        self.plays = Some(plays);
        self
    }

    /// Sets [`sequel`](Self::sequel).
    #[inline]
    pub fn sequel(mut self, sequel: Album) -> Self {
        self.sequel = Some(Box::new(sequel));
        self
    }

    /// Sets [`genre`](Self::genre).
    #[inline]
    pub fn genre(mut self, genre: impl Into<Style>) -> Self {
        self.genre = Nullable::Value(genre.into());
        self
    }

    /// Sends `null` for [`genre`](Self::genre) instead of leaving it out.
    #[inline]
    pub fn genre_null(mut self) -> Self {
        self.genre = Nullable::Null;
        self
    }

    /// Sets [`anything`](Self::anything).
    #[inline]
    pub fn anything(mut self, anything: Value) -> Self {
        self.anything = Some(anything);
        self
    }
}

/// One of the values of `Style`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Style {
    /// `jazz`
    Jazz,
    /// `folk`
    Folk,
    /// A value that this release does not know.
    Unknown(UnknownValue),
}

impl Style {
    /// Returns the value as the API writes it.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Jazz => "jazz",
            Self::Folk => "folk",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for Style {
    #[inline]
    fn from(value: &str) -> Self {
        match value {
            "jazz" => Self::Jazz,
            "folk" => Self::Folk,
            _ => Self::Unknown(UnknownValue::new(value)),
        }
    }
}

open_enum!(Style);

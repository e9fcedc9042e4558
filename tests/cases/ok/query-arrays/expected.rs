// ==> operations/books.rs

//! The operations of `client.books()`, as types.

use crate::prelude::{Call, Class, Credential, Method, OperationInfo, Time, Wire};

/// The operation `findBooks`: `GET /books`. Called with
/// [`Books::find`](crate::generated::resources::Books::find).
#[derive(Debug)]
pub enum FindBooks {}

impl Wire for FindBooks {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "findBooks",
        method: Method::GET,
        path: "/books",
        credential: Credential::None,
        class: Class::Safe,
        success: &[204],
        errors: &[],
    };
}

impl Call<FindBooks> {
    /// Sets `tag`.
    pub fn tag(self, tag: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.query_each("tag", tag.into_iter().map(Into::<String>::into))
    }

    /// Sets `id`.
    pub fn id(self, id: impl IntoIterator<Item = i64>) -> Self {
        self.query_joined("id", id)
    }

    /// Sets `since`.
    pub fn since(self, since: impl IntoIterator<Item = impl Into<Time>>) -> Self {
        self.query_each("since", since.into_iter().map(Into::<Time>::into))
    }
}

// ==> resources/books.rs

//! The resource `client.books()`.

use crate::generated::operations;
use crate::generated::types::Binding;
use crate::prelude::{Call, Client};

/// The operations of `books`.
///
/// Returned by [`Client::books`].
#[derive(Clone, Debug)]
pub struct Books {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Books`].
    pub fn books(&self) -> Books {
        Books { client: self.clone() }
    }
}

impl Books {
    /// Calls `findBooks`.
    ///
    /// `findBooks` · `GET /books` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use query_arrays::types::Binding;
    ///
    /// # async fn example(client: query_arrays::Client) -> Result<(), query_arrays::Error> {
    /// client.books().find([Binding::Hard]).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "findBooks")]
    #[inline]
    pub fn find(&self, binding: impl IntoIterator<Item = impl Into<Binding>>) -> Call<operations::FindBooks> {
        Call::new(&self.client, ()).query_each("binding", binding.into_iter().map(Into::<Binding>::into))
    }
}

// ==> types/books.rs

//! Types that only the resource `books` uses.

use crate::prelude::{UnknownValue, open_enum};

/// One of the values of `Binding`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Binding {
    /// `hard`
    Hard,
    /// `soft`
    Soft,
    /// A value that this release does not know.
    Unknown(UnknownValue),
}

impl Binding {
    /// Returns the value as the API writes it.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Hard => "hard",
            Self::Soft => "soft",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for Binding {
    #[inline]
    fn from(value: &str) -> Self {
        match value {
            "hard" => Self::Hard,
            "soft" => Self::Soft,
            _ => Self::Unknown(UnknownValue::new(value)),
        }
    }
}

open_enum!(Binding);

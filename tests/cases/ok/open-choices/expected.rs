// ==> operations/books.rs

//! The operations of `client.books()`, as types.

use crate::generated::types::Book;
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `getBook`: `GET /books`. Called with
/// [`Books::get`](crate::generated::resources::Books::get).
#[derive(Debug)]
pub enum GetBook {}

impl Wire for GetBook {
    type Request = ();
    type Response = Json<Book>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getBook",
        method: Method::GET,
        path: "/books",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

// ==> resources/books.rs

//! The resource `client.books()`.

use crate::generated::operations;
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
    /// Calls `getBook`.
    ///
    /// `getBook` · `GET /books` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: open_choices::Client) -> Result<(), open_choices::Error> {
    /// let book = client.books().get().await?;
    /// println!("{book:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "getBook")]
    #[inline]
    pub fn get(&self) -> Call<operations::GetBook> {
        Call::new(&self.client, ())
    }
}

// ==> types/books.rs

//! Types that only the resource `books` uses.

use crate::prelude::{Nullable, UnknownValue, object, open_enum};

/// One of the values of `Genre`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Genre {
    /// `novel`
    Novel,
    /// `poem`
    Poem,
    /// A value that this release does not know.
    Unknown(UnknownValue),
}

impl Genre {
    /// Returns the value as the API writes it.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Novel => "novel",
            Self::Poem => "poem",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for Genre {
    #[inline]
    fn from(value: &str) -> Self {
        match value {
            "novel" => Self::Novel,
            "poem" => Self::Poem,
            _ => Self::Unknown(UnknownValue::new(value)),
        }
    }
}

open_enum!(Genre);

/// One of the values of `State`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum State {
    /// `sold`
    Sold,
    /// `lent`
    Lent,
    /// \`\`
    Empty,
    /// A value that this release does not know.
    Unknown(UnknownValue),
}

impl State {
    /// Returns the value as the API writes it.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Sold => "sold",
            Self::Lent => "lent",
            Self::Empty => "",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for State {
    #[inline]
    fn from(value: &str) -> Self {
        match value {
            "sold" => Self::Sold,
            "lent" => Self::Lent,
            "" => Self::Empty,
            _ => Self::Unknown(UnknownValue::new(value)),
        }
    }
}

open_enum!(State);

/// The fields of `Book`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Book {
    /// The member `genre`.
    pub genre: Option<Genre>,
    /// The member `cover`.
    pub cover: Option<Cover>,
    /// The member `state`.
    pub state: Nullable<State>,
}

object!(Book { genre: "genre", cover: "cover", state: "state" });

impl Book {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// One of the values of `Cover`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Cover {
    /// `hard`
    Hard,
    /// `soft`
    Soft,
    /// A value that this release does not know.
    Unknown(UnknownValue),
}

impl Cover {
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

impl From<&str> for Cover {
    #[inline]
    fn from(value: &str) -> Self {
        match value {
            "hard" => Self::Hard,
            "soft" => Self::Soft,
            _ => Self::Unknown(UnknownValue::new(value)),
        }
    }
}

open_enum!(Cover);

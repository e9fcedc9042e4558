// ==> operations/pages.rs

//! The operations of `client.pages()`, as types.

use crate::generated::types::Page;
use crate::prelude::{Call, Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `addPage`: `POST /pages`. Called with
/// [`Pages::add`](crate::generated::resources::Pages::add).
#[derive(Debug)]
pub enum AddPage {}

impl Wire for AddPage {
    type Request = Json<Page>;
    type Response = Json<Page>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "addPage",
        method: Method::POST,
        path: "/pages",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[200],
        errors: &[400],
    };
}

impl Call<AddPage> {
    /// Do not show it yet.
    pub fn draft(self, draft: bool) -> Self {
        self.query("draft", draft)
    }
}

// ==> resources/pages.rs

//! The resource `client.pages()`.

use crate::generated::operations;
use crate::generated::types::{Language, Page};
use crate::prelude::{Call, Client};

/// The operations of `pages`.
///
/// Returned by [`Client::pages`].
#[derive(Clone, Debug)]
pub struct Pages {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Pages`].
    pub fn pages(&self) -> Pages {
        Pages { client: self.clone() }
    }
}

impl Pages {
    /// Calls `addPage`.
    ///
    /// `addPage` · `POST /pages` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `200`
    ///
    /// # Errors
    ///
    /// * `400`: The page is empty.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use references_to_parameters_and_responses::types::{Language, Page};
    ///
    /// # async fn example(client: references_to_parameters_and_responses::Client) -> Result<(), references_to_parameters_and_responses::Error> {
    /// let page = client.pages().add(Language::De, Page::new("text")).await?;
    /// println!("text: {}", page.text);
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "addPage")]
    #[inline]
    pub fn add(&self, x_language: impl Into<Language>, body: Page) -> Call<operations::AddPage> {
        Call::new(&self.client, body).header_param("X-Language", x_language.into())
    }
}

// ==> types/pages.rs

//! Types that only the resource `pages` uses.

use crate::prelude::{UnknownValue, object, open_enum};

/// One of the values of `Language`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Language {
    /// `de`
    De,
    /// `en`
    En,
    /// A value that this release does not know.
    Unknown(UnknownValue),
}

impl Language {
    /// Returns the value as the API writes it.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::De => "de",
            Self::En => "en",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for Language {
    #[inline]
    fn from(value: &str) -> Self {
        match value {
            "de" => Self::De,
            "en" => Self::En,
            _ => Self::Unknown(UnknownValue::new(value)),
        }
    }
}

open_enum!(Language);

/// The fields of `Page`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct Page {
    /// The member `text`.
    pub text: String,
}

object!(Page { text: "text" });

impl Page {
    /// Creates a value with its required fields.
    #[inline]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }
}

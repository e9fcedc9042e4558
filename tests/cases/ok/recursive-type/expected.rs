// ==> operations/comments.rs

//! The operations of `client.comments()`, as types.

use crate::generated::types::Comment;
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `putComment`: `PUT /comments`. Called with
/// [`Comments::put`](crate::generated::resources::Comments::put).
#[derive(Debug)]
pub enum PutComment {}

impl Wire for PutComment {
    type Request = Json<Comment>;
    type Response = Json<Comment>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "putComment",
        method: Method::PUT,
        path: "/comments",
        credential: Credential::None,
        class: Class::Idempotent,
        success: &[200],
        errors: &[],
    };
}

// ==> resources/comments.rs

//! The resource `client.comments()`.

use crate::generated::operations;
use crate::generated::types::Comment;
use crate::prelude::{Call, Client};

/// The operations of `comments`.
///
/// Returned by [`Client::comments`].
#[derive(Clone, Debug)]
pub struct Comments {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Comments`].
    pub fn comments(&self) -> Comments {
        Comments { client: self.clone() }
    }
}

impl Comments {
    /// Calls `putComment`.
    ///
    /// `putComment` · `PUT /comments` · key: [none](crate::prelude::Credential::None) · class:
    /// [idempotent](crate::prelude::Class::Idempotent) · success: `200`
    #[doc(alias = "putComment")]
    #[inline]
    pub fn put(&self, body: Comment) -> Call<operations::PutComment> {
        Call::new(&self.client, body)
    }
}

// ==> types/comments.rs

//! Types that only the resource `comments` uses.

use std::collections::BTreeMap;

use crate::prelude::object;

/// The fields of `Comment`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct Comment {
    /// The member `text`.
    pub text: String,
    /// The member `parent`.
    pub parent: Option<Box<Comment>>,
    /// The member `replies`.
    pub replies: Vec<Comment>,
    /// The member `translations`.
    pub translations: Option<BTreeMap<String, Comment>>,
    /// The member `author`.
    pub author: Option<Author>,
}

object!(Comment { text: "text", parent: "parent", replies: "replies", translations: "translations", author: "author" });

impl Comment {
    /// Creates a value with its required fields.
    #[inline]
    pub fn new(text: impl Into<String>, replies: impl IntoIterator<Item = Comment>) -> Self {
        Self {
            text: text.into(),
            parent: None,
            replies: replies.into_iter().collect(),
            translations: None,
            author: None,
        }
    }

    /// Sets [`parent`](Self::parent).
    #[inline]
    pub fn parent(mut self, parent: Comment) -> Self {
        self.parent = Some(Box::new(parent));
        self
    }

    /// Sets [`translations`](Self::translations).
    #[inline]
    pub fn translations(mut self, translations: BTreeMap<String, Comment>) -> Self {
        self.translations = Some(translations);
        self
    }

    /// Sets [`author`](Self::author).
    #[inline]
    pub fn author(mut self, author: Author) -> Self {
        self.author = Some(author);
        self
    }
}

/// The fields of `Author`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct Author {
    /// The member `name`.
    pub name: String,
    /// The member `latest`.
    pub latest: Option<Box<Comment>>,
}

object!(Author { name: "name", latest: "latest" });

impl Author {
    /// Creates a value with its required fields.
    #[inline]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), latest: None }
    }

    /// Sets [`latest`](Self::latest).
    #[inline]
    pub fn latest(mut self, latest: Comment) -> Self {
        self.latest = Some(Box::new(latest));
        self
    }
}

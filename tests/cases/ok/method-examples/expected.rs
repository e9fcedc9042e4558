// ==> operations/books.rs

//! The operations of `client.books()`, as types.

use crate::generated::types::{Book, Endless, IsLargeRequest, Level1, Odd, Shelf};
use crate::prelude::{Call, Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `listBooks`: `GET /books`. Called with
/// [`Books::list`](crate::generated::resources::Books::list).
#[derive(Debug)]
pub enum ListBooks {}

impl Wire for ListBooks {
    type Request = ();
    type Response = Json<Vec<Book>>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "listBooks",
        method: Method::GET,
        path: "/books",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

impl Call<ListBooks> {
    /// Sets `limit`.
    pub fn limit(self, limit: i32) -> Self {
        self.query("limit", limit)
    }

    /// Sets `after`.
    pub fn after(self, after: impl Into<String>) -> Self {
        self.query("after", after.into())
    }

    /// Sets `kinds`.
    pub fn kinds(self, kinds: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.query_each("kinds", kinds.into_iter().map(Into::<String>::into))
    }
}

/// The operation `addBook`: `POST /books`. Called with
/// [`Books::add`](crate::generated::resources::Books::add).
#[derive(Debug)]
pub enum AddBook {}

impl Wire for AddBook {
    type Request = Json<Book>;
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "addBook",
        method: Method::POST,
        path: "/books",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[204],
        errors: &[],
    };
}

/// The operation `replaceBook`: `PUT /books/{id}`. Called with
/// [`Books::replace`](crate::generated::resources::Books::replace).
#[derive(Debug)]
pub enum ReplaceBook {}

impl Wire for ReplaceBook {
    type Request = Option<Json<Book>>;
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "replaceBook",
        method: Method::PUT,
        path: "/books/{id}",
        credential: Credential::None,
        class: Class::Idempotent,
        success: &[204],
        errors: &[],
    };
}

/// The operation `fits`: `PUT /odd`. Called with
/// [`Books::fits`](crate::generated::resources::Books::fits).
#[derive(Debug)]
pub enum Fits {}

impl Wire for Fits {
    type Request = Json<Odd>;
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "fits",
        method: Method::PUT,
        path: "/odd",
        credential: Credential::None,
        class: Class::Idempotent,
        success: &[204],
        errors: &[],
    };
}

/// The operation `doesNotFit`: `POST /odd`. Called with
/// [`Books::does_not_fit`](crate::generated::resources::Books::does_not_fit).
#[derive(Debug)]
pub enum DoesNotFit {}

impl Wire for DoesNotFit {
    type Request = Json<Odd>;
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "doesNotFit",
        method: Method::POST,
        path: "/odd",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[204],
        errors: &[],
    };
}

/// The operation `announce`: `POST /messages/{request}`. Called with
/// [`Books::announce`](crate::generated::resources::Books::announce).
#[derive(Debug)]
pub enum Announce {}

impl Wire for Announce {
    type Request = Json<Shelf>;
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "announce",
        method: Method::POST,
        path: "/messages/{request}",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[204],
        errors: &[],
    };
}

/// The operation `isLarge`: `POST /large`. Called with
/// [`Books::is_large`](crate::generated::resources::Books::is_large).
#[derive(Debug)]
pub enum IsLarge {}

impl Wire for IsLarge {
    type Request = Json<IsLargeRequest>;
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "isLarge",
        method: Method::POST,
        path: "/large",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[204],
        errors: &[],
    };
}

/// The operation `isTooWide`: `POST /too-wide`. Called with
/// [`Books::is_too_wide`](crate::generated::resources::Books::is_too_wide).
#[derive(Debug)]
pub enum IsTooWide {}

impl Wire for IsTooWide {
    type Request = Json<Level1>;
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "isTooWide",
        method: Method::POST,
        path: "/too-wide",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[204],
        errors: &[],
    };
}

/// The operation `cannotBeBuilt`: `POST /endless`. Called with
/// [`Books::cannot_be_built`](crate::generated::resources::Books::cannot_be_built).
#[derive(Debug)]
pub enum CannotBeBuilt {}

impl Wire for CannotBeBuilt {
    type Request = Json<Endless>;
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "cannotBeBuilt",
        method: Method::POST,
        path: "/endless",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[204],
        errors: &[],
    };
}

// ==> resources/books.rs

//! The resource `client.books()`.

use crate::generated::operations;
use crate::generated::types::{Book, Endless, IsLargeRequest, Level1, Odd, Shelf};
use crate::prelude::{Call, Client, Jid};

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
    /// Calls `listBooks`.
    ///
    /// `listBooks` · `GET /books` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: method_examples::Client) -> Result<(), method_examples::Error> {
    /// let books = client.books().list().limit(20).kinds(["novel", "essay"]).await?;
    /// println!("books: {}", books.len());
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "listBooks")]
    #[inline]
    pub fn list(&self) -> Call<operations::ListBooks> {
        Call::new(&self.client, ())
    }

    /// Calls `addBook`.
    ///
    /// `addBook` · `POST /books` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use method_examples::types::{Book, Shelf};
    ///
    /// # async fn example(client: method_examples::Client) -> Result<(), method_examples::Error> {
    /// let request = Book::new("Dune", Shelf::new(2, -1)).tags(["novel", "desert"]);
    /// client.books().add(request).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "addBook")]
    #[inline]
    pub fn add(&self, body: Book) -> Call<operations::AddBook> {
        Call::new(&self.client, body)
    }

    /// Calls `replaceBook`.
    ///
    /// `replaceBook` · `PUT /books/{id}` · key: [none](crate::prelude::Credential::None) · class:
    /// [idempotent](crate::prelude::Class::Idempotent) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use method_examples::types::{Book, Shelf};
    ///
    /// # async fn example(client: method_examples::Client) -> Result<(), method_examples::Error> {
    /// let request = Book::new("A \"quoted\" title\nof two lines */", Shelf::new(5, 1));
    /// client.books().replace("b-1", Some(request)).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "replaceBook")]
    #[inline]
    pub fn replace(&self, id: impl Into<String>, body: Option<Book>) -> Call<operations::ReplaceBook> {
        Call::new(&self.client, body).path(id.into())
    }

    /// Calls `fits`.
    ///
    /// `fits` · `PUT /odd` · key: [none](crate::prelude::Credential::None) · class:
    /// [idempotent](crate::prelude::Class::Idempotent) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use std::collections::BTreeMap;
    /// use method_examples::{JsonObject, Time, types::{BookKind, Odd, Shelf}};
    ///
    /// # async fn example(client: method_examples::Client) -> Result<(), method_examples::Error> {
    /// let request = Odd::new(
    ///     -2.0,
    ///     7,
    ///     BookKind::Essay,
    ///     BTreeMap::from([("a".to_owned(), "b".to_owned())]),
    ///     BTreeMap::from([("a".to_owned(), vec![Shelf::new(1, 2)])]),
    ///     serde_json::json!({ "a" : [null, - 1, 1.5, "text", 18446744073709551615u64] }),
    ///     JsonObject::from_iter([("a".to_owned(), serde_json::json!({ "b" : true }))]),
    ///     [vec![BookKind::Novel], vec![BookKind::Essay, BookKind::Novel]],
    ///     None,
    ///     "2026-03-09T08:07:06Z".parse::<Time>()?,
    /// );
    /// client.books().fits(request).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn fits(&self, body: Odd) -> Call<operations::Fits> {
        Call::new(&self.client, body)
    }

    /// Calls `doesNotFit`.
    ///
    /// `doesNotFit` · `POST /odd` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use std::collections::BTreeMap;
    /// use method_examples::{JsonObject, Time, types::{BookKind, Odd, Shelf}};
    ///
    /// # async fn example(client: method_examples::Client) -> Result<(), method_examples::Error> {
    /// let request = Odd::new(
    ///     1.0,
    ///     1,
    ///     BookKind::Novel,
    ///     BTreeMap::from([("name".to_owned(), "text".to_owned())]),
    ///     BTreeMap::from([("name".to_owned(), vec![Shelf::new(5, 1)])]),
    ///     serde_json::json!(null),
    ///     JsonObject::new(),
    ///     [vec![BookKind::Novel]],
    ///     Some("text".to_owned()),
    ///     "2026-01-31T12:00:00Z".parse::<Time>()?,
    /// );
    /// client.books().does_not_fit(request).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn does_not_fit(&self, body: Odd) -> Call<operations::DoesNotFit> {
        Call::new(&self.client, body)
    }

    /// Calls `announce`.
    ///
    /// `announce` · `POST /messages/{request}` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use method_examples::{Jid, types::Shelf};
    ///
    /// # async fn example(client: method_examples::Client) -> Result<(), method_examples::Error> {
    /// client.books().announce("1@g.us".parse::<Jid>()?, Shelf::new(5, 1)).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn announce(&self, request: impl Into<Jid>, body: Shelf) -> Call<operations::Announce> {
        Call::new(&self.client, body).path(request.into())
    }

    /// Calls `isLarge`.
    ///
    /// `isLarge` · `POST /large` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use method_examples::{JsonObject, MessageId, types::{IsLargeRequest, Wide}};
    ///
    /// # async fn example(client: method_examples::Client) -> Result<(), method_examples::Error> {
    /// let request = IsLargeRequest::new(
    ///     serde_json::json!({ "ms" : 1700000000000i64, "small" : - 1700000000000.0 }),
    ///     JsonObject::new(),
    ///     1.0,
    ///     [vec![MessageId::from("a")], vec![MessageId::from("b"), MessageId::from("c")]],
    ///     "text",
    ///     Wide::new(),
    /// );
    /// client.books().is_large(request).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn is_large(&self, body: IsLargeRequest) -> Call<operations::IsLarge> {
        Call::new(&self.client, body)
    }

    /// Calls `isTooWide`.
    ///
    /// `isTooWide` · `POST /too-wide` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `204`
    #[inline]
    pub fn is_too_wide(&self, body: Level1) -> Call<operations::IsTooWide> {
        Call::new(&self.client, body)
    }

    /// Calls `cannotBeBuilt`.
    ///
    /// `cannotBeBuilt` · `POST /endless` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `204`
    #[inline]
    pub fn cannot_be_built(&self, body: Endless) -> Call<operations::CannotBeBuilt> {
        Call::new(&self.client, body)
    }
}

// ==> types/books.rs

//! Types that only the resource `books` uses.

use serde_json::Value;
use std::collections::BTreeMap;

use crate::prelude::{JsonObject, MessageId, Nullable, Time, UnknownValue, object, open_enum};

/// One of the values of `BookKind`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BookKind {
    /// `novel`
    Novel,
    /// `essay`
    Essay,
    /// A value that this release does not know.
    Unknown(UnknownValue),
}

impl BookKind {
    /// Returns the value as the API writes it.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Novel => "novel",
            Self::Essay => "essay",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for BookKind {
    #[inline]
    fn from(value: &str) -> Self {
        match value {
            "novel" => Self::Novel,
            "essay" => Self::Essay,
            _ => Self::Unknown(UnknownValue::new(value)),
        }
    }
}

open_enum!(BookKind);

/// The fields of `Book`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct Book {
    /// The member `title`.
    pub title: String,
    /// The member `shelf`.
    pub shelf: Shelf,
    /// The member `tags`.
    pub tags: Option<Vec<String>>,
    /// The member `kind`.
    pub kind: Option<BookKind>,
    /// The member `rating`.
    pub rating: Option<f64>,
    /// The member `isLent`.
    pub is_lent: Option<bool>,
    /// The member `subtitle`.
    pub subtitle: Nullable<String>,
}

object!(Book {
    title: "title",
    shelf: "shelf",
    tags: "tags",
    kind: "kind",
    rating: "rating",
    is_lent: "isLent",
    subtitle: "subtitle"
});

impl Book {
    /// Creates a value with its required fields.
    #[inline]
    pub fn new(title: impl Into<String>, shelf: Shelf) -> Self {
        Self {
            title: title.into(),
            shelf,
            tags: None,
            kind: None,
            rating: None,
            is_lent: None,
            subtitle: Nullable::Unset,
        }
    }

    /// Sets [`tags`](Self::tags).
    #[inline]
    pub fn tags(mut self, tags: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.tags = Some(tags.into_iter().map(Into::into).collect());
        self
    }

    /// Sets [`kind`](Self::kind).
    #[inline]
    pub fn kind(mut self, kind: impl Into<BookKind>) -> Self {
        self.kind = Some(kind.into());
        self
    }

    /// Sets [`rating`](Self::rating).
    #[inline]
    pub fn rating(mut self, rating: f64) -> Self {
        self.rating = Some(rating);
        self
    }

    /// Sets [`is_lent`](Self::is_lent).
    #[inline]
    pub fn is_lent(mut self, is_lent: bool) -> Self {
        self.is_lent = Some(is_lent);
        self
    }

    /// Sets [`subtitle`](Self::subtitle).
    #[inline]
    pub fn subtitle(mut self, subtitle: impl Into<String>) -> Self {
        self.subtitle = Nullable::Value(subtitle.into());
        self
    }

    /// Sends `null` for [`subtitle`](Self::subtitle) instead of leaving it out.
    #[inline]
    pub fn subtitle_null(mut self) -> Self {
        self.subtitle = Nullable::Null;
        self
    }
}

/// The fields of `Shelf`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct Shelf {
    /// The member `room`.
    pub room: i32,
    /// The member `row`.
    pub row: i64,
}

object!(Shelf { room: "room", row: "row" });

impl Shelf {
    /// Creates a value with its required fields.
    #[inline]
    pub fn new(room: i32, row: i64) -> Self {
        Self { room, row }
    }
}

/// The fields of `Odd`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct Odd {
    /// The member `number`.
    pub number: f64,
    /// The member `small`.
    pub small: u32,
    /// The member `kind`.
    pub kind: BookKind,
    /// The member `names`.
    pub names: BTreeMap<String, String>,
    /// The member `notes`.
    pub notes: BTreeMap<String, Vec<Shelf>>,
    /// The member `anything`.
    pub anything: Value,
    /// The member `object`.
    pub object: JsonObject,
    /// The member `list`.
    pub list: Vec<Vec<BookKind>>,
    /// The member `maybe`.
    pub maybe: Option<String>,
    /// The member `at`.
    pub at: Time,
}

object!(Odd {
    number: "number",
    small: "small",
    kind: "kind",
    names: "names",
    notes: "notes",
    anything: "anything",
    object: "object",
    list: "list",
    maybe: "maybe" | null,
    at: "at"
});

impl Odd {
    /// Creates a value with its required fields.
    #[allow(clippy::too_many_arguments, reason = "each argument is a required field")]
    #[inline]
    pub fn new(
        number: f64,
        small: u32,
        kind: impl Into<BookKind>,
        names: BTreeMap<String, String>,
        notes: BTreeMap<String, Vec<Shelf>>,
        anything: Value,
        object: JsonObject,
        list: impl IntoIterator<Item = impl IntoIterator<Item = impl Into<BookKind>>>,
        maybe: Option<String>,
        at: impl Into<Time>,
    ) -> Self {
        Self {
            number,
            small,
            kind: kind.into(),
            names,
            notes,
            anything,
            object,
            list: list.into_iter().map(|item| item.into_iter().map(Into::into).collect()).collect(),
            maybe,
            at: at.into(),
        }
    }
}

/// The fields of `Wide`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct Wide {
    /// The member `any`.
    pub any: Option<String>,
}

object!(Wide { any: "any" });

impl Wide {
    /// Creates a value with nothing set.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }

    /// Sets [`any`](Self::any).
    #[inline]
    pub fn any(mut self, any: impl Into<String>) -> Self {
        self.any = Some(any.into());
        self
    }
}

/// The fields of `Level1`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct Level1 {
    /// The member `a`.
    pub a: Level2,
    /// The member `b`.
    pub b: Level2,
    /// The member `c`.
    pub c: Level2,
    /// The member `d`.
    pub d: Level2,
    /// The member `e`.
    pub e: Level2,
}

object!(Level1 { a: "a", b: "b", c: "c", d: "d", e: "e" });

impl Level1 {
    /// Creates a value with its required fields.
    #[inline]
    pub fn new(a: Level2, b: Level2, c: Level2, d: Level2, e: Level2) -> Self {
        Self { a, b, c, d, e }
    }
}

/// The fields of `Level2`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct Level2 {
    /// The member `a`.
    pub a: Level3,
    /// The member `b`.
    pub b: Level3,
    /// The member `c`.
    pub c: Level3,
    /// The member `d`.
    pub d: Level3,
    /// The member `e`.
    pub e: Level3,
}

object!(Level2 { a: "a", b: "b", c: "c", d: "d", e: "e" });

impl Level2 {
    /// Creates a value with its required fields.
    #[inline]
    pub fn new(a: Level3, b: Level3, c: Level3, d: Level3, e: Level3) -> Self {
        Self { a, b, c, d, e }
    }
}

/// The fields of `Level3`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct Level3 {
    /// The member `a`.
    pub a: Level4,
    /// The member `b`.
    pub b: Level4,
    /// The member `c`.
    pub c: Level4,
    /// The member `d`.
    pub d: Level4,
    /// The member `e`.
    pub e: Level4,
}

object!(Level3 { a: "a", b: "b", c: "c", d: "d", e: "e" });

impl Level3 {
    /// Creates a value with its required fields.
    #[inline]
    pub fn new(a: Level4, b: Level4, c: Level4, d: Level4, e: Level4) -> Self {
        Self { a, b, c, d, e }
    }
}

/// The fields of `Level4`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct Level4 {
    /// The member `a`.
    pub a: String,
    /// The member `b`.
    pub b: String,
    /// The member `c`.
    pub c: String,
    /// The member `d`.
    pub d: String,
    /// The member `e`.
    pub e: String,
}

object!(Level4 { a: "a", b: "b", c: "c", d: "d", e: "e" });

impl Level4 {
    /// Creates a value with its required fields.
    #[inline]
    pub fn new(
        a: impl Into<String>,
        b: impl Into<String>,
        c: impl Into<String>,
        d: impl Into<String>,
        e: impl Into<String>,
    ) -> Self {
        Self { a: a.into(), b: b.into(), c: c.into(), d: d.into(), e: e.into() }
    }
}

/// The fields of `Endless`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct Endless {
    /// The member `next`.
    pub next: Box<Endless>,
}

object!(Endless { next: "next" });

impl Endless {
    /// Creates a value with its required fields.
    #[inline]
    pub fn new(next: Endless) -> Self {
        Self { next: Box::new(next) }
    }
}

/// The fields of `IsLargeRequest`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct IsLargeRequest {
    /// The member `at`.
    pub at: Value,
    /// The member `many`.
    pub many: JsonObject,
    /// The member `float`.
    pub float: f32,
    /// The member `ids`.
    pub ids: Vec<Vec<MessageId>>,
    /// The member `text`.
    pub text: String,
    /// The member `wide`.
    pub wide: Wide,
}

object!(IsLargeRequest { at: "at", many: "many", float: "float", ids: "ids", text: "text", wide: "wide" });

impl IsLargeRequest {
    /// Creates a value with its required fields.
    #[inline]
    pub fn new(
        at: Value,
        many: JsonObject,
        float: f32,
        ids: impl IntoIterator<Item = impl IntoIterator<Item = impl Into<MessageId>>>,
        text: impl Into<String>,
        wide: Wide,
    ) -> Self {
        Self {
            at,
            many,
            float,
            ids: ids.into_iter().map(|item| item.into_iter().map(Into::into).collect()).collect(),
            text: text.into(),
            wide,
        }
    }
}

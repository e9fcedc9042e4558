// ==> operations/users.rs

//! The operations of `client.users()`, as types.

use crate::generated::types::{GetUsersUserIdBooksResponse, PostUsersUserIdBooksRequest};
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `get_users_user_id_books`: `GET /users/{userId}/books`. Called with
/// [`Users::get_id_books`](crate::generated::resources::Users::get_id_books).
#[derive(Debug)]
pub enum GetUsersUserIdBooks {}

impl Wire for GetUsersUserIdBooks {
    type Request = ();
    type Response = Json<GetUsersUserIdBooksResponse>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "get_users_user_id_books",
        method: Method::GET,
        path: "/users/{userId}/books",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

/// The operation `post_users_user_id_books`: `POST /users/{userId}/books`. Called with
/// [`Users::post_id_books`](crate::generated::resources::Users::post_id_books).
#[derive(Debug)]
pub enum PostUsersUserIdBooks {}

impl Wire for PostUsersUserIdBooks {
    type Request = Json<PostUsersUserIdBooksRequest>;
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "post_users_user_id_books",
        method: Method::POST,
        path: "/users/{userId}/books",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[204],
        errors: &[],
    };
}

/// The operation `get`: `GET /`. Called with
/// [`Users::get`](crate::generated::resources::Users::get).
#[derive(Debug)]
pub enum Get {}

impl Wire for Get {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "get",
        method: Method::GET,
        path: "/",
        credential: Credential::None,
        class: Class::Safe,
        success: &[204],
        errors: &[],
    };
}

// ==> resources/users.rs

//! The resource `client.users()`.

use crate::generated::operations;
use crate::generated::types::PostUsersUserIdBooksRequest;
use crate::prelude::{Call, Client};

/// The operations of `users`.
///
/// Returned by [`Client::users`].
#[derive(Clone, Debug)]
pub struct Users {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Users`].
    pub fn users(&self) -> Users {
        Users { client: self.clone() }
    }
}

impl Users {
    /// Calls `get_users_user_id_books`.
    ///
    /// `get_users_user_id_books` · `GET /users/{userId}/books` · key:
    /// [none](crate::prelude::Credential::None) · class: [safe](crate::prelude::Class::Safe) · success:
    /// `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: no_operation_id::Client) -> Result<(), no_operation_id::Error> {
    /// let get_users_user_id_books_response = client.users().get_id_books("text").await?;
    /// println!("{get_users_user_id_books_response:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "get_users_user_id_books")]
    #[inline]
    pub fn get_id_books(&self, user_id: impl Into<String>) -> Call<operations::GetUsersUserIdBooks> {
        Call::new(&self.client, ()).path(user_id.into())
    }

    /// Calls `post_users_user_id_books`.
    ///
    /// `post_users_user_id_books` · `POST /users/{userId}/books` · key:
    /// [none](crate::prelude::Credential::None) · class: [effectful](crate::prelude::Class::Effectful)
    /// · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use no_operation_id::types::PostUsersUserIdBooksRequest;
    ///
    /// # async fn example(client: no_operation_id::Client) -> Result<(), no_operation_id::Error> {
    /// let request = PostUsersUserIdBooksRequest::new("text");
    /// client.users().post_id_books("text", request).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "post_users_user_id_books")]
    #[inline]
    pub fn post_id_books(
        &self,
        user_id: impl Into<String>,
        body: PostUsersUserIdBooksRequest,
    ) -> Call<operations::PostUsersUserIdBooks> {
        Call::new(&self.client, body).path(user_id.into())
    }

    /// Calls `get`.
    ///
    /// `get` · `GET /` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: no_operation_id::Client) -> Result<(), no_operation_id::Error> {
    /// client.users().get().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn get(&self) -> Call<operations::Get> {
        Call::new(&self.client, ())
    }
}

// ==> types/users.rs

//! Types that only the resource `users` uses.

use crate::prelude::object;

/// The fields of `GetUsersUserIdBooksResponse`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GetUsersUserIdBooksResponse {
    /// The member `titles`.
    pub titles: Option<Vec<String>>,
}

object!(GetUsersUserIdBooksResponse { titles: "titles" });

impl GetUsersUserIdBooksResponse {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `PostUsersUserIdBooksRequest`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct PostUsersUserIdBooksRequest {
    /// The member `title`.
    pub title: String,
}

object!(PostUsersUserIdBooksRequest { title: "title" });

impl PostUsersUserIdBooksRequest {
    /// Creates a value with its required fields.
    #[inline]
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into() }
    }
}

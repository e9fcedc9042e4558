// ==> operations/notes.rs

//! The operations of `client.notes()`, as types.

use serde_json::Value;

use crate::generated::types::AddNoteResponse;
use crate::prelude::{Class, Credential, Json, JsonObject, Method, OperationInfo, Wire};

/// The operation `addNote`: `POST /notes`. Called with
/// [`Notes::add`](crate::generated::resources::Notes::add).
#[derive(Debug)]
pub enum AddNote {}

impl Wire for AddNote {
    type Request = Json<JsonObject>;
    type Response = Json<AddNoteResponse>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "addNote",
        method: Method::POST,
        path: "/notes",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[200],
        errors: &[],
    };
}

/// The operation `addAnything`: `POST /notes/anything`. Called with
/// [`Notes::add_anything`](crate::generated::resources::Notes::add_anything).
#[derive(Debug)]
pub enum AddAnything {}

impl Wire for AddAnything {
    type Request = Option<Json<Value>>;
    type Response = Json<Value>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "addAnything",
        method: Method::POST,
        path: "/notes/anything",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[200],
        errors: &[],
    };
}

// ==> resources/notes.rs

//! The resource `client.notes()`.

use serde_json::Value;

use crate::generated::operations;
use crate::prelude::{Call, Client, JsonObject};

/// The operations of `notes`.
///
/// Returned by [`Client::notes`].
#[derive(Clone, Debug)]
pub struct Notes {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Notes`].
    pub fn notes(&self) -> Notes {
        Notes { client: self.clone() }
    }
}

impl Notes {
    /// Calls `addNote`.
    ///
    /// `addNote` · `POST /notes` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use free_form_object::JsonObject;
    ///
    /// # async fn example(client: free_form_object::Client) -> Result<(), free_form_object::Error> {
    /// let add_note_response = client.notes().add(JsonObject::new()).await?;
    /// println!("{add_note_response:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "addNote")]
    #[inline]
    pub fn add(&self, body: JsonObject) -> Call<operations::AddNote> {
        Call::new(&self.client, body)
    }

    /// Calls `addAnything`.
    ///
    /// `addAnything` · `POST /notes/anything` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: free_form_object::Client) -> Result<(), free_form_object::Error> {
    /// let response = client.notes().add_anything(Some(serde_json::json!(null))).await?;
    /// println!("{response:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn add_anything(&self, body: Option<Value>) -> Call<operations::AddAnything> {
        Call::new(&self.client, body)
    }
}

// ==> types/notes.rs

//! Types that only the resource `notes` uses.

use serde_json::Value;

use crate::prelude::{JsonObject, Nullable, object};

/// The fields of `AddNoteResponseNone`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct AddNoteResponseNone {}

object!(AddNoteResponseNone {});

impl AddNoteResponseNone {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `AddNoteResponse`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct AddNoteResponse {
    /// The member `all`.
    pub all: JsonObject,
    /// The member `none`.
    pub none: Option<AddNoteResponseNone>,
    /// The member `rest`.
    pub rest: Value,
    /// The member `maybe`.
    pub maybe: Nullable<Value>,
    /// The member `many`.
    pub many: Option<Vec<Value>>,
}

object!(AddNoteResponse { all: "all", none: "none", rest: "rest", maybe: "maybe", many: "many" });

impl AddNoteResponse {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

//! Operations in the form in which the generator prints them. They check that the runtime has all that such code uses,
//! and the other tests call them.

use super::bodies::{Created, Expiry, Member, Reaction, SendMediaRequest, SendTextRequest};
use crate::prelude::{
    Call, Class, Client, Credential, Download, Error, Expected, Jid, Json, JsonObject, MessageId, Method,
    OperationInfo, Printed, Response, ResponseBody, Text, Time, Wire,
};

/// Operations of every kind.
#[derive(Clone, Debug)]
pub struct Sample {
    client: Client,
}

impl Client {
    /// The operations of this file.
    pub fn sample(&self) -> Sample {
        Sample { client: self.clone() }
    }
}

impl Sample {
    /// An effectful operation of an instance.
    pub fn send_text(&self, body: SendTextRequest) -> Call<SendText> {
        Call::new(&self.client, body)
    }

    /// An effectful operation with media.
    pub fn send_media(&self, body: SendMediaRequest) -> Call<SendMedia> {
        Call::new(&self.client, body)
    }

    /// A path parameter and a body.
    pub fn react(&self, message_id: impl Into<MessageId>, body: Reaction) -> Call<React> {
        Call::new(&self.client, body).path(message_id.into())
    }

    /// Two path parameters.
    pub fn participant(&self, group_id: impl Into<Jid>, name: impl Into<String>) -> Call<GetParticipant> {
        Call::new(&self.client, ()).path(group_id.into()).path(name.into())
    }

    /// A required query parameter and a download.
    pub fn download(&self, id: impl Into<String>) -> Call<DownloadMedia> {
        Call::new(&self.client, ()).query("id", id.into())
    }

    /// An operation of the account with optional parameters.
    pub fn instances(&self) -> Call<ListInstances> {
        Call::new(&self.client, ())
    }

    /// An operation of the administrator.
    pub fn restart(&self, id: impl Into<String>) -> Call<Restart> {
        Call::new(&self.client, ()).path(id.into())
    }

    /// A safe operation.
    pub fn look_up(&self) -> Call<LookUp> {
        Call::new(&self.client, ())
    }

    /// An idempotent operation with a body, whose media types are not the usual ones.
    pub fn replace(&self, body: Reaction) -> Call<Replace> {
        Call::new(&self.client, body)
            .content_type("application/merge-patch+json")
            .accept("application/vnd.things.v2+json, */*;q=0.5")
    }

    /// An operation whose only documented result is a redirection.
    pub fn locate(&self) -> Call<Locate> {
        Call::new(&self.client, ())
    }

    /// An operation without a key, which returns a text.
    pub fn health(&self) -> Call<Health> {
        Call::new(&self.client, ())
    }
}

impl Call<ListInstances> {
    /// An integer.
    pub fn page_number(self, page_number: i64) -> Self {
        self.query("pageNumber", page_number)
    }

    /// A time.
    pub fn created_from(self, created_from: impl Into<Time>) -> Self {
        self.query("createdFrom", created_from.into())
    }

    /// An enum.
    pub fn expiry(self, expiry: impl Into<Expiry>) -> Self {
        self.query("expiry", expiry.into())
    }

    /// An array, one parameter for each item.
    pub fn ids(self, ids: Vec<String>) -> Self {
        self.query_each("ids", ids)
    }

    /// An array in one parameter.
    pub fn tags(self, tags: Vec<String>) -> Self {
        self.query_joined("tags", tags)
    }

    /// A header with an array.
    pub fn x_ids(self, x_ids: Vec<String>) -> Self {
        self.header_joined("X-Ids", x_ids)
    }

    /// A header.
    pub fn x_trace(self, x_trace: impl Into<String>) -> Self {
        self.header_param("X-Trace", x_trace.into())
    }
}

/// Sends a text.
#[derive(Debug)]
pub enum SendText {}

impl Wire for SendText {
    type Request = Json<SendTextRequest>;
    type Response = Json<Created>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "sendText",
        method: Method::POST,
        path: "/messages/text",
        credential: Credential::Instance,
        class: Class::Effectful,
        success: &[201],
        errors: &[400, 401],
    };
}

/// Sends media.
#[derive(Debug)]
pub enum SendMedia {}

impl Wire for SendMedia {
    type Request = Json<SendMediaRequest>;
    type Response = Json<Created>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "sendMedia",
        method: Method::POST,
        path: "/messages/media",
        credential: Credential::Instance,
        class: Class::Effectful,
        success: &[201],
        errors: &[400, 401],
    };
}

/// Reacts to a message.
#[derive(Debug)]
pub enum React {}

impl Wire for React {
    type Request = Json<Reaction>;
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "react",
        method: Method::PUT,
        path: "/messages/{messageId}/reaction",
        credential: Credential::Instance,
        class: Class::Idempotent,
        success: &[204],
        errors: &[400],
    };
}

/// Reads a participant.
#[derive(Debug)]
pub enum GetParticipant {}

impl Wire for GetParticipant {
    type Request = ();
    type Response = Participant;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getParticipant",
        method: Method::GET,
        path: "/groups/{groupId}/participants/{name}",
        credential: Credential::Instance,
        class: Class::Safe,
        success: &[200, 202, 204],
        errors: &[404],
    };
}

/// Two bodies, one for each success.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Participant {
    /// 200.
    Found(Member),
    /// 202.
    Pending(Created),
    /// 204.
    NoContent,
}

impl ResponseBody for Participant {
    type Output = Self;

    fn expected(status: u16) -> Expected {
        match status {
            200 | 202 => Expected::Json,
            _ => Expected::Nothing,
        }
    }

    fn read(response: Response) -> Result<Self, Error> {
        match response.status() {
            200 if response.is_empty() => Ok(Self::NoContent),
            200 => Json::read(response).map(Self::Found),
            204 => Ok(Self::NoContent),
            202 => Json::read(response).map(Self::Pending),
            _ => Err(response.unexpected()),
        }
    }

    fn print(output: Self, _: &[u16]) -> Printed {
        match output {
            Self::Found(output) => Json::print(output, &[200]),
            Self::Pending(output) => Json::print(output, &[202]),
            Self::NoContent => <()>::print((), &[204]),
        }
    }
}

/// Downloads media.
#[derive(Debug)]
pub enum DownloadMedia {}

impl Wire for DownloadMedia {
    type Request = ();
    type Response = Download;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "downloadMedia",
        method: Method::GET,
        path: "/media/download",
        credential: Credential::Instance,
        class: Class::Safe,
        success: &[200],
        errors: &[400],
    };
}

/// Lists instances.
#[derive(Debug)]
pub enum ListInstances {}

impl Wire for ListInstances {
    type Request = ();
    type Response = Json<Vec<JsonObject>>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "listInstances",
        method: Method::GET,
        path: "/account/instances",
        credential: Credential::Account,
        class: Class::Safe,
        success: &[200],
        errors: &[401],
    };
}

/// Restarts an instance.
#[derive(Debug)]
pub enum Restart {}

impl Wire for Restart {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "restart",
        method: Method::PUT,
        path: "/admin/instances/{id}/restart",
        credential: Credential::Admin,
        class: Class::Effectful,
        success: &[204],
        errors: &[404],
    };
}

/// Checks the health of the server.
#[derive(Debug)]
pub enum Health {}

impl Wire for Health {
    type Request = ();
    type Response = Text;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "health",
        method: Method::GET,
        path: "/health",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

/// Looks something up.
#[derive(Debug)]
pub enum LookUp {}

impl Wire for LookUp {
    type Request = ();
    type Response = Json<Created>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "lookUp",
        method: Method::GET,
        path: "/things",
        credential: Credential::Instance,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

/// Replaces something.
#[derive(Debug)]
pub enum Replace {}

impl Wire for Replace {
    type Request = Json<Reaction>;
    type Response = Json<Created>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "replace",
        method: Method::PUT,
        path: "/things",
        credential: Credential::Instance,
        class: Class::Idempotent,
        success: &[200],
        errors: &[],
    };
}

/// Finds where something is.
#[derive(Debug)]
pub enum Locate {}

impl Wire for Locate {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "locate",
        method: Method::GET,
        path: "/things/here",
        credential: Credential::None,
        class: Class::Safe,
        success: &[302],
        errors: &[404],
    };
}

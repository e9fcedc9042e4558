//! Operations in the form in which the generator prints them: what they need of the runtime has to compile,
//! and the other tests call them.

use super::bodies::{Created, Expiry, Member, Reaction, SendMediaRequest, SendTextRequest};
use crate::runtime::{
    Answer, Call, Class, Client, Download, Error, Jid, Json, JsonObject, Key, MessageId, Method, Operation,
    OperationInfo, Response, Text, Time,
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
        Call::new(&self.client, Json(body))
    }

    /// An effectful operation with a medium.
    pub fn send_media(&self, body: SendMediaRequest) -> Call<SendMedia> {
        Call::new(&self.client, Json(body))
    }

    /// A path parameter and a body.
    pub fn react(&self, message_id: impl Into<MessageId>, body: Reaction) -> Call<React> {
        Call::new(&self.client, Json(body)).path(message_id.into())
    }

    /// Two path parameters.
    pub fn participant(&self, group_id: impl Into<Jid>, name: impl Into<String>) -> Call<GetParticipant> {
        Call::new(&self.client, ()).path(group_id.into()).path(name.into())
    }

    /// A required query parameter and a medium.
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

    /// An operation without a key, that answers with a text.
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

    /// A header.
    pub fn x_trace(self, x_trace: impl Into<String>) -> Self {
        self.header_param("X-Trace", x_trace.into())
    }
}

/// Sends a text.
#[derive(Debug)]
pub enum SendText {}

impl Operation for SendText {
    type Body = Json<SendTextRequest>;
    type Answer = Json<Created>;
    const INFO: OperationInfo = OperationInfo {
        id: "sendText",
        method: Method::Post,
        path: "/messages/text",
        key: Key::Instance,
        class: Class::Effectful,
        success: &[201],
        errors: &[400, 401],
    };
}

/// Sends a medium.
#[derive(Debug)]
pub enum SendMedia {}

impl Operation for SendMedia {
    type Body = Json<SendMediaRequest>;
    type Answer = Json<Created>;
    const INFO: OperationInfo = OperationInfo {
        id: "sendMedia",
        method: Method::Post,
        path: "/messages/media",
        key: Key::Instance,
        class: Class::Effectful,
        success: &[201],
        errors: &[400, 401],
    };
}

/// Reacts to a message.
#[derive(Debug)]
pub enum React {}

impl Operation for React {
    type Body = Json<Reaction>;
    type Answer = ();
    const INFO: OperationInfo = OperationInfo {
        id: "react",
        method: Method::Put,
        path: "/messages/{messageId}/reaction",
        key: Key::Instance,
        class: Class::Idempotent,
        success: &[204],
        errors: &[400],
    };
}

/// Reads a participant.
#[derive(Debug)]
pub enum GetParticipant {}

impl Operation for GetParticipant {
    type Body = ();
    type Answer = Participant;
    const INFO: OperationInfo = OperationInfo {
        id: "getParticipant",
        method: Method::Get,
        path: "/groups/{groupId}/participants/{name}",
        key: Key::Instance,
        class: Class::Safe,
        success: &[200, 202],
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
}

impl Answer for Participant {
    type Output = Self;

    fn read(response: Response) -> Result<Self, Error> {
        match response.status() {
            200 => Json::read(response).map(Self::Found),
            202 => Json::read(response).map(Self::Pending),
            _ => Err(response.unexpected()),
        }
    }
}

/// Downloads a medium.
#[derive(Debug)]
pub enum DownloadMedia {}

impl Operation for DownloadMedia {
    type Body = ();
    type Answer = Download;
    const INFO: OperationInfo = OperationInfo {
        id: "downloadMedia",
        method: Method::Get,
        path: "/media/download",
        key: Key::Instance,
        class: Class::Safe,
        success: &[200],
        errors: &[400],
    };
}

/// Lists instances.
#[derive(Debug)]
pub enum ListInstances {}

impl Operation for ListInstances {
    type Body = ();
    type Answer = Json<Vec<JsonObject>>;
    const INFO: OperationInfo = OperationInfo {
        id: "listInstances",
        method: Method::Get,
        path: "/account/instances",
        key: Key::Account,
        class: Class::Safe,
        success: &[200],
        errors: &[401],
    };
}

/// Restarts an instance.
#[derive(Debug)]
pub enum Restart {}

impl Operation for Restart {
    type Body = ();
    type Answer = ();
    const INFO: OperationInfo = OperationInfo {
        id: "restart",
        method: Method::Put,
        path: "/admin/instances/{id}/restart",
        key: Key::Admin,
        class: Class::Effectful,
        success: &[204],
        errors: &[404],
    };
}

/// Asks how the server is.
#[derive(Debug)]
pub enum Health {}

impl Operation for Health {
    type Body = ();
    type Answer = Text;
    const INFO: OperationInfo = OperationInfo {
        id: "health",
        method: Method::Get,
        path: "/health",
        key: Key::None,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

//! The chats that people see on their phones.

use bytes::Bytes;
use http::{HeaderValue, header};
use serde_json::json;
use wsapi_client::{JidKind, MessageId};

use super::{address, known};
use crate::{
    Chat, ChatMessage, Simulator,
    control::{Problem, Reply, ok, query},
    server::Response,
};

/// Returns the list of chats.
pub(in crate::control) fn chats(simulator: &Simulator, phone: &str) -> Reply {
    ok(&json!({ "chats": known(simulator, phone)?.chats() }))
}

/// Returns a chat with its newest messages.
pub(in crate::control) fn chat(simulator: &Simulator, phone: &str, with: &str, query: Option<&str>) -> Reply {
    let [newest] = query::values(query, ["newest"])?;
    let most = query::number("newest", newest)?.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX));
    ok(&shown(simulator, phone, with, most)?)
}

/// Returns the messages received in a chat. The default is the chat with the account of `instance`, which defaults to
/// the first instance.
pub(in crate::control) fn inbox(simulator: &Simulator, phone: &str, query: Option<&str>) -> Reply {
    let person = known(simulator, phone)?;
    let [instance, chat] = query::values(query, ["instance", "chat"])?;
    let chat = match (instance, chat) {
        (Some(_), Some(_)) => return Err(Problem::new(400, "expected `instance` or `chat`, found both")),
        (None, Some(chat)) => address(&chat)?,
        (instance, None) => {
            let instance = instance.as_ref().unwrap_or(&simulator.instance);
            simulator.shared.world().paired_account(instance)?
        }
    };
    ok(&person.inbox_in(chat))
}

/// Returns the file of a message.
pub(in crate::control) fn file(
    simulator: &Simulator,
    (phone, with, id): (&str, &str, &str),
) -> Result<Response, Problem> {
    let chat = shown(simulator, phone, with, usize::MAX)?;
    let message: Option<&ChatMessage> = chat.message(MessageId::from(id));
    let file = message.and_then(|message| message.file.as_ref());
    let file = file.ok_or_else(|| Problem::new(404, "expected a message of this chat with a file"))?;
    let mut response = Response::new(Bytes::clone(&file.bytes));
    let unknown = HeaderValue::from_static("application/octet-stream");
    let mime_type = HeaderValue::from_str(&file.mime_type).ok().filter(|_| !file.mime_type.is_empty());
    response.headers_mut().insert(header::CONTENT_TYPE, mime_type.unwrap_or(unknown));
    // A file sent by a person must not run as a page of this server.
    response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox"));
    Ok(response)
}

fn shown(simulator: &Simulator, phone: &str, with: &str, most: usize) -> Result<Chat, Problem> {
    let (person, with) = (known(simulator, phone)?, address(with)?);
    if with.kind() == JidKind::Status {
        return Err(Problem::new(
            400,
            "expected a chat; GET `/people/{phone}/statuses/{author}` returns status updates",
        ));
    }
    let chat = person.newest_of_chat(&with, most);
    chat.ok_or_else(|| Problem::new(404, "the person is not in this chat"))
}

/// Returns the status updates of an author that the person can see.
pub(in crate::control) fn statuses(simulator: &Simulator, phone: &str, author: &str) -> Reply {
    let (person, author) = (known(simulator, phone)?, known(simulator, author)?);
    ok(&json!({ "messages": person.statuses_of(author.jid()) }))
}

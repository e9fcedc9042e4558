//! Outgoing messages.

use std::{marker::PhantomData, time::Duration};

use serde::Serialize;
use wsapi_client::{BoxFuture, Jid, MessageId, MessageRef, types::Expiry};

use super::{
    Acting, Person,
    kinds::{HasCaption, HasDuration, HasFile, IsViewOnce, Text},
};
use crate::{
    kit::in_full::debug_in_full,
    network::{Content, Draft, File, LinkPreview, Network, Quote, STATUS},
};

/// An outgoing message of a person. It is sent when it is awaited. The future completes when the handlers have settled.
///
/// Its [kind](crate::kinds) determines its options.
///
/// ```compile_fail
/// # async fn f(ada: wsapi_simulator::Person) {
/// ada.writes("Hello").caption("A text has no caption").await;
/// # }
/// ```
///
/// # Panics
///
/// Awaiting it panics if the person is not allowed to write in the chat.
#[derive(Debug)]
#[must_use = "the message is sent when it is awaited"]
pub struct Writing<'a, K = Text> {
    person: &'a Person,
    chat: Option<Jid>,
    quoted: Option<MessageId>,
    draft: Draft,
    kind: PhantomData<fn() -> K>,
}

/// A message that a person sent.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Sent {
    /// The id of the message.
    pub id: MessageId,
    /// The author of the message.
    pub sender: Jid,
}

debug_in_full!(Sent { id, sender });

impl Sent {
    /// Returns a reference to the message, to reply to it.
    pub fn to_ref(&self) -> MessageRef {
        MessageRef::new(&self.id, &self.sender)
    }
}

impl From<&Sent> for MessageId {
    fn from(message: &Sent) -> Self {
        message.id.clone()
    }
}

impl From<&Sent> for MessageRef {
    fn from(message: &Sent) -> Self {
        message.to_ref()
    }
}

impl<'a, K> Writing<'a, K> {
    pub(super) fn new(person: &'a Person, content: Content) -> Self {
        let draft = Draft { content, ..Draft::default() };
        Self { person, chat: None, quoted: None, draft, kind: PhantomData }
    }

    /// Sends the message to another chat: a person, a group or a newsletter.
    pub fn in_chat(mut self, chat: impl Into<Jid>) -> Self {
        self.chat = Some(chat.into());
        self
    }

    /// Posts the message as a status update.
    pub fn as_status(self) -> Self {
        self.in_chat(STATUS.parse::<Jid>().expect("a JID"))
    }

    /// Quotes another message with its current text. If the person cannot see it, the quote has no text.
    pub fn quoting(mut self, message: impl Into<MessageId>) -> Self {
        self.quoted = Some(message.into());
        self
    }

    /// Mentions people. The text should contain `@` and the number of each.
    pub fn mentioning(mut self, people: impl IntoIterator<Item = impl Into<Jid>>) -> Self {
        self.draft.mentions = people.into_iter().map(Into::into).collect();
        self
    }

    /// Marks the message as forwarded.
    pub fn forwarded(mut self) -> Self {
        self.draft.is_forwarded = true;
        self
    }

    /// Makes the message disappear after a time on the simulator's clock. The default is the timer of the chat.
    pub fn disappearing_after(mut self, time: impl Into<Expiry>) -> Self {
        self.draft.timer = Some(time.into());
        self
    }

    pub(crate) fn into_act(self) -> Acting<'a, Sent> {
        let Self { person, chat, quoted, mut draft, .. } = self;
        person.attempts_in_chat(chat, move |network, actor, chat, now| {
            network.may_write(&actor.account, chat)?;
            draft.quote = quoted.map(|id| quote(network, &actor.account, chat, id));
            let id = network.post(actor, chat, draft, now);
            Ok(Sent { id, sender: person.jid.clone() })
        })
    }
}

impl Writing<'_, Text> {
    /// Shows the preview of a link under the text.
    pub fn with_preview(mut self, url: &str, title: &str, description: &str) -> Self {
        if let Content::Text { link, .. } = &mut self.draft.content {
            *link = Some(LinkPreview {
                url: url.to_owned(),
                title: title.to_owned(),
                description: description.to_owned(),
                thumbnail: String::new(),
            });
        }
        self
    }
}

impl<K: HasCaption> Writing<'_, K> {
    /// Sets the caption of the file.
    pub fn caption(self, caption: impl Into<String>) -> Self {
        self.file(|file| file.caption = caption.into())
    }
}

impl<K: HasDuration> Writing<'_, K> {
    /// Sets the duration of the video or audio, in whole seconds.
    pub fn lasting(self, duration: Duration) -> Self {
        self.file(|file| file.duration = i64::try_from(duration.as_secs()).ok())
    }
}

impl<K: IsViewOnce> Writing<'_, K> {
    /// Lets the recipient open the image or video only once.
    pub fn view_once(mut self) -> Self {
        self.draft.is_view_once = true;
        self
    }
}

impl<K: HasFile> Writing<'_, K> {
    /// Sets the MIME type of the file. The default depends on the kind, such as `image/jpeg`.
    pub fn mime_type(self, mime_type: impl Into<String>) -> Self {
        self.file(|file| file.mime_type = mime_type.into())
    }

    /// Sets the file size that the message states, in bytes. A sender can state any size; the service does not
    /// download a file with a stated size above 100 MB.
    pub fn stating_size(self, bytes: u64) -> Self {
        self.file(|file| file.stated_length = Some(bytes))
    }

    fn file(mut self, change: impl FnOnce(&mut File)) -> Self {
        if let Content::File(file) = &mut self.draft.content {
            change(file);
        }
        self
    }
}

impl<'a, K> IntoFuture for Writing<'a, K> {
    type Output = Sent;
    type IntoFuture = BoxFuture<'a, Sent>;

    #[track_caller]
    fn into_future(self) -> Self::IntoFuture {
        self.into_act().into_future()
    }
}

/// Creates a quote with the current text of the message. If the person cannot see the message, the chat is taken as its
/// author.
fn quote(network: &Network, person: &Jid, chat: &Jid, id: MessageId) -> Quote {
    let found = network.find(person, &id).map(|(_, message)| message);
    let text = found.and_then(|message| message.content.as_text()).map(str::to_owned);
    let author = found.map_or_else(|| chat.clone(), |message| message.author.clone());
    Quote { id, author, text }
}

//! Messages on their way.

use std::time::Duration;

use wsapi_client::{BoxFuture, Jid, MessageId, MessageRef, types::Expiry};

use super::Person;
use crate::network::{Content, Draft, File, LinkPreview, Network, Quote, STATUS};

/// A message that a person is about to send. It is sent when it is awaited, which returns when the handlers have
/// settled.
#[derive(Debug)]
#[must_use = "it is sent when it is awaited"]
pub struct Writing<'a> {
    person: &'a Person,
    chat: Option<Jid>,
    quoted: Option<MessageId>,
    draft: Draft,
}

/// A message that a person has sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sent {
    /// The id of the message.
    pub id: MessageId,
    /// Its author.
    pub sender: Jid,
}

impl Sent {
    /// A reference to the message, for a reply.
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

impl<'a> Writing<'a> {
    pub(super) fn new(person: &'a Person, content: Content) -> Self {
        Self { person, chat: None, quoted: None, draft: Draft { content, ..Draft::default() } }
    }

    /// Sends it to another chat: a person, a group, or a newsletter. Awaiting it panics if the person may not write
    /// there.
    pub fn in_chat(mut self, chat: impl Into<Jid>) -> Self {
        self.chat = Some(chat.into());
        self
    }

    /// Posts it as a status update.
    pub fn as_status(self) -> Self {
        self.in_chat(STATUS.parse::<Jid>().expect("a JID"))
    }

    /// Quotes another message, with the text that it has now. If the person does not see it, the quote has no text.
    pub fn quoting(mut self, message: impl Into<MessageId>) -> Self {
        self.quoted = Some(message.into());
        self
    }

    /// Mentions people. The text itself should name each of them as `@` and the number.
    pub fn mentioning(mut self, people: impl IntoIterator<Item = impl Into<Jid>>) -> Self {
        self.draft.mentions = people.into_iter().map(Into::into).collect();
        self
    }

    /// Marks it as forwarded.
    pub fn forwarded(mut self) -> Self {
        self.draft.is_forwarded = true;
        self
    }

    /// Lets the recipient open the image or video only once.
    pub fn view_once(mut self) -> Self {
        self.draft.is_view_once = true;
        self
    }

    /// Lets the message disappear after a time on the simulator's clock. The default is the timer of the chat.
    pub fn disappearing_after(mut self, time: impl Into<Expiry>) -> Self {
        self.draft.timer = Some(time.into());
        self
    }

    /// Shows the preview of a link under a text.
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

    /// Sets the text under a file.
    pub fn caption(self, caption: impl Into<String>) -> Self {
        self.file(|file| file.caption = caption.into())
    }

    /// Sets the type of a file. The default is a usual one, such as `image/jpeg`.
    pub fn mime_type(self, mime_type: impl Into<String>) -> Self {
        self.file(|file| file.mime_type = mime_type.into())
    }

    /// Sets how long a video or a sound is, in whole seconds.
    pub fn lasting(self, duration: Duration) -> Self {
        self.file(|file| file.duration = i64::try_from(duration.as_secs()).ok())
    }

    /// Sets the size in bytes that the message states for a file. A sender can state any; the service refuses to
    /// download a file that states more than 100 MB.
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

impl<'a> IntoFuture for Writing<'a> {
    type Output = Sent;
    type IntoFuture = BoxFuture<'a, Sent>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { person, chat, quoted, mut draft } = self;
        let chat = chat.unwrap_or_else(|| person.usual_chat());
        let send = person.attempts(move |network, actor, now| {
            network.may_write(&actor.account, &chat)?;
            draft.quote = quoted.map(|id| quote(network, &actor.account, &chat, id));
            let id = network.post(actor, &chat, draft, now);
            Ok(Sent { id, sender: person.jid.clone() })
        });
        send.into_future()
    }
}

/// A quote with the text that the message has now. The author of one that the person does not see is taken to be the
/// chat.
fn quote(network: &Network, person: &Jid, chat: &Jid, id: MessageId) -> Quote {
    let found = network.find(person, &id).map(|(_, message)| message);
    let text = found.and_then(|message| message.content.as_text()).map(str::to_owned);
    let author = found.map_or_else(|| chat.clone(), |message| message.author.clone());
    Quote { id, author, text }
}

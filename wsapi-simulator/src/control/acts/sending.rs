//! Messages that a person sends.

use std::time::Duration;

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error},
};
use serde_json::{Map, Value};
use wsapi_client::{MessageId, types::Expiry};

use super::{Base64, Known, On, Outcome, made};
use crate::{
    Writing,
    control::Problem,
    kinds::{HasCaption, HasDuration, HasFile, IsViewOnce},
    kit::{Address, Number},
};

/// A message: its content, and the options that all messages have.
pub(in crate::control) struct Sending<C> {
    content: C,
    options: Options,
}

/// The options that all messages have.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(in crate::control) struct Options {
    /// The chat. The default is the chat with the account of `instance`, which defaults to the first instance.
    chat: Option<Address>,
    instance: Option<String>,
    /// Posts the message as a status update.
    #[serde(default)]
    as_status: bool,
    quoting: Option<MessageId>,
    #[serde(default)]
    mentioning: Vec<Number>,
    #[serde(default)]
    forwarded: bool,
    disappearing_after: Option<Known<Expiry>>,
}

/// The members of [`Options`].
const OPTIONS: [&str; 7] = ["chat", "instance", "asStatus", "quoting", "mentioning", "forwarded", "disappearingAfter"];

impl<'de, C: DeserializeOwned> Deserialize<'de> for Sending<C> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let members = Map::deserialize(deserializer)?;
        let (options, content): (Map<_, _>, Map<_, _>) =
            members.into_iter().partition(|(name, _)| OPTIONS.contains(&name.as_str()));
        Ok(Self {
            content: C::deserialize(Value::Object(content)).map_err(D::Error::custom)?,
            options: Options::deserialize(Value::Object(options)).map_err(D::Error::custom)?,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct Text {
    text: String,
    preview: Option<Preview>,
}

/// The preview of a link.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct Preview {
    url: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    description: String,
}

/// Defines the members of a message with a file.
macro_rules! file {
    ($name:ident { $($(#[$about:meta])* $member:ident: $kind:ty,)* }) => {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub(in crate::control) struct $name {
            data: Base64,
            mime_type: Option<String>,
            stating_size: Option<u64>,
            $($(#[$about])* $member: $kind,)*
        }

        impl $name {
            /// Applies the options that all files have.
            fn described<'a, K: HasFile>(&self, mut writing: Writing<'a, K>) -> Writing<'a, K> {
                if let Some(mime_type) = &self.mime_type {
                    writing = writing.mime_type(mime_type);
                }
                match self.stating_size {
                    Some(size) => writing.stating_size(size),
                    None => writing,
                }
            }
        }
    };
}

file!(Image {
    caption: Option<String>,
    #[serde(default)]
    view_once: bool,
});
file!(Video {
    caption: Option<String>,
    #[serde(default)]
    view_once: bool,
    seconds: Option<u64>,
});
file!(Sound { seconds: Option<u64>, });
file!(Document { name: String, caption: Option<String>, });
file!(Sticker {});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct Contacts {
    contacts: Vec<Card>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct Card {
    name: String,
    #[serde(default)]
    vcard: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct Location {
    latitude: f64,
    longitude: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct Poll {
    question: String,
    options: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct Other {
    kind: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct Forward {
    message: MessageId,
}

impl Options {
    fn send<K>(self, on: &On<'_>, mut writing: Writing<'_, K>) -> Outcome {
        if self.as_status && (self.chat.is_some() || self.instance.is_some()) {
            return Err(Problem::new(400, "expected one of `asStatus`, `chat` and `instance`, found more than one"));
        }
        writing = match self.as_status {
            true => writing.as_status(),
            false => writing.in_chat(on.chat(self.chat, self.instance)?),
        };
        if let Some(message) = self.quoting {
            writing = writing.quoting(message);
        }
        if !self.mentioning.is_empty() {
            writing = writing.mentioning(self.mentioning.into_iter().map(|number| number.0));
        }
        if self.forwarded {
            writing = writing.forwarded();
        }
        if let Some(Known(timer)) = self.disappearing_after {
            writing = writing.disappearing_after(timer);
        }
        made(writing.into_act())
    }
}

impl Sending<Text> {
    pub(super) fn text(self, on: &On<'_>) -> Outcome {
        let writing = on.person.writes(self.content.text);
        let writing = match self.content.preview {
            Some(Preview { url, title, description }) => writing.with_preview(&url, &title, &description),
            None => writing,
        };
        self.options.send(on, writing)
    }
}

impl Sending<Image> {
    pub(super) fn image(self, on: &On<'_>) -> Outcome {
        let Image { data, caption, view_once, .. } = &self.content;
        let writing = self.content.described(on.person.sends_image(data.0.clone()));
        self.options.send(on, once(captioned(writing, caption.as_deref()), *view_once))
    }
}

impl Sending<Video> {
    pub(super) fn video(self, on: &On<'_>) -> Outcome {
        let Video { data, caption, view_once, seconds, .. } = &self.content;
        let writing = self.content.described(on.person.sends_video(data.0.clone()));
        let writing = once(captioned(writing, caption.as_deref()), *view_once);
        self.options.send(on, lasting(writing, *seconds))
    }
}

impl Sending<Sound> {
    pub(super) fn audio(self, on: &On<'_>) -> Outcome {
        let writing = self.content.described(on.person.sends_audio(self.content.data.0.clone()));
        self.options.send(on, lasting(writing, self.content.seconds))
    }

    pub(super) fn voice(self, on: &On<'_>) -> Outcome {
        let writing = self.content.described(on.person.sends_voice(self.content.data.0.clone()));
        self.options.send(on, lasting(writing, self.content.seconds))
    }
}

impl Sending<Document> {
    pub(super) fn document(self, on: &On<'_>) -> Outcome {
        let Document { data, name, caption, .. } = &self.content;
        let writing = self.content.described(on.person.sends_document(name, data.0.clone()));
        self.options.send(on, captioned(writing, caption.as_deref()))
    }
}

impl Sending<Sticker> {
    pub(super) fn sticker(self, on: &On<'_>) -> Outcome {
        let writing = self.content.described(on.person.sends_sticker(self.content.data.0.clone()));
        self.options.send(on, writing)
    }
}

impl Sending<Contacts> {
    pub(super) fn contacts(self, on: &On<'_>) -> Outcome {
        let cards = self.content.contacts.iter().map(|card| (&*card.name, &*card.vcard));
        self.options.send(on, on.person.sends_contacts(cards))
    }
}

impl Sending<Location> {
    pub(super) fn location(self, on: &On<'_>) -> Outcome {
        self.options.send(on, on.person.sends_location(self.content.latitude, self.content.longitude))
    }
}

impl Sending<Poll> {
    pub(super) fn poll(self, on: &On<'_>) -> Outcome {
        let options = self.content.options.iter().map(String::as_str);
        self.options.send(on, on.person.sends_poll(&self.content.question, options))
    }
}

impl Sending<Other> {
    pub(super) fn other(self, on: &On<'_>) -> Outcome {
        self.options.send(on, on.person.sends_other(&self.content.kind))
    }
}

impl Sending<Forward> {
    pub(super) fn forward(self, on: &On<'_>) -> Outcome {
        self.options.send(on, on.person.try_forwards(&self.content.message)?)
    }
}

fn captioned<'a, K: HasCaption>(writing: Writing<'a, K>, caption: Option<&str>) -> Writing<'a, K> {
    match caption {
        Some(caption) => writing.caption(caption),
        None => writing,
    }
}

fn once<K: IsViewOnce>(writing: Writing<'_, K>, is_view_once: bool) -> Writing<'_, K> {
    if is_view_once { writing.view_once() } else { writing }
}

fn lasting<K: HasDuration>(writing: Writing<'_, K>, seconds: Option<u64>) -> Writing<'_, K> {
    match seconds {
        Some(seconds) => writing.lasting(Duration::from_secs(seconds)),
        None => writing,
    }
}

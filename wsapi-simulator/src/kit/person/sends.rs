//! What a person can send.

use bytes::Bytes;
use wsapi_client::{MessageId, types::MediaKind};

use super::{Person, Writing};
use crate::{
    media_types,
    network::{ContactCard, Content, File, Location},
};

/// Everything goes to the account of the simulator's first instance, unless [`Writing::in_chat`] names another chat.
impl Person {
    /// Writes a text.
    pub fn writes(&self, text: impl Into<String>) -> Writing<'_> {
        Writing::new(self, Content::text(text))
    }

    /// Sends an image.
    pub fn sends_image(&self, bytes: impl Into<Bytes>) -> Writing<'_> {
        self.sends_file(File::new(MediaKind::Image, "image/jpeg", bytes.into()))
    }

    /// Sends a video.
    pub fn sends_video(&self, bytes: impl Into<Bytes>) -> Writing<'_> {
        self.sends_file(File::new(MediaKind::Video, "video/mp4", bytes.into()))
    }

    /// Sends an audio file.
    pub fn sends_audio(&self, bytes: impl Into<Bytes>) -> Writing<'_> {
        self.sends_file(File::new(MediaKind::Audio, "audio/mpeg", bytes.into()))
    }

    /// Sends a voice message.
    pub fn sends_voice(&self, bytes: impl Into<Bytes>) -> Writing<'_> {
        self.sends_file(File::new(MediaKind::Voice, media_types::VOICE, bytes.into()))
    }

    /// Sends a document. Its type follows from its name.
    pub fn sends_document(&self, name: &str, bytes: impl Into<Bytes>) -> Writing<'_> {
        let mut file = File::new(MediaKind::Document, media_types::of_name(name), bytes.into());
        name.clone_into(&mut file.name);
        self.sends_file(file)
    }

    /// Sends a sticker.
    pub fn sends_sticker(&self, bytes: impl Into<Bytes>) -> Writing<'_> {
        self.sends_file(File::new(MediaKind::Sticker, media_types::STICKER, bytes.into()))
    }

    /// Sends a contact card: a name, and a vCard.
    pub fn sends_contact(&self, name: &str, vcard: &str) -> Writing<'_> {
        self.sends_contacts([(name, vcard)])
    }

    /// Sends several contact cards in one message: names, and vCards.
    pub fn sends_contacts<'c>(&self, cards: impl IntoIterator<Item = (&'c str, &'c str)>) -> Writing<'_> {
        let card = |(name, vcard): (&str, &str)| ContactCard { name: name.to_owned(), vcard: vcard.to_owned() };
        Writing::new(self, Content::Contacts(cards.into_iter().map(card).collect()))
    }

    /// Sends a location, in degrees. The service publishes no event for it.
    pub fn sends_location(&self, latitude: f64, longitude: f64) -> Writing<'_> {
        Writing::new(self, Content::Location(Location { latitude, longitude, ..Location::default() }))
    }

    /// Sends a poll. The service publishes no event for it.
    pub fn sends_poll<'o>(&self, question: &str, options: impl IntoIterator<Item = &'o str>) -> Writing<'_> {
        let options = options.into_iter().map(str::to_owned).collect();
        Writing::new(self, Content::Poll { question: question.to_owned(), options })
    }

    /// Sends something else, such as a video note or an event. The service publishes no event for it.
    pub fn sends_other(&self, kind: &str) -> Writing<'_> {
        Writing::new(self, Content::Other(kind.to_owned()))
    }

    /// Forwards a message.
    ///
    /// # Panics
    ///
    /// Panics if the person does not see the message.
    pub fn forwards(&self, message: impl Into<MessageId>) -> Writing<'_> {
        let id = message.into();
        let content = {
            let world = self.simulator.shared.world();
            world.network.find(&self.jid, &id).map(|(_, message)| message.content.clone())
        };
        let content = content.unwrap_or_else(|| panic!("the person does not see a message with the id {id}"));
        Writing::new(self, content).forwarded()
    }

    fn sends_file(&self, file: File) -> Writing<'_> {
        Writing::new(self, Content::File(Box::new(file)))
    }
}

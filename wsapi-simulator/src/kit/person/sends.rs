//! The messages that a person can send.

use bytes::Bytes;
use wsapi_client::{MessageId, types::MediaKind};

use super::{
    Person, Writing,
    kinds::{Document, Image, Other, Sound, Sticker, Video},
};
use crate::{
    kit::possible,
    media_types,
    network::{ContactCard, Content, File, Location, Rejected},
};

/// Messages. They go to the account of the simulator's first instance, unless [`Writing::in_chat`] sets another chat.
impl Person {
    /// Sends a text.
    pub fn writes(&self, text: impl Into<String>) -> Writing<'_> {
        Writing::new(self, Content::text(text))
    }

    /// Sends an image.
    pub fn sends_image(&self, bytes: impl Into<Bytes>) -> Writing<'_, Image> {
        self.sends_file(File::new(MediaKind::Image, "image/jpeg", bytes.into()))
    }

    /// Sends a video.
    pub fn sends_video(&self, bytes: impl Into<Bytes>) -> Writing<'_, Video> {
        self.sends_file(File::new(MediaKind::Video, "video/mp4", bytes.into()))
    }

    /// Sends an audio file.
    pub fn sends_audio(&self, bytes: impl Into<Bytes>) -> Writing<'_, Sound> {
        self.sends_file(File::new(MediaKind::Audio, "audio/mpeg", bytes.into()))
    }

    /// Sends a voice message.
    pub fn sends_voice(&self, bytes: impl Into<Bytes>) -> Writing<'_, Sound> {
        self.sends_file(File::new(MediaKind::Voice, media_types::VOICE, bytes.into()))
    }

    /// Sends a document. The extension of its name determines its MIME type.
    pub fn sends_document(&self, name: &str, bytes: impl Into<Bytes>) -> Writing<'_, Document> {
        let mut file = File::new(MediaKind::Document, media_types::of_name(name), bytes.into());
        name.clone_into(&mut file.name);
        self.sends_file(file)
    }

    /// Sends a sticker.
    pub fn sends_sticker(&self, bytes: impl Into<Bytes>) -> Writing<'_, Sticker> {
        self.sends_file(File::new(MediaKind::Sticker, media_types::STICKER, bytes.into()))
    }

    /// Sends a contact card: a name, and a vCard.
    pub fn sends_contact(&self, name: &str, vcard: &str) -> Writing<'_, Other> {
        self.sends_contacts([(name, vcard)])
    }

    /// Sends several contact cards in one message: names, and vCards.
    pub fn sends_contacts<'c>(&self, cards: impl IntoIterator<Item = (&'c str, &'c str)>) -> Writing<'_, Other> {
        let card = |(name, vcard): (&str, &str)| ContactCard { name: name.to_owned(), vcard: vcard.to_owned() };
        Writing::new(self, Content::Contacts(cards.into_iter().map(card).collect()))
    }

    /// Sends a location, in degrees. The service publishes no event for it.
    pub fn sends_location(&self, latitude: f64, longitude: f64) -> Writing<'_, Other> {
        Writing::new(self, Content::Location(Location { latitude, longitude, ..Location::default() }))
    }

    /// Sends a poll. The service publishes no event for it.
    pub fn sends_poll<'o>(&self, question: &str, options: impl IntoIterator<Item = &'o str>) -> Writing<'_, Other> {
        let options = options.into_iter().map(str::to_owned).collect();
        Writing::new(self, Content::Poll { question: question.to_owned(), options })
    }

    /// Sends another kind of message, such as a video note or a calendar event. The service publishes no event for it.
    pub fn sends_other(&self, kind: &str) -> Writing<'_, Other> {
        Writing::new(self, Content::Other(kind.to_owned()))
    }

    /// Forwards a message.
    ///
    /// # Panics
    ///
    /// Panics if the person cannot see the message, or if it was deleted.
    #[track_caller]
    pub fn forwards(&self, message: impl Into<MessageId>) -> Writing<'_, Other> {
        let result = self.try_forwards(&message.into());
        possible(result.map_err(|rejected| format!("WhatsApp rejects this act of {}: {rejected}", self.jid)))
    }

    pub(crate) fn try_forwards(&self, message: &MessageId) -> Result<Writing<'_, Other>, Rejected> {
        let world = self.simulator.shared.world();
        let (_, message) = world.network.shown(&self.jid, message, world.clock.now())?;
        Ok(Writing::new(self, message.content.clone()).forwarded())
    }

    fn sends_file<K>(&self, file: File) -> Writing<'_, K> {
        Writing::new(self, Content::File(Box::new(file)))
    }
}

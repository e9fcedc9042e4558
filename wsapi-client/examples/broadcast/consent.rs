//! Consent: people opt in and out with a message.

use std::sync::Arc;

use wsapi_client::{
    Client, Event,
    events::{Attempt, BoxError, Handler},
    types::SendTextRequest,
};

use crate::journal::{Entry, Journal, Recipient};

/// Records the consent of people, and confirms it.
pub(crate) struct Consent {
    pub(crate) client: Client,
    pub(crate) journal: Arc<Journal>,
}

impl Handler for Consent {
    async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
        let Some(message) = event.as_message().filter(|message| message.is_direct()) else { return Ok(()) };
        let (person, id) = (Recipient::of(message), message.id.clone());
        let text = message.text.as_deref().map(|text| text.trim().to_uppercase());
        let (is_consent, confirmation) = match text.as_deref() {
            Some("START") => (true, "You now get our news. Send STOP to unsubscribe."),
            Some("STOP") => (false, "You will get no more news from us."),
            _ => return Ok(()),
        };
        let author = person.clone();
        // Before the confirmation: whatever happens to it, the decision counts.
        self.journal.record(if is_consent {
            Entry::OptIn { person: author, message: id }
        } else {
            Entry::OptOut { person: author, message: id }
        })?;
        // The journal ignores a message that arrives again after a later decision.
        if self.journal.has_consent(&person) != is_consent {
            return Ok(());
        }
        let confirmation = SendTextRequest::new(&message.chat_id, confirmation).reply_to(message.to_ref());
        match self.client.messages().send_text(confirmation).await {
            Ok(_) => Ok(()),
            // The handler is called again. The journal counts a message once.
            Err(error) if error.had_no_effect() => Err(error.into()),
            Err(error) => {
                eprintln!("the confirmation may not have arrived: {error}");
                Ok(())
            }
        }
    }
}

//! Chats as text, for failed assertions and for tests that compare a whole chat.

use std::fmt;

use super::{Chat, ChatMessage, Ticks};

impl fmt::Display for Chat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, message) in self.messages.iter().enumerate() {
            let line_break = if index == 0 { "" } else { "\n" };
            write!(f, "{line_break}{message}")?;
        }
        Ok(())
    }
}

impl fmt::Display for ChatMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.sender_name)?;
        if self.is_deleted {
            return f.write_str(" [deleted]");
        }
        if let Some(quote) = &self.quote {
            match &quote.text {
                Some(text) => write!(f, " [reply to \"{text}\"]")?,
                None => f.write_str(" [reply]")?,
            }
        }
        self.write_content(f)?;
        let marks = [
            (self.is_forwarded, " [forwarded]"),
            (self.is_view_once, " [view once]"),
            (self.is_edited, " [edited]"),
            (self.is_pinned, " [pinned]"),
            (self.is_starred, " [starred]"),
        ];
        for (_, mark) in marks.iter().filter(|(is_shown, _)| *is_shown) {
            f.write_str(mark)?;
        }
        for (_, emoji) in &self.reactions {
            write!(f, " ({emoji})")?;
        }
        match self.ticks {
            None => Ok(()),
            Some(Ticks::Sent) => f.write_str(" ✓"),
            Some(Ticks::Delivered) => f.write_str(" ✓✓"),
            Some(Ticks::Read) => f.write_str(" ✓✓ read"),
            Some(Ticks::Played) => f.write_str(" ✓✓ played"),
        }
    }
}

impl ChatMessage {
    fn write_content(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            let space = if file.name.is_empty() { "" } else { " " };
            write!(f, " [{}{space}{}]", file.kind.as_str(), file.name)?;
        }
        for contact in &self.contacts {
            write!(f, " [contact {}]", contact.name)?;
        }
        if let Some(location) = &self.location {
            write!(f, " [location {}, {}]", location.latitude, location.longitude)?;
        }
        if let Some(poll) = &self.poll {
            write!(f, " [poll {}]", poll.question)?;
        }
        if let Some(other) = &self.other {
            write!(f, " [{other}]")?;
        }
        match &self.text {
            Some(text) => write!(f, " {text}"),
            None => Ok(()),
        }
    }
}

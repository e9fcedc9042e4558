//! The conversation as a state machine, without any network.

/// The point that the conversation with a customer has reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Nothing has been said yet.
    #[default]
    New,
    /// The bot has asked for the order number.
    OrderNumber,
    /// The bot has asked for the question.
    Question { order: u32 },
    /// The staff answers, and the bot is silent.
    WithStaff,
}

const HELP: &str = "Send /human to talk to our staff, or just answer my last question.";

impl Stage {
    /// Returns the reply to a text and the stage after it, or `None` if the bot must be silent.
    pub(crate) fn reply_to(&self, text: &str) -> Option<(String, Self)> {
        let (reply, next) = match (self, text.trim()) {
            (Self::WithStaff, _) => return None,
            (stage, "/help") => (HELP.to_owned(), stage.clone()),
            (_, "/human") => ("One moment, please. Our staff will answer you.".to_owned(), Self::WithStaff),
            (Self::New, _) => ("Welcome! Please send me your order number, or /help.".to_owned(), Self::OrderNumber),
            (Self::OrderNumber, text) => match text.trim_start_matches('#').parse() {
                Ok(order) => (format!("Thanks. What is your question about order {order}?"), Self::Question { order }),
                Err(_) => ("Please try again: a number such as 4711, or /help.".to_owned(), Self::OrderNumber),
            },
            (Self::Question { order }, _) => {
                (format!("I have passed this on. Our staff will answer you about order {order}."), Self::WithStaff)
            }
        };
        Some((reply, next))
    }
}

//! Events as the hosted service streams them.
//!
//! An [`EventStream`] keeps one connection, reads it with `Frames` and makes items of what comes. All that waits, for
//! bytes or for the next attempt, is in the future of a `Source`, which the stream owns: who asks for an item and then
//! does not wait for it loses nothing.

mod backoff;
mod frames;
mod incoming;
mod operation;
mod run;
mod settings;
mod source;
mod stream;

use crate::Client;

pub use self::{
    incoming::{Disconnected, Gap, Incoming, TooLarge},
    stream::EventStream,
};

impl Client {
    /// The events of the instance, as they happen. Only the hosted service streams them; a server of your own sends
    /// them to a webhook or to Redis. Nothing is sent until the first item is asked for.
    ///
    /// ```no_run
    /// use wsapi_client::{Client, Error, events::Incoming};
    ///
    /// # async fn example(client: Client) -> Result<(), Error> {
    /// let mut events = client.events();
    /// while let Some(item) = events.next().await {
    ///     match item? {
    ///         Incoming::Event(Ok(event)) => println!("{}", event.data.event_type()),
    ///         Incoming::Event(Err(unreadable)) => println!("{unreadable}"),
    ///         Incoming::Gap(gap) => println!("nothing is known from {:?} to {:?}", gap.since, gap.until),
    ///         _ => {}
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn events(&self) -> EventStream {
        EventStream::new(self.clone())
    }
}

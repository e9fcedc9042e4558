//! What is done with an entry whose turn it is.

use std::sync::Arc;

use tokio::time::sleep;

use super::{
    DeadLetter, DeadReason,
    item::Item,
    race::{Winner, race},
    serving::{Serving, Stage},
};
use crate::events::{Outcome, callback::tell, lanes::Turn};

/// What became of an entry.
enum End {
    /// It is to be acknowledged.
    Done,
    /// It is no entry of the group any more.
    Gone,
    /// It stays pending, for whoever owns the stream next.
    Left,
}

/// What became of a try.
enum Try {
    Done,
    /// It counts.
    Failed(DeadReason),
    /// The handler did not see the event, so it does not count.
    NotBegun,
    BadSignature,
    /// The entry is somebody else's by now, and the handler was dropped.
    Lost,
}

impl Serving {
    pub(super) async fn take_turn(self: Arc<Self>, mut turn: Turn<Item>) {
        let item = &mut turn.item;
        if self.hand.is_left(&item.lane) {
            return;
        }
        match self.treat(item).await {
            End::Done => self.hand.done(item.id),
            End::Gone => self.hand.forget(&[item.id]),
            End::Left => self.hand.leave(&item.lane),
        }
    }

    /// Tries an entry until it is done, or dead, or to be left.
    async fn treat(&self, item: &mut Item) -> End {
        let most = self.worker.settings.tries;
        let (mut tries, mut rests, mut is_counted) = (0, 0, false);
        loop {
            let Ok(permit) = self.worker.permits.acquire().await else { return End::Left };
            if !self.source.is_held() {
                return End::Left;
            }
            if self.hand.is_lost(item.id) {
                return End::Gone;
            }
            // A try that may be the last one is counted beforehand, since it may kill who begins it.
            if (!item.is_new || most == 1) && !is_counted {
                // The first one is not, unless there is only one.
                let is_maybe_begun = !item.is_new && most > 1;
                let counting = self.persist(|| self.source.count_try(item.id, is_maybe_begun));
                let Some(number) = counting.await else { return End::Left };
                (tries, is_counted) = (number, true);
                self.hand.count(item.id);
                if tries > most {
                    return self.bury(item, DeadReason::Handler, most).await;
                }
            }
            self.hand.begin(item.id);
            let outcome = self.attempt(item).await;
            drop(permit);
            item.is_new &= matches!(outcome, Try::NotBegun);
            match outcome {
                Try::Done => return End::Done,
                Try::BadSignature => return self.bury(item, DeadReason::Signature, 0).await,
                Try::Lost => return End::Gone,
                Try::NotBegun => self.hand.not_begun(item.id),
                Try::Failed(reason) => {
                    self.worker.counters.failed_tries.one();
                    if !is_counted {
                        let Some(number) = self.persist(|| self.source.count_try(item.id, false)).await else {
                            return End::Left;
                        };
                        tries = number;
                    }
                    is_counted = false;
                    if tries >= most {
                        return self.bury(item, reason, tries).await;
                    }
                    self.hand.end(item.id);
                }
            }
            rests += 1;
            let wait = self.worker.settings.backoff.after(tries.max(rests));
            if let Winner::First(()) = race(self.reached(Stage::Drain), sleep(wait)).await {
                return End::Left;
            }
        }
    }

    async fn attempt(&self, item: &mut Item) -> Try {
        let Ok(event) = item.read(&self.worker.verifier) else { return Try::BadSignature };
        let reason = if event.is_ok() { DeadReason::Handler } else { DeadReason::Unreadable };
        let handling = self.worker.dispatcher.dispatch(event);
        let Winner::First(outcome) = race(handling, self.hand.lost(item.id)).await else { return Try::Lost };
        match outcome {
            Ok(Outcome::Duplicate) => {
                self.worker.counters.duplicates.one();
                Try::Done
            }
            Ok(Outcome::Handled) => {
                self.worker.counters.handled.one();
                Try::Done
            }
            Err(error) if error.is_store() => Try::NotBegun,
            Err(_) => Try::Failed(reason),
        }
    }

    /// Moves an entry to the dead letters.
    async fn bury(&self, item: &Item, reason: DeadReason, tries: u32) -> End {
        let mut times = 0;
        let buried = self.persist(|| {
            times += 1;
            self.source.bury(item.id, reason, tries, times > 1)
        });
        match buried.await {
            None => return End::Left,
            Some(false) => self.worker.counters.vanished.one(),
            Some(true) => self.tell(item, reason, tries),
        }
        End::Gone
    }

    fn tell(&self, item: &Item, reason: DeadReason, tries: u32) {
        self.worker.counters.dead_letters.one();
        if reason == DeadReason::Signature {
            self.worker.counters.bad_signatures.one();
        }
        let stream = self.source.stream.clone();
        tracing::error!(stream, entry = %item.id, %reason, tries, "an entry was moved to the dead letters");
        let letter = DeadLetter {
            dead_stream: self.worker.settings.dead(&stream),
            stream,
            entry_id: item.id.to_string(),
            tries,
            reason,
        };
        if let Some(callback) = &self.worker.settings.on_dead_letter {
            tell("on_dead_letter", || callback(&letter));
        }
    }
}

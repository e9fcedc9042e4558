//! The simulator as a test uses it.

mod attempt;
mod builder;
mod chat;
pub(crate) mod delivery;
mod eventually;
mod expectations;
pub(crate) mod fault;
mod groups;
mod inbox;
mod instance;
pub(crate) mod journal;
mod last_handle;
mod new_instance;
mod person;
pub(crate) mod shared;
mod simulator;
mod snapshot;
mod transport;
pub(crate) mod truncated;
mod when;

#[cfg(feature = "redis")]
pub use self::delivery::RedisSettings;
pub use self::{
    attempt::{Attempt, Outcome},
    builder::Builder,
    chat::{Chat, ChatContact, ChatFile, ChatLocation, ChatMessage, ChatPoll, ChatPreview, ChatQuote, Ticks},
    delivery::{DeliveryAttempt, WhenEvents},
    groups::{
        Community, CommunityBuilder, Group, GroupBuilder, InCommunity, InGroup, Invitation, Newsletter,
        NewsletterBuilder,
    },
    inbox::{Inbox, Received},
    instance::InstanceHandle,
    new_instance::NewInstance,
    person::{Acting, Calling, Linking, Person, PhoneCall, Sent, Showing, Unlinked, Writing},
    simulator::Simulator,
    snapshot::Snapshot,
    when::When,
};

pub use crate::network::CallState;

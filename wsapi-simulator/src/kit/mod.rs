//! The API of the simulator for tests.

pub(crate) mod attempt;
mod builder;
mod changes;
mod chat;
pub(crate) mod delivery;
mod eventually;
mod expectations;
pub(crate) mod fault;
mod groups;
mod in_full;
mod inbox;
mod instance;
pub(crate) mod journal;
mod new_instance;
mod owner;
mod person;
mod possible;
mod recent;
pub(crate) mod shared;
mod simulator;
mod snapshot;
pub(crate) mod stubs;
mod transport;
pub(crate) mod truncated;
mod when;

#[cfg(feature = "redis")]
pub use self::delivery::RedisSettings;
pub use self::{
    attempt::{CallAttempt, Outcome},
    builder::Builder,
    chat::{
        Chat, ChatContact, ChatFile, ChatLocation, ChatMessage, ChatPoll, ChatPreview, ChatQuote, ChatSummary, Ticks,
    },
    delivery::{DeliveryAttempt, WhenEvents, without_waiting},
    groups::{
        Community, CommunityBuilder, Group, GroupBuilder, InCommunity, InGroup, Invitation, Newsletter,
        NewsletterBuilder,
    },
    inbox::{Inbox, Received},
    instance::InstanceHandle,
    new_instance::NewInstance,
    person::{Acting, Calling, Linking, Person, PhoneCall, Sent, TypingIndicator, UnlinkReason, Writing},
    simulator::Simulator,
    snapshot::Snapshot,
    when::When,
};

#[cfg(feature = "program")]
pub(crate) use self::groups::{Author, NewMessage};
pub use self::person::kinds;
use self::possible::possible;
#[cfg(feature = "server")]
pub(crate) use self::{
    groups::{NewCommunity, NewGroup, NewNewsletter},
    person::{Address, Number},
};
pub use crate::network::CallState;

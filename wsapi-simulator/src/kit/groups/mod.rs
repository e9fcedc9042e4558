//! The view of groups, communities and newsletters in tests.

mod builder;
mod community;
#[cfg(feature = "server")]
mod described;
mod group;
mod in_community;
mod in_group;
mod newsletter;

#[cfg(feature = "program")]
pub(crate) use self::described::{Author, NewMessage};
#[cfg(feature = "server")]
pub(crate) use self::described::{NewCommunity, NewGroup, NewNewsletter};
pub use self::{
    builder::{CommunityBuilder, GroupBuilder, NewsletterBuilder},
    community::Community,
    group::{Group, Invitation},
    in_community::InCommunity,
    in_group::InGroup,
    newsletter::Newsletter,
};

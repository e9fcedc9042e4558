//! Groups, communities and newsletters as a test sees them.

mod builder;
mod community;
mod group;
mod in_community;
mod in_group;
mod newsletter;

pub use self::{
    builder::{CommunityBuilder, GroupBuilder, NewsletterBuilder},
    community::Community,
    group::{Group, Invitation},
    in_community::InCommunity,
    in_group::InGroup,
    newsletter::Newsletter,
};

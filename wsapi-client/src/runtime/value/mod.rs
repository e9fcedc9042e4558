//! Values that any service may use.

pub(crate) mod hidden;
mod nullable;
mod secret;
mod time;
pub(crate) mod white_space;

pub use self::{nullable::Nullable, secret::Secret, time::Time};

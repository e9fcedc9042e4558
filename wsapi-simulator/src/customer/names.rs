//! The names that the hosted service uses, all of them invented.

pub(crate) const FIRST_SUBSCRIPTION: &str = "sub_1";
pub(crate) const PLAN: &str = "standard";
pub(crate) const PRICE: &str = "0.00";
pub(crate) const SUBSCRIPTION_ACTIVE: &str = "active";
pub(crate) const INSTANCE_ACTIVE: &str = "active";
pub(crate) const INSTANCE_PREFIX: &str = "ins_";
pub(crate) const KEY_PREFIX: &str = "key_";
pub(crate) const CHANGE_PREFIX: &str = "chg_";
pub(crate) const CHANGE_CREATED: &str = "subscription_created";
pub(crate) const CHANGE_ADDED: &str = "instance_added";
pub(crate) const CHANGE_REMOVED: &str = "instance_removed";

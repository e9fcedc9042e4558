//! Lua scripts for keys that belong to an owner. Redis runs each of them atomically.

use std::sync::LazyLock;

use ::redis::Script;

pub(in crate::events) static RELEASE: LazyLock<Script> =
    LazyLock::new(|| Script::new(include_str!("scripts/release.lua")));
pub(in crate::events) static RENEW: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!("scripts/renew.lua")));

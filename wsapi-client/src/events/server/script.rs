//! Lua scripts for keys that belong to an owner, each of which Redis runs as one step.

use std::sync::LazyLock;

use ::redis::Script;

pub(in crate::events) static RELEASE: LazyLock<Script> =
    LazyLock::new(|| Script::new(include_str!("scripts/release.lua")));
pub(in crate::events) static RENEW: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!("scripts/renew.lua")));

//! The Lua scripts, each of which Redis runs atomically.

use std::sync::LazyLock;

use ::redis::Script;

macro_rules! scripts {
    ($($name:ident = $file:literal;)*) => {
        $(pub(super) static $name: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!($file)));)*
    };
}

scripts! {
    READ = "scripts/read.lua";
    TOUCH = "scripts/touch.lua";
    ACK = "scripts/ack.lua";
    DEAD = "scripts/dead.lua";
    TRIM = "scripts/trim.lua";
    SWEEP = "scripts/sweep.lua";
    TAKE = "scripts/take.lua";
    BEAT = "scripts/beat.lua";
}

//! The scripts that the server runs: what has to be one step.

use std::sync::LazyLock;

use ::redis::Script;

macro_rules! scripts {
    ($($name:ident = $file:literal;)*) => {
        $(pub(super) static $name: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!($file)));)*
    };
}

scripts! {
    READ = "scripts/read.lua";
    CLAIM = "scripts/claim.lua";
    ACK = "scripts/ack.lua";
    TRY = "scripts/try.lua";
    UNTRY = "scripts/untry.lua";
    DEAD = "scripts/dead.lua";
    TRIM = "scripts/trim.lua";
    KEEP = "scripts/keep.lua";
    LEAVE = "scripts/leave.lua";
    SWEEP = "scripts/sweep.lua";
    TAKE = "scripts/take.lua";
    RENEW = "scripts/renew.lua";
    RELEASE = "scripts/release.lua";
    BEAT = "scripts/beat.lua";
    CLAIM_KEY = "scripts/claim_key.lua";
    COMPLETE_KEY = "scripts/complete_key.lua";
}

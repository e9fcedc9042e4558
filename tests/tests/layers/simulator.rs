//! The modules of the simulator import in one direction.

use crate::sources::{check_order, sources};

/// The modules. Each imports only from those before it.
const ORDER: [&str; 18] = [
    "clock",
    "ids",
    "media_types",
    "rules",
    "generated",
    "network",
    "instance",
    "settings",
    "customer",
    "events",
    "world",
    "server",
    "kit",
    "control",
    "playground",
    "serve",
    "program",
    "main",
];

const ROOTS: [&str; 1] = ["lib"];

#[test]
fn modules_of_the_simulator_import_in_one_direction() {
    let modules: Vec<_> =
        sources("wsapi-simulator/src").into_iter().filter(|source| source.path.ends_with(".rs")).collect();
    check_order(&modules, &["crate::", "super::"], &ORDER, &ROOTS);
}

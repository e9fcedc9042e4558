//! Requests that break several rules at once: the server reports the first in its order.

use crate::{
    Access, Mode, Operation, Target,
    case::{Instance, Key},
    expected::Expected,
};

/// A request to an operation with a broken body, and the response to it.
#[derive(Debug)]
pub(crate) struct Ordered {
    pub(crate) name: &'static str,
    pub(crate) method: Option<&'static str>,
    pub(crate) key: Key,
    pub(crate) instance: Instance,
    /// Whether it is for an instance that is not paired.
    pub(crate) unpaired: bool,
    pub(crate) expected: Expected,
}

impl Ordered {
    fn new(name: &'static str, key: Key, instance: Instance, expected: Expected) -> Self {
        Self { name, method: None, key, instance, unpaired: false, expected }
    }
}

/// The requests to an operation.
pub(crate) fn all(operation: &Operation, target: &Target) -> Vec<Ordered> {
    if !operation.exists_in(target.mode) {
        return absent(operation, target);
    }
    match operation.access {
        Access::Instance => of_instance(operation, target),
        Access::Account | Access::Admin => keys(operation.access, target),
        Access::Open => Vec::new(),
    }
}

/// The key, with which the instance must be named.
fn keys(access: Access, target: &Target) -> Vec<Ordered> {
    let key = match access {
        Access::Account => target.account_key.as_deref(),
        Access::Admin => target.admin_key.as_deref(),
        Access::Instance | Access::Open => Some(&*target.key),
    };
    // An empty key switches authentication off.
    if key.is_none_or(str::is_empty) {
        return Vec::new();
    }
    let refused = || Expected::error(401, "unauthorized");
    vec![
        Ordered::new("wrong key, and a broken body", Key::Wrong, Instance::Right, refused()),
        Ordered::new("no key, and a broken body", Key::Missing, Instance::Right, refused()),
    ]
}

fn of_instance(operation: &Operation, target: &Target) -> Vec<Ordered> {
    let mut ordered = keys(Access::Instance, target);
    let (missing, unknown) = ("missing X-Instance-Id header", "instance not found");
    let refused = |status, detail| Expected::error(status, detail);
    if target.mode == Mode::Multi {
        ordered.extend([
            Ordered::new("no instance", Key::Right, Instance::Missing, refused(400, missing)),
            Ordered::new("no instance, and a wrong key", Key::Wrong, Instance::Missing, refused(400, missing)),
            Ordered::new("unknown instance", Key::Right, Instance::Unknown, refused(404, unknown)),
            Ordered::new("unknown instance, and a wrong key", Key::Wrong, Instance::Unknown, refused(404, unknown)),
            Ordered {
                method: Some("PATCH"),
                ..Ordered::new("wrong method, no instance", Key::Right, Instance::Missing, refused(400, missing))
            },
        ]);
    }
    if target.mode != Mode::Hosted {
        if !target.key.is_empty() {
            let refused = Expected::error(401, "unauthorized");
            let wrong = Ordered::new("wrong method, and a wrong key", Key::Wrong, Instance::Right, refused);
            ordered.push(Ordered { method: Some("PATCH"), ..wrong });
        }
        let refused = Expected::error(405, "method not allowed");
        ordered.push(Ordered {
            method: Some("PATCH"),
            ..Ordered::new("wrong method", Key::Right, Instance::Right, refused)
        });
    }
    if operation.needs_device() {
        let refused = Expected::error(409, "device not paired");
        let name = "instance that is not paired, and a broken body";
        ordered.push(Ordered { unpaired: true, ..Ordered::new(name, Key::Right, Instance::Right, refused) });
    }
    ordered
}

/// The server does not have the operation. What the hosted service says of one is not known.
fn absent(operation: &Operation, target: &Target) -> Vec<Ordered> {
    if target.mode == Mode::Hosted || operation.access == Access::Open {
        return Vec::new();
    }
    let not_found = Expected::error(404, "not found");
    vec![Ordered::new("operation of another server", Key::Instance, Instance::Right, not_found)]
}

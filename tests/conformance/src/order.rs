//! Requests that violate several rules at once. The server reports the first violation in its order of checks.

use crate::{
    Access, Mode, Operation, Target,
    case::{Instance, Key},
    expected::Expected,
};

/// A request to an operation with a malformed body, and the expected response.
#[derive(Debug)]
pub(crate) struct Ordered {
    pub(crate) name: &'static str,
    pub(crate) method: Option<&'static str>,
    pub(crate) key: Key,
    pub(crate) instance: Instance,
    /// `true` if it requires an instance that is not paired.
    pub(crate) unpaired: bool,
    pub(crate) expected: Expected,
}

impl Ordered {
    fn new(name: &'static str, key: Key, instance: Instance, expected: Expected) -> Self {
        Self { name, method: None, key, instance, unpaired: false, expected }
    }
}

/// Returns the requests to an operation.
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

/// Returns the requests for the checks of the key and the instance.
fn keys(access: Access, target: &Target) -> Vec<Ordered> {
    let key = match access {
        Access::Account => target.account_key.as_deref(),
        Access::Admin => target.admin_key.as_deref(),
        Access::Instance | Access::Open => Some(&*target.key),
    };
    // An empty key disables authentication.
    if key.is_none_or(str::is_empty) {
        return Vec::new();
    }
    let rejected = || Expected::error(401, "unauthorized");
    vec![
        Ordered::new("wrong key and malformed body", Key::Wrong, Instance::Right, rejected()),
        Ordered::new("no key and malformed body", Key::Missing, Instance::Right, rejected()),
    ]
}

fn of_instance(operation: &Operation, target: &Target) -> Vec<Ordered> {
    let mut ordered = keys(Access::Instance, target);
    let (missing, unknown) = ("missing X-Instance-Id header", "instance not found");
    let rejected = |status, detail| Expected::error(status, detail);
    if target.mode == Mode::Multi {
        ordered.extend([
            Ordered::new("no instance", Key::Right, Instance::Missing, rejected(400, missing)),
            Ordered::new("no instance and wrong key", Key::Wrong, Instance::Missing, rejected(400, missing)),
            Ordered::new("unknown instance", Key::Right, Instance::Unknown, rejected(404, unknown)),
            Ordered::new("unknown instance and wrong key", Key::Wrong, Instance::Unknown, rejected(404, unknown)),
            Ordered {
                method: Some("PATCH"),
                ..Ordered::new("wrong method and no instance", Key::Right, Instance::Missing, rejected(400, missing))
            },
        ]);
    }
    ordered.extend(wrong_methods(operation, target));
    if operation.needs_device() {
        let rejected = Expected::error(409, "device not paired");
        let name = "unpaired instance and malformed body";
        ordered.push(Ordered { unpaired: true, ..Ordered::new(name, Key::Right, Instance::Right, rejected) });
    }
    ordered
}

/// Returns requests with a method that the path does not have. The response of the hosted service to them is not known.
fn wrong_methods(operation: &Operation, target: &Target) -> Vec<Ordered> {
    if target.mode == Mode::Hosted {
        return Vec::new();
    }
    let (not_allowed, not_paired) = ("method not allowed", "device not paired");
    let needs_device = operation.needs_device();
    let unpaired = if needs_device { Expected::error(409, not_paired) } else { Expected::error(405, not_allowed) };
    let name = "wrong method and unpaired instance";
    let mut wrong = vec![Ordered { unpaired: true, ..Ordered::new(name, Key::Right, Instance::Right, unpaired) }];
    if !target.key.is_empty() {
        let rejected = Expected::error(401, "unauthorized");
        wrong.push(Ordered::new("wrong method and wrong key", Key::Wrong, Instance::Right, rejected));
    }
    if target.is_paired || !needs_device {
        let rejected = Expected::error(405, not_allowed);
        wrong.push(Ordered::new("wrong method", Key::Right, Instance::Right, rejected));
    }
    wrong.into_iter().map(|ordered| Ordered { method: Some("PATCH"), ..ordered }).collect()
}

/// Returns a request for an operation that the server does not have. The response of the hosted service to it is not
/// known.
fn absent(operation: &Operation, target: &Target) -> Vec<Ordered> {
    if target.mode == Mode::Hosted || operation.access == Access::Open {
        return Vec::new();
    }
    let not_found = Expected::error(404, "not found");
    vec![Ordered::new("operation of another mode", Key::Instance, Instance::Right, not_found)]
}

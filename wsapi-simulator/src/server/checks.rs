//! The checks before an operation: the instance, the key, and the device.

use wsapi_client::Credential;

use super::{Mode, Rejection, Request, path::Found};
use crate::{rules::Route, world::World};

/// The only instance of a server in single mode.
pub(crate) const SINGLE: &str = "default";

/// Checks the key, and returns the instance of the request.
pub(super) fn credential(world: &World, request: &Request, found: &Found<'_>) -> Result<Option<String>, Rejection> {
    let key = header(request, "x-api-key");
    match (found.credential(), world.settings.mode) {
        (Some(Credential::None), _) if matches!(found, Found::Route(..)) => Ok(None),
        (Some(Credential::Account), _) => expect(&world.settings.account_key, key).map(|()| None),
        (Some(Credential::Admin), _) => expect(&world.settings.admin_key, key).map(|()| None),
        // Single mode has no administration. The server says so before it asks for the key.
        (None, Mode::Single) if key.is_none() && request.uri().path().starts_with("/admin/") => Ok(None),
        // The key of the only instance is checked before the path.
        (_, Mode::Single) => instance(world, SINGLE, key).map(Some),
        (_, Mode::Hosted | Mode::Multi) => {
            let id = header(request, "x-instance-id");
            let id = id.ok_or_else(|| Rejection::bad_request("missing X-Instance-Id header"))?;
            instance(world, id, key).map(Some)
        }
    }
}

fn instance(world: &World, id: &str, key: Option<&str>) -> Result<String, Rejection> {
    let instance = world.instances.get(id).ok_or_else(|| Rejection::new(404, "instance not found"))?;
    expect(world.settings.key_of(&instance.config), key)?;
    if instance.is_up { Ok(id.to_owned()) } else { Err(Rejection::new(503, "instance not available")) }
}

/// Checks a key. An empty expected key disables authentication.
fn expect(expected: &str, key: Option<&str>) -> Result<(), Rejection> {
    if expected.is_empty() || key == Some(expected) { Ok(()) } else { Err(Rejection::new(401, "unauthorized")) }
}

/// Checks that the instance is paired. All instance operations except those of the session require a paired device.
pub(super) fn is_paired(world: &World, instance: &str, found: &Found<'_>) -> Result<(), Rejection> {
    let now = world.clock.now();
    let is_logged_in = world.instances.get(instance).is_some_and(|instance| instance.is_logged_in(now));
    let needs_device =
        |route: &Route| route.info.credential == Credential::Instance && !route.info.path.starts_with("/session/");
    if is_logged_in || !found.route().is_some_and(needs_device) {
        return Ok(());
    }
    Err(Rejection::new(409, "device not paired"))
}

fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request.headers().get(name)?.to_str().ok().filter(|value| !value.is_empty())
}

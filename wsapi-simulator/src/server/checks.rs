//! The checks before an operation: the instance, the key, and the device.

use wsapi_client::Credential;

use super::{Mode, Refusal, Request, path::Found};
use crate::{rules::Route, world::World};

/// The only instance of a server in single mode.
pub(crate) const SINGLE: &str = "default";

/// Checks the key, and returns the instance that the request is for.
pub(super) fn credential(world: &World, request: &Request, found: &Found<'_>) -> Result<Option<String>, Refusal> {
    let key = header(request, "x-api-key");
    match (found.credential(), world.settings.mode) {
        (Some(Credential::None), _) if matches!(found, Found::Route(..)) => Ok(None),
        (Some(Credential::Account), _) => expect(&world.settings.account_key, key).map(|()| None),
        (Some(Credential::Admin), _) => expect(&world.settings.admin_key, key).map(|()| None),
        // There is no administration here, which is said before the key is asked for.
        (None, Mode::Single) if key.is_none() && request.uri().path().starts_with("/admin/") => Ok(None),
        // The key of the only instance is checked before the path.
        (_, Mode::Single) => instance(world, SINGLE, key).map(Some),
        (_, Mode::Hosted | Mode::Multi) => {
            let id = header(request, "x-instance-id");
            let id = id.ok_or_else(|| Refusal::bad_request("missing X-Instance-Id header"))?;
            instance(world, id, key).map(Some)
        }
    }
}

fn instance(world: &World, id: &str, key: Option<&str>) -> Result<String, Refusal> {
    let instance = world.instances.get(id).ok_or_else(|| Refusal::new(404, "instance not found"))?;
    let own = instance.config.key.as_deref().filter(|key| !key.is_empty());
    expect(own.unwrap_or(&world.settings.default_key), key)?;
    if instance.is_up { Ok(id.to_owned()) } else { Err(Refusal::new(503, "instance not available")) }
}

/// An empty key switches authentication off.
fn expect(expected: &str, key: Option<&str>) -> Result<(), Refusal> {
    if expected.is_empty() || key == Some(expected) { Ok(()) } else { Err(Refusal::new(401, "unauthorized")) }
}

/// Everything but a session needs a paired device.
pub(super) fn is_paired(world: &World, instance: &str, route: &Route) -> Result<(), Refusal> {
    let now = world.clock.now();
    let is_logged_in = world.instances.get(instance).is_some_and(|instance| instance.is_logged_in(now));
    if is_session(route) || is_logged_in { Ok(()) } else { Err(Refusal::new(409, "device not paired")) }
}

/// The operations that the server answers from what it knows, besides those of a session.
const LOCAL: [&str; 5] = ["listChats", "getChatInfo", "listContacts", "getContact", "downloadMedia"];

/// An operation that asks WhatsApp something needs an open socket.
pub(super) fn is_connected(world: &World, instance: &str, route: &Route) -> Result<(), Refusal> {
    let has_socket = world.instances.get(instance).is_some_and(|instance| instance.has_socket);
    if has_socket || is_session(route) || LOCAL.contains(&route.info.id) {
        return Ok(());
    }
    Err(Refusal::bad_request("websocket not connected"))
}

fn is_session(route: &Route) -> bool {
    route.info.path.starts_with("/session/")
}

fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request.headers().get(name)?.to_str().ok().filter(|value| !value.is_empty())
}

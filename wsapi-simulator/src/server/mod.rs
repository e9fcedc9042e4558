//! The server of WSAPI: from a request to a response.
//!
//! [`respond`] makes the checks in the order of the real server. The operations themselves are in `operations`, one
//! file per resource.

mod checks;
mod context;
mod formats;
mod go_base64;
mod operations;
mod page;
mod path;
mod phone;
mod pictures;
mod qr;
mod recipient;
mod rejection;
mod response;
mod shapes;
mod validate;

pub(crate) use self::{context::Context, rejection::Rejection, response::Response};
pub(crate) use crate::{
    instance::{Config, Instance, is_event_type},
    settings::Settings,
};

pub(crate) use self::formats::is_instance_id;
pub use crate::{instance::LinkError, settings::Mode};

use bytes::Bytes;

use crate::world::World;

/// A request, in process or from a socket.
pub(crate) type Request = http::Request<Bytes>;

/// Returns the operation of a request, if there is one.
pub(crate) fn operation(request: &Request, mode: Mode) -> Option<&'static str> {
    match path::find(request.method(), request.uri().path(), mode) {
        path::Found::Route(route, _) => Some(route.info.id),
        path::Found::OtherMethod(_) | path::Found::Nothing => None,
    }
}

/// Checks the instance and the key of a request that is not an operation, and returns the instance.
pub(crate) fn authenticate(world: &World, request: &Request) -> Result<String, Rejection> {
    checks::credential(world, request, &path::Found::Nothing).map(Option::unwrap_or_default)
}

/// Returns the path template of an operation, which is safe to log.
#[cfg(feature = "server")]
pub(crate) fn template(operation: &str) -> Option<&'static str> {
    let route = crate::generated::ROUTES.iter().find(|route| route.info.id == operation)?;
    Some(route.info.path)
}

/// Returns the operation with this id.
#[cfg(feature = "server")]
pub(crate) fn known_operation(id: &str) -> Option<&'static str> {
    crate::generated::ROUTES.iter().map(|route| route.info.id).find(|known| *known == id)
}

/// Responds to a request.
pub(crate) fn respond(world: &mut World, request: &Request) -> Response {
    let response = process(world, request).unwrap_or_else(Rejection::into_response);
    world.publish();
    response
}

fn process(world: &mut World, request: &Request) -> Result<Response, Rejection> {
    let found = path::find(request.method(), request.uri().path(), world.settings.mode);
    let instance = checks::credential(world, request, &found)?;
    if let Some(instance) = &instance {
        checks::is_paired(world, instance, &found)?;
    }
    let path::Found::Route(route, values) = found else {
        return Err(found.rejection());
    };
    let Some(operation) = operations::find(route.info.id) else {
        return Err(Rejection::not_simulated(route.info.id));
    };
    let query = validate::query(request.uri().query(), route.query)?;
    let body = match shapes::of(route) {
        Some(shape) => shapes::completed(validate::body(request.body(), shape)?, shape),
        None => Bytes::new(),
    };
    operation.run(&mut Context::new(world, instance, values, query), &body)
}

//! The server of WSAPI: from a request to a response.
//!
//! [`answer`] names the checks in the order of the real server. The operations themselves are in `operations`, one file
//! for each resource.

mod account;
mod checks;
mod context;
mod go_base64;
mod instance;
mod operations;
mod page;
mod path;
mod phone;
mod pictures;
mod qr;
mod recipient;
mod refusal;
mod response;
mod settings;
mod shapes;
mod validate;

pub(crate) use self::{
    account::CustomerAccount,
    context::Context,
    instance::{Config, History, Instance},
    refusal::Refusal,
    response::Response,
    settings::Settings,
};

pub use self::{instance::LinkError, settings::Mode};

use bytes::Bytes;

use crate::world::World;

/// A request, whatever it came by.
pub(crate) type Request = http::Request<Bytes>;

/// The operation that a request addresses, if there is one.
pub(crate) fn operation(request: &Request, mode: Mode) -> Option<&'static str> {
    match path::find(request.method(), request.uri().path(), mode) {
        path::Found::Route(route, _) => Some(route.info.id),
        path::Found::OtherMethod(_) | path::Found::Nothing => None,
    }
}

/// Checks the instance and the key of a request that is not one of the operations, and returns the instance.
#[cfg(feature = "server")]
pub(crate) fn authenticate(world: &World, request: &Request) -> Result<String, Refusal> {
    checks::credential(world, request, &path::Found::Nothing).map(Option::unwrap_or_default)
}

/// The path of an operation with the names of its parameters, which is safe to log.
#[cfg(feature = "server")]
pub(crate) fn template(operation: &str) -> Option<&'static str> {
    let route = crate::generated::ROUTES.iter().find(|route| route.info.id == operation)?;
    Some(route.info.path)
}

/// The operation with this id.
#[cfg(feature = "server")]
pub(crate) fn known_operation(id: &str) -> Option<&'static str> {
    crate::generated::ROUTES.iter().map(|route| route.info.id).find(|known| *known == id)
}

/// Responds to a request.
pub(crate) fn answer(world: &mut World, request: &Request) -> Response {
    let response = respond(world, request).unwrap_or_else(Refusal::into_response);
    world.publish();
    response
}

fn respond(world: &mut World, request: &Request) -> Result<Response, Refusal> {
    let found = path::find(request.method(), request.uri().path(), world.settings.mode);
    let instance = checks::credential(world, request, &found)?;
    let path::Found::Route(route, values) = found else {
        return Err(found.refusal());
    };
    let Some(operation) = operations::find(route.info.id) else {
        return Err(Refusal::not_simulated(route.info.id));
    };
    if let Some(instance) = &instance {
        checks::is_paired(world, instance, route)?;
    }
    let query = validate::query(request.uri().query(), route.query)?;
    let body = match shapes::of(route) {
        Some(shape) => shapes::completed(validate::body(request.body(), shape)?, shape),
        None => Bytes::new(),
    };
    if let Some(instance) = &instance {
        checks::is_connected(world, instance, route)?;
    }
    operation.run(&mut Context::new(world, instance, values, query), &body)
}

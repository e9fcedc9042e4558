//! The operations: the effect of each on the world, and its output.

mod account;
mod calls;
mod chats;
mod communities;
mod contacts;
mod group_invites;
mod groups;
mod health;
mod instances;
mod media;
mod messages;
mod newsletters;
mod session;
mod status;
mod users;

use std::{collections::HashMap, fmt, sync::LazyLock};

use http::header::CONTENT_TYPE;
use wsapi_client::{Operation, testkit};

use super::{Context, Rejection, Response};
use crate::events::escaped;

/// An operation as a function of a request's body.
pub(crate) struct Behaviour {
    id: &'static str,
    run: Box<Run>,
}

type Run = dyn Fn(&mut Context<'_>, &[u8]) -> Result<Response, Rejection> + Send + Sync;

/// The output of an operation.
type Output<O> = Result<<O as Operation>::Output, Rejection>;

/// All operations, by id.
static BEHAVIOURS: LazyLock<HashMap<&'static str, Behaviour>> = LazyLock::new(|| {
    let all = [
        account::behaviours(),
        calls::behaviours(),
        chats::behaviours(),
        communities::behaviours(),
        contacts::behaviours(),
        group_invites::behaviours(),
        groups::behaviours(),
        health::behaviours(),
        instances::behaviours(),
        media::behaviours(),
        messages::behaviours(),
        newsletters::behaviours(),
        session::behaviours(),
        status::behaviours(),
        users::behaviours(),
    ];
    all.into_iter().flatten().map(|behaviour| (behaviour.id, behaviour)).collect()
});

/// Returns the operation with this id.
pub(super) fn find(id: &str) -> Option<&'static Behaviour> {
    BEHAVIOURS.get(id)
}

impl Behaviour {
    /// Defines an operation whose body and output have the types of the SDK.
    fn of<O: Operation>(
        run: impl Fn(&mut Context<'_>, O::Body) -> Result<O::Output, Rejection> + Send + Sync + 'static,
    ) -> Self {
        let run = move |context: &mut Context<'_>, body: &[u8]| {
            let unreadable = |error| Rejection::bad_request(format!("invalid request body: {error}"));
            let body = testkit::read_body::<O>(body).map_err(unreadable)?;
            let output = run(context, body)?;
            let response = testkit::write_output::<O>(output);
            let response = response.map_err(|error| Rejection::new(500, error.to_string()))?;
            // The bytes of a file are not JSON and are sent unchanged.
            let is_json = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind == "application/json");
            Ok(if is_json { response.map(|body| escaped(&body).into()) } else { response })
        };
        Self { id: O::INFO.id, run: Box::new(run) }
    }

    /// Defines an operation without a body that writes its own response.
    fn writing<O: Operation>(
        run: impl Fn(&mut Context<'_>) -> Result<Response, Rejection> + Send + Sync + 'static,
    ) -> Self {
        Self { id: O::INFO.id, run: Box::new(move |context: &mut Context<'_>, _: &[u8]| run(context)) }
    }

    pub(crate) fn run(&self, context: &mut Context<'_>, body: &[u8]) -> Result<Response, Rejection> {
        (self.run)(context, body)
    }
}

impl fmt::Debug for Behaviour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Behaviour").field(&self.id).finish()
    }
}

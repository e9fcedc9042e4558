//! An extractor for axum.

use std::fmt;

use axum_core::{
    body::Body,
    extract::{FromRef, FromRequest},
    response::{IntoResponse, Response},
};
use http::Request;
use tokio::time::Instant;

use super::{
    check::{BODY_LIMIT, BODY_TIMEOUT, check},
    rejection::Rejection,
    response::response,
};
use crate::{
    Event,
    events::{UnreadableEvent, Verifier},
};

/// Extracts an event whose signature is valid, for programs that handle events before they respond. Requires the
/// feature `axum`.
///
/// The state of the router provides the [`Verifier`]. A body may have up to 5 MiB, whatever axum's `DefaultBodyLimit`
/// is, and must arrive within five seconds. A request that is not an event from the service is rejected with a
/// [`Rejection`].
///
/// ```
/// use axum::{Router, extract::State, http::StatusCode, routing::post};
/// use wsapi_client::events::{Attempt, Dispatcher, Verifier, webhook::VerifiedEvent};
///
/// #[derive(Clone)]
/// struct App {
///     verifier: Verifier,
///     dispatcher: Dispatcher,
/// }
///
/// impl axum::extract::FromRef<App> for Verifier {
///     fn from_ref(app: &App) -> Self {
///         app.verifier.clone()
///     }
/// }
///
/// async fn receive(State(app): State<App>, event: VerifiedEvent) -> StatusCode {
///     match app.dispatcher.dispatch(event.into_result(), Attempt::first()).await {
///         Ok(_) => StatusCode::NO_CONTENT,
///         Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
///     }
/// }
///
/// fn app(app: App) -> Router {
///     Router::new().route("/wsapi", post(receive)).with_state(app)
/// }
/// ```
pub struct VerifiedEvent {
    event: Result<Event, UnreadableEvent>,
}

impl VerifiedEvent {
    /// Returns the event.
    ///
    /// # Errors
    ///
    /// Fails if the event cannot be read. The error contains the JSON.
    pub fn into_result(self) -> Result<Event, UnreadableEvent> {
        self.event
    }
}

impl<S> FromRequest<S> for VerifiedEvent
where
    S: Send + Sync,
    Verifier: FromRef<S>,
{
    type Rejection = Rejection;

    async fn from_request(request: Request<Body>, state: &S) -> Result<Self, Rejection> {
        let verifier = Verifier::from_ref(state);
        let checked = check(&verifier, request, BODY_LIMIT, Instant::now() + BODY_TIMEOUT).await;
        let signed = checked.map_err(|reason| Rejection::new(reason, None))?;
        Ok(Self { event: Event::from_json(&signed.body) })
    }
}

/// Hides the event.
impl fmt::Debug for VerifiedEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifiedEvent").field("is_readable", &self.event.is_ok()).finish_non_exhaustive()
    }
}

impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        response(Err(self.reason())).map(Body::from)
    }
}

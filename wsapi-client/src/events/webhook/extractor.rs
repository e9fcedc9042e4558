//! An extractor for axum.

use axum_core::{
    body::Body,
    extract::{FromRef, FromRequest},
    response::{IntoResponse, Response},
};
use http::{Request, StatusCode};
use tokio::time::Instant;

use super::{
    Refusal,
    check::{BODY_LIMIT, BODY_TIMEOUT, check},
};
use crate::{
    Event,
    events::{UnreadableEvent, Verifier},
};

/// An event whose signature is right, for programs that do with it what they like before they answer. What cannot be
/// read is kept whole; a [`Dispatcher`](crate::events::Dispatcher) takes both, and recognises an event that comes twice.
///
/// The state of the router gives the [`Verifier`]. A body may have as many bytes as the parameter says, 5 MiB if it says
/// nothing; axum's own `DefaultBodyLimit` does not count here. It has five seconds to arrive.
///
/// ```
/// use axum::{Router, extract::State, http::StatusCode, routing::post};
/// use wsapi_client::events::{Dispatcher, Verifier, webhook::VerifiedEvent};
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
/// async fn receive(State(app): State<App>, VerifiedEvent(event): VerifiedEvent) -> StatusCode {
///     match app.dispatcher.dispatch(event).await {
///         Ok(_) => StatusCode::NO_CONTENT,
///         Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
///     }
/// }
///
/// fn app(app: App) -> Router {
///     Router::new().route("/wsapi", post(receive)).with_state(app)
/// }
/// ```
///
/// It is rejected with a [`Refusal`], whose answer has the status of its reason and an empty body.
#[derive(Debug)]
pub struct VerifiedEvent<const LIMIT: usize = BODY_LIMIT>(pub Result<Event, UnreadableEvent>);

impl<S, const LIMIT: usize> FromRequest<S> for VerifiedEvent<LIMIT>
where
    S: Send + Sync,
    Verifier: FromRef<S>,
{
    type Rejection = Refusal;

    async fn from_request(request: Request<Body>, state: &S) -> Result<Self, Refusal> {
        let verifier = Verifier::from_ref(state);
        let signed = check(&verifier, request, LIMIT, Instant::now() + BODY_TIMEOUT).await?;
        Ok(Self(Event::from_json(&signed.body)))
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        self.status().unwrap_or(StatusCode::SERVICE_UNAVAILABLE).into_response()
    }
}

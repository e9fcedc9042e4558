//! The server of the pages.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    Form, Router,
    extract::{Path, State},
    http::{
        HeaderValue, StatusCode,
        header::{CACHE_CONTROL, REFERRER_POLICY},
    },
    middleware::map_response,
    response::{
        Html, Redirect, Response, Sse,
        sse::{Event, KeepAlive},
    },
    routing::{get, post},
};
use futures_util::{Stream, stream};
use serde::Deserialize;
use wsapi_client::Error;

use crate::{pairer::Pairer, view};

pub(crate) struct Site {
    token: String,
    instances: BTreeMap<String, Pairer>,
}

impl Site {
    pub(crate) fn new(token: impl Into<String>, instances: impl IntoIterator<Item = (String, Pairer)>) -> Self {
        Self { token: token.into(), instances: instances.into_iter().collect() }
    }

    /// The token is in the path of each page, because neither an `EventSource` nor a link can send a header.
    pub(crate) fn router(self) -> Router {
        Router::new()
            .route("/{token}", get(index))
            .route("/{token}/{instance}", get(page))
            .route("/{token}/{instance}/events", get(events))
            .route("/{token}/{instance}/pair-code", post(pair_code))
            .layer(map_response(keep_private))
            .with_state(Arc::new(self))
    }

    /// Compares the token in constant time, so that the response time reveals nothing but its length.
    fn check(&self, token: &str) -> Result<(), StatusCode> {
        let differences = self.token.bytes().zip(token.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
        let is_right = !token.is_empty() && self.token.len() == token.len() && differences == 0;
        is_right.then_some(()).ok_or(StatusCode::NOT_FOUND)
    }

    fn pairer(&self, token: &str, instance: &str) -> Result<&Pairer, StatusCode> {
        self.check(token)?;
        self.instances.get(instance).ok_or(StatusCode::NOT_FOUND)
    }
}

type Target = Path<(String, String)>;

async fn index(State(site): State<Arc<Site>>, Path(token): Path<String>) -> Result<Html<String>, StatusCode> {
    site.check(&token)?;
    Ok(Html(view::index(&token, site.instances.keys())))
}

async fn page(State(site): State<Arc<Site>>, Path((token, instance)): Target) -> Result<Html<String>, StatusCode> {
    site.pairer(&token, &instance)?;
    Ok(Html(view::page(&instance)))
}

/// Sends the part of the page that changes, until the browser closes the connection.
async fn events(
    State(site): State<Arc<Site>>,
    Path((token, instance)): Target,
) -> Result<Sse<impl Stream<Item = Result<Event, Error>>>, StatusCode> {
    let view = site.pairer(&token, &instance)?.open().await;
    let views = stream::unfold(view, |mut view| async move {
        view.changed().await.ok()?;
        let html = view.borrow_and_update().html();
        Some((html.map(|html| Event::default().data(html)), view))
    });
    // Without this, a browser that has vanished would be noticed only at the next change.
    Ok(Sse::new(views).keep_alive(KeepAlive::default()))
}

#[derive(Deserialize)]
struct PairCode {
    phone: String,
}

async fn pair_code(
    State(site): State<Arc<Site>>,
    Path((token, instance)): Target,
    Form(form): Form<PairCode>,
) -> Result<Redirect, StatusCode> {
    site.pairer(&token, &instance)?.pair(form.phone).await;
    Ok(Redirect::to(&format!("../{instance}")))
}

/// Keeps codes out of caches, and the token out of the `Referer` of other sites.
async fn keep_private(mut response: Response) -> Response {
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

//! The playground: a page that shows both sides of each conversation. It uses the control API and the simulated
//! service, and nothing else.

mod files;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, header};

use crate::server::{Request, Response};

/// The path of the files of the page.
const FOLDER: &str = "/_sim/page/";

/// The page runs its own scripts and talks to this server only, and is not part of another page. `'self'` cannot have a
/// path, so a second policy limits scripts to the folder of the page: a response of the service is not a script. Both
/// policies apply.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
                      img-src 'self' blob:; media-src blob:; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none', script-src *:*/_sim/page/";

const HEADERS: [(HeaderName, HeaderValue); 4] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    // The files change with the program.
    (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
];

/// Returns `true` if the request asks for a file of the page.
pub(crate) fn is_file(request: &Request) -> bool {
    request.uri().path().starts_with(FOLDER)
}

/// The page or one of its files, if the request asks for it. It needs no token: it shows nothing by itself.
pub(crate) fn respond(request: &Request) -> Option<Response> {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return None;
    }
    let name = match request.uri().path() {
        "/" => "index.html",
        path => path.strip_prefix(FOLDER)?,
    };
    let (_, bytes) = files::all().find(|(file, _)| *file == name)?;
    let mut response = Response::new(Bytes::from_static(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(name)));
    headers.extend(HEADERS);
    Some(response)
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    }
}

//! Routing. As on the real server, paths are not percent-decoded.

use http::Method;
use wsapi_client::Credential;

use super::{Mode, Rejection};
use crate::{generated::ROUTES, rules::Route};

/// The values of path parameters, by name.
pub(crate) type Values<'a> = Vec<(&'static str, &'a str)>;

/// The result of routing a method and a path.
#[derive(Debug)]
pub(crate) enum Found<'a> {
    Route(&'static Route, Values<'a>),
    /// The path matches a route that does not have the method.
    OtherMethod(&'static Route),
    Nothing,
}

impl Found<'_> {
    /// Returns the rejection if there is no route.
    pub(crate) fn rejection(&self) -> Rejection {
        match self {
            Self::OtherMethod(_) => Rejection::new(405, "method not allowed"),
            Self::Route(..) | Self::Nothing => Rejection::new(404, "not found"),
        }
    }

    /// Returns the route of the path, with this method or another one.
    pub(crate) fn route(&self) -> Option<&'static Route> {
        match self {
            Self::Route(route, _) | Self::OtherMethod(route) => Some(route),
            Self::Nothing => None,
        }
    }

    /// Returns the credential that is checked first.
    pub(crate) fn credential(&self) -> Option<Credential> {
        self.route().map(|route| route.info.credential)
    }
}

/// Returns the route. A literal segment takes precedence over a parameter.
pub(crate) fn find<'a>(method: &Method, path: &'a str, mode: Mode) -> Found<'a> {
    let mut best: Option<(&'static Route, Values<'a>)> = None;
    let mut found = Found::Nothing;
    for route in ROUTES.iter().filter(|route| exists(route, mode)) {
        let Some(values) = values(route.info.path, path) else { continue };
        if route.info.method != *method {
            found = Found::OtherMethod(route);
        } else if best.as_ref().is_none_or(|(_, others)| values.len() < others.len()) {
            best = Some((route, values));
        }
    }
    best.map_or(found, |(route, values)| Found::Route(route, values))
}

/// Returns `true` if a server of this mode has the route.
fn exists(route: &Route, mode: Mode) -> bool {
    match route.info.credential {
        Credential::Account => mode == Mode::Hosted,
        Credential::Admin => mode == Mode::Multi,
        Credential::None => mode != Mode::Hosted,
        _ => true,
    }
}

/// Returns the values of the parameters, if the path matches the template.
fn values<'a>(template: &'static str, path: &'a str) -> Option<Values<'a>> {
    let mut values = Vec::new();
    let (mut names, mut segments) = (template.split('/'), path.split('/'));
    loop {
        match (names.next(), segments.next()) {
            (None, None) => return Some(values),
            (Some(name), Some(segment)) => match name.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
                Some(name) if !segment.is_empty() => values.push((name, segment)),
                None if name == segment => {}
                _ => return None,
            },
            _ => return None,
        }
    }
}

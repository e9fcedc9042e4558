//! From a path to a route. As on the real server, nothing in a path is unescaped.

use http::Method;
use wsapi_client::Credential;

use super::{Mode, Refusal};
use crate::{generated::ROUTES, rules::Route};

/// The values of a path's parameters, by name.
pub(crate) type Values<'a> = Vec<(&'static str, &'a str)>;

/// What a method and a path address.
#[derive(Debug)]
pub(crate) enum Found<'a> {
    Route(&'static Route, Values<'a>),
    /// The path exists, for this credential, but not with this method.
    OtherMethod(Credential),
    Nothing,
}

impl Found<'_> {
    /// The response where there is no route.
    pub(crate) fn refusal(&self) -> Refusal {
        match self {
            Self::OtherMethod(_) => Refusal::new(405, "method not allowed"),
            Self::Route(..) | Self::Nothing => Refusal::new(404, "not found"),
        }
    }

    /// The credential that is checked first.
    pub(crate) fn credential(&self) -> Option<Credential> {
        match self {
            Self::Route(route, _) => Some(route.info.credential),
            Self::OtherMethod(credential) => Some(*credential),
            Self::Nothing => None,
        }
    }
}

/// Finds the route. A literal segment takes precedence over a parameter.
pub(crate) fn find<'a>(method: &Method, path: &'a str, mode: Mode) -> Found<'a> {
    let mut best: Option<(&'static Route, Values<'a>)> = None;
    let mut found = Found::Nothing;
    for route in ROUTES.iter().filter(|route| exists(route, mode)) {
        let Some(values) = values(route.info.path, path) else { continue };
        if route.info.method != *method {
            found = Found::OtherMethod(route.info.credential);
        } else if best.as_ref().is_none_or(|(_, others)| values.len() < others.len()) {
            best = Some((route, values));
        }
    }
    best.map_or(found, |(route, values)| Found::Route(route, values))
}

/// Whether a server of this mode has the route.
fn exists(route: &Route, mode: Mode) -> bool {
    match route.info.credential {
        Credential::Account => mode == Mode::Hosted,
        Credential::Admin => mode == Mode::Multi,
        Credential::None => mode != Mode::Hosted,
        _ => true,
    }
}

/// The values of the parameters, if the path has this form.
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

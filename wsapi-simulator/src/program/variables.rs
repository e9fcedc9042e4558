//! The environment variables of the self-hosted server.

use std::{collections::HashMap, fmt::Display, str::FromStr};

use wsapi_client::{events::BoxError, types::EventFilter};

use crate::{
    serve::PublishVia,
    server::{Config, Mode, Settings},
};

/// The prefix of all variables.
const PREFIX: &str = "WSAPI_";

/// Values of variables. An empty one counts as unset.
pub(super) struct Variables {
    values: HashMap<String, String>,
    pub(super) port: u16,
    mode: Mode,
}

impl Variables {
    /// The variables of this process.
    pub(super) fn of_process() -> Result<Self, BoxError> {
        let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        Self::new(std::env::vars_os().filter_map(text))
    }

    fn new(variables: impl Iterator<Item = (String, String)>) -> Result<Self, BoxError> {
        let own = variables.filter_map(|(name, value)| Some((name.strip_prefix(PREFIX)?.to_owned(), value)));
        let values = own.filter(|(_, value)| !value.is_empty()).collect();
        let mut variables = Self { values, port: 8080, mode: Mode::Single };
        variables.port = variables.parsed("PORT", 8080)?;
        variables.mode = match variables.get("INSTANCE_MODE") {
            None | Some("single") => Mode::Single,
            Some("multi") => Mode::Multi,
            Some(other) => return Err(format!("WSAPI_INSTANCE_MODE: expected single or multi, found `{other}`").into()),
        };
        Ok(variables)
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }

    /// `true`, `1`, or anything else for false.
    #[cfg(feature = "redis")]
    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        self.get(name).map(|value| matches!(value, "true" | "1"))
    }

    pub(super) fn parsed<T: FromStr<Err: Display>>(&self, name: &str, default: T) -> Result<T, BoxError> {
        match self.get(name) {
            None => Ok(default),
            Some(value) => value.parse().map_err(|error| format!("{PREFIX}{name}: {error}").into()),
        }
    }

    /// The settings of the server.
    pub(super) fn settings(&self, is_hosted: bool) -> Settings {
        let key = self.text("DEFAULT_API_KEY");
        let filters = self.get("DEFAULT_EVENT_FILTERS").unwrap_or_default().split(',').map(str::trim);
        let defaults = Config {
            webhook_url: self.text("DEFAULT_WEBHOOK_URL").unwrap_or_default(),
            signing_secret: self.text("DEFAULT_SIGNING_SECRET"),
            event_filters: filters.filter(|name| !name.is_empty()).map(EventFilter::from).collect(),
            ..Config::default()
        };
        Settings {
            mode: if is_hosted { Mode::Hosted } else { self.mode },
            account_key: "account-key".to_owned(),
            admin_key: self.text("ADMIN_API_KEY").unwrap_or_default(),
            // The hosted service has no instance without a key.
            default_key: key.unwrap_or_else(|| if is_hosted { "instance-key".to_owned() } else { String::new() }),
            defaults,
        }
    }

    /// The transport of events.
    pub(super) fn publish_via(&self) -> Result<PublishVia, BoxError> {
        match self.get("PUBLISH_VIA") {
            None | Some("webhook") => Ok(PublishVia::Webhook { proxy: self.text("HTTP_PROXY") }),
            Some("redis") => self.redis(),
            Some("none") => Ok(PublishVia::Nothing),
            Some(other) => Err(format!("WSAPI_PUBLISH_VIA: expected webhook, redis or none, found `{other}`").into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Variables;
    use crate::{serve::PublishVia, server::Mode};

    fn variables(pairs: &[(&str, &str)]) -> Variables {
        let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Variables::new(pairs).expect("valid variables")
    }

    #[test]
    fn empty_variables_count_as_unset() {
        let variables = variables(&[("WSAPI_PORT", ""), ("WSAPI_INSTANCE_MODE", ""), ("WSAPI_DEFAULT_API_KEY", "")]);
        assert_eq!(variables.port, 8080);
        let settings = variables.settings(false);
        assert_eq!((settings.mode, &*settings.default_key), (Mode::Single, ""));
        assert!(matches!(variables.publish_via(), Ok(PublishVia::Webhook { proxy: None })));
    }

    #[test]
    fn variables_of_the_server_are_read() {
        let variables = variables(&[
            ("WSAPI_PORT", "9000"),
            ("WSAPI_INSTANCE_MODE", "multi"),
            ("WSAPI_ADMIN_API_KEY", "admin"),
            ("WSAPI_DEFAULT_EVENT_FILTERS", "message, call_offer"),
            ("WSAPI_PUBLISH_VIA", "none"),
        ]);
        let settings = variables.settings(false);
        assert_eq!((variables.port, settings.mode, &*settings.admin_key), (9000, Mode::Multi, "admin"));
        assert_eq!(settings.defaults.event_filters.len(), 2);
        assert!(matches!(variables.publish_via(), Ok(PublishVia::Nothing)));
        assert_eq!(variables.settings(true).mode, Mode::Hosted);
    }

    #[test]
    fn invalid_value_names_its_variable() {
        let result = Variables::new([("WSAPI_PORT".to_owned(), "http".to_owned())].into_iter());
        assert!(result.err().expect("it fails").to_string().starts_with("WSAPI_PORT: "));
    }
}

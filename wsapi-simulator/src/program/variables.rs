//! The environment variables of the self-hosted server.

use std::{collections::HashMap, fmt::Display, str::FromStr};

use wsapi_client::{events::BoxError, types::EventFilter};

use crate::{
    serve::PublishVia,
    server::{Config, Mode, Settings},
};

/// The prefix of all variables.
const PREFIX: &str = "WSAPI_";

/// Variables without an effect: there is no database, no real phone shows the name of the client, and the log never has
/// personal data.
const WITHOUT_MEANING: [&str; 5] =
    ["DB_DRIVER", "DB_DSN", "WHATSMEOW_PAIR_CLIENT_TYPE", "WHATSMEOW_PAIR_CLIENT_OS", "LOG_REDACT"];

/// The other variables of the server, and the token of the control API.
const READ: [&str; 23] = [
    "PORT",
    "INSTANCE_MODE",
    "ADMIN_API_KEY",
    "DEFAULT_API_KEY",
    "DEFAULT_WEBHOOK_URL",
    "DEFAULT_SIGNING_SECRET",
    "DEFAULT_EVENT_FILTERS",
    "DEFAULT_HISTORY_SYNC",
    "PUBLISH_VIA",
    "REDIS_MODE",
    "REDIS_URL",
    "REDIS_PASSWORD",
    "REDIS_SENTINEL_PASSWORD",
    "REDIS_DB",
    "REDIS_STREAM_NAME",
    "REDIS_TLS",
    "REDIS_TLS_INSECURE",
    "REDIS_MASTER_NAME",
    "MEDIA_MAX_FILE_SIZE",
    "LOG_LEVEL",
    "LOG_FORMAT",
    "HTTP_PROXY",
    "SIMULATOR_TOKEN",
];

/// Values of variables. An empty value counts as unset.
pub(super) struct Variables {
    values: HashMap<String, String>,
    pub(super) port: u16,
    mode: Mode,
}

impl Variables {
    /// Reads the variables of this process.
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

    /// Returns the names of variables that neither the server nor this program knows.
    pub(super) fn unknown(&self) -> Vec<String> {
        let is_unknown = |name: &&String| !READ.contains(&name.as_str()) && !WITHOUT_MEANING.contains(&name.as_str());
        let mut unknown: Vec<_> = self.values.keys().filter(is_unknown).map(|name| format!("{PREFIX}{name}")).collect();
        unknown.sort();
        unknown
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }

    /// Parses a flag: `true` and `1` are true, and any other value is false.
    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        self.get(name).map(|value| matches!(value, "true" | "1"))
    }

    pub(super) fn parsed<T: FromStr<Err: Display>>(&self, name: &str, default: T) -> Result<T, BoxError> {
        match self.get(name) {
            None => Ok(default),
            Some(value) => {
                value.parse().map_err(|error| format!("{PREFIX}{name}: cannot parse `{value}`: {error}").into())
            }
        }
    }

    /// Returns the settings of the server.
    pub(super) fn settings(&self, is_hosted: bool) -> Result<Settings, BoxError> {
        let key = self.text("DEFAULT_API_KEY");
        let filters = self.get("DEFAULT_EVENT_FILTERS").unwrap_or_default().split(',').map(str::trim);
        let defaults = Config {
            webhook_url: self.text("DEFAULT_WEBHOOK_URL").unwrap_or_default(),
            signing_secret: self.text("DEFAULT_SIGNING_SECRET"),
            event_filters: filters.filter(|name| !name.is_empty()).map(EventFilter::from).collect(),
            history_sync: self.flag("DEFAULT_HISTORY_SYNC"),
            ..Config::default()
        };
        Ok(Settings {
            mode: if is_hosted { Mode::Hosted } else { self.mode },
            account_key: "account-key".to_owned(),
            admin_key: self.text("ADMIN_API_KEY").unwrap_or_default(),
            // On the hosted service, every instance has a key.
            default_key: key.unwrap_or_else(|| if is_hosted { "instance-key".to_owned() } else { String::new() }),
            max_file_size: self.size("MEDIA_MAX_FILE_SIZE")?.unwrap_or(Settings::MAX_FILE_SIZE),
            defaults,
        })
    }

    /// Parses a size in bytes: a number, with or without a unit such as `MB`.
    fn size(&self, name: &str) -> Result<Option<u64>, BoxError> {
        let Some(text) = self.get(name) else { return Ok(None) };
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = text.split_at(digits);
        let factor = match unit.trim().to_ascii_uppercase().as_str() {
            "" | "B" => Some(1),
            "K" | "KB" => Some(1 << 10),
            "M" | "MB" => Some(1 << 20),
            "G" | "GB" => Some(1 << 30),
            _ => None,
        };
        let size = number.parse::<u64>().ok().zip(factor).and_then(|(number, factor)| number.checked_mul(factor));
        let problem = || format!("{PREFIX}{name}: expected a size such as 104857600 or 100MB, found `{text}`");
        Ok(Some(size.ok_or_else(problem)?))
    }

    /// Returns the transport of events.
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
        let settings = variables.settings(false).expect("valid settings");
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
        let settings = variables.settings(false).expect("valid settings");
        assert_eq!((variables.port, settings.mode, &*settings.admin_key), (9000, Mode::Multi, "admin"));
        assert_eq!(settings.defaults.event_filters.len(), 2);
        assert!(matches!(variables.publish_via(), Ok(PublishVia::Nothing)));
        assert_eq!(variables.settings(true).expect("valid settings").mode, Mode::Hosted);
    }

    #[test]
    fn history_sync_is_true_for_two_values() {
        for (value, expected) in [("true", Some(true)), ("1", Some(true)), ("yes", Some(false)), ("", None)] {
            let settings = variables(&[("WSAPI_DEFAULT_HISTORY_SYNC", value)]).settings(false);
            assert_eq!(settings.expect("valid settings").defaults.history_sync, expected, "{value}");
        }
    }

    #[test]
    fn media_size_has_an_optional_unit() {
        for (value, expected) in [("", 100 << 20), ("2048", 2048), ("1KB", 1024), ("50MB", 50 << 20), ("1 g", 1 << 30)]
        {
            let settings = variables(&[("WSAPI_MEDIA_MAX_FILE_SIZE", value)]).settings(false);
            assert_eq!(settings.expect("valid settings").max_file_size, expected, "{value}");
        }
        let error = variables(&[("WSAPI_MEDIA_MAX_FILE_SIZE", "much")]).settings(false).expect_err("it is rejected");
        assert!(error.to_string().starts_with("WSAPI_MEDIA_MAX_FILE_SIZE: expected a size"), "{error}");
    }

    #[test]
    fn all_variables_of_the_server_are_known() {
        let known = super::READ.iter().chain(&super::WITHOUT_MEANING);
        let pairs: Vec<_> = known.map(|name| (format!("WSAPI_{name}"), "1".to_owned())).collect();
        let pairs = pairs.iter().map(|(name, value)| (name.clone(), value.clone()));
        let pairs = pairs
            .filter(|(name, _)| name != "WSAPI_INSTANCE_MODE")
            .chain([("WSAPI_PROT".to_owned(), "9000".to_owned()), ("OTHER".to_owned(), "1".to_owned())]);
        assert_eq!(Variables::new(pairs).expect("valid variables").unknown(), ["WSAPI_PROT"]);
    }

    #[test]
    fn invalid_value_names_its_variable() {
        let result = Variables::new([("WSAPI_PORT".to_owned(), "http".to_owned())].into_iter());
        let error = result.err().expect("it fails").to_string();
        assert!(error.starts_with("WSAPI_PORT: cannot parse `http`: "), "{error}");
    }
}

//! Values that are only known at run time.

use std::collections::BTreeMap;

use serde_json::Value;

/// Values by name. Some are given by the caller, and others come from responses.
#[derive(Clone, Debug, Default)]
pub(crate) struct Variables(BTreeMap<String, String>);

/// The error for a variable without a value.
#[derive(Debug)]
pub(crate) struct Unset(pub(crate) String);

impl Variables {
    pub(crate) fn new(values: BTreeMap<String, String>) -> Self {
        Self(values)
    }

    pub(crate) fn set(&mut self, name: &str, value: String) {
        self.0.insert(name.to_owned(), value);
    }

    /// Returns the value of the variable if the text is `$name`, and otherwise the text itself.
    pub(crate) fn text(&self, text: &str) -> Result<String, Unset> {
        match text.strip_prefix('$') {
            Some(name) => self.0.get(name).cloned().ok_or_else(|| Unset(name.to_owned())),
            None => Ok(text.to_owned()),
        }
    }

    /// Replaces all variables in a JSON value. `$int:name` is replaced by a number.
    pub(crate) fn json(&self, value: &Value) -> Result<Value, Unset> {
        Ok(match value {
            Value::String(text) => match text.strip_prefix("$int:") {
                Some(name) => {
                    let digits = self.text(&format!("${name}"))?;
                    Value::from(digits.parse::<i64>().map_err(|_| Unset(name.to_owned()))?)
                }
                None => self.text(text)?.into(),
            },
            Value::Array(values) => values.iter().map(|value| self.json(value)).collect::<Result<_, _>>()?,
            Value::Object(members) => {
                let members = members.iter().map(|(name, value)| Ok((name.clone(), self.json(value)?)));
                Value::Object(members.collect::<Result<_, Unset>>()?)
            }
            other => other.clone(),
        })
    }
}

//! Runs all cases on one server.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use serde_json::Value;

use crate::{
    Access, Case, Exchange, Failure, Kind, Mode, Operation, Outcome, Report, Target, Verdict,
    case::{Instance, Key},
    derived::{self, Change},
    document::operations,
    expected::Expected,
    order::{self, Ordered},
    resource::{Resource, resources},
    send::{Request, Sender},
    variables::{Unset, Variables},
};

/// An id that no instance has.
const UNKNOWN_INSTANCE: &str = "no-such-instance";

/// A key that nobody has.
const WRONG_KEY: &str = "no-such-key";

/// Runs all cases on a server, one request after another.
///
/// # Errors
///
/// Fails if a case cannot be read, or if the server does not respond.
pub async fn run(target: &Target) -> Result<Report> {
    let resources = resources()?;
    let mut run = Run::new(target)?;
    run.orders(&resources, false).await?;
    for resource in &resources {
        for case in &resource.cases {
            run.case(resource.name, case).await?;
        }
    }
    // In single mode, the only instance is now unpaired.
    run.orders(&resources, true).await?;
    Ok(run.report)
}

struct Run<'a> {
    target: &'a Target,
    sender: Sender,
    variables: Variables,
    /// An instance that is not paired.
    unpaired: Option<String>,
    /// The operations whose invalid requests were already derived.
    derived: BTreeSet<String>,
    report: Report,
}

impl<'a> Run<'a> {
    fn new(target: &'a Target) -> Result<Self> {
        let mut variables = target.given.clone();
        variables.insert("instance".to_owned(), target.instance.clone());
        let unpaired = if target.is_paired { target.unpaired.clone() } else { Some(target.instance.clone()) };
        Ok(Self {
            target,
            sender: Sender::new(&target.url)?,
            variables: Variables::new(variables),
            unpaired,
            derived: BTreeSet::new(),
            report: Report::default(),
        })
    }

    /// Sends the requests that violate several rules.
    async fn orders(&mut self, resources: &[Resource], unpaired: bool) -> Result<()> {
        let mut seen = BTreeSet::new();
        for resource in resources {
            let ids = resource.cases.iter().filter_map(|case| case.operation.as_deref());
            for operation in ids.filter(|id| seen.insert(*id)).filter_map(|id| operations().get(id)) {
                for ordered in order::all(operation, self.target) {
                    if ordered.unpaired == unpaired {
                        self.order(resource.name, operation, ordered).await?;
                    }
                }
            }
        }
        Ok(())
    }

    async fn order(&mut self, resource: &'static str, operation: &Operation, ordered: Ordered) -> Result<()> {
        let names = operation.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
        let path = names.map(|name| (name.to_owned(), "1".to_owned())).collect();
        let sent = self.instance(operation.access, &ordered.instance, ordered.unpaired).map(|instance| Request {
            // On a server without the operation, the path is unknown.
            operation: operation.exists_in(self.target.mode).then(|| operation.id.clone()),
            method: ordered.method.unwrap_or(&operation.method).to_owned(),
            path: filled(&operation.path, &path),
            key: self.key(operation.access, &ordered.key),
            instance,
            body: operation.body.as_ref().map(|_| r#"{"a":"#.to_owned()),
            content_type: None,
        });
        let outcome = (resource, Some(operation.id.clone()), ordered.name.to_owned(), Kind::Order);
        self.send(outcome, sent, ordered.expected).await.map(drop)
    }

    async fn case(&mut self, resource: &'static str, case: &Case) -> Result<()> {
        let operation = case.operation.as_deref().map(|id| operations().get(id));
        if matches!(operation, Some(None)) {
            anyhow::bail!("{resource}: unknown operation {:?}", case.operation);
        }
        let operation = operation.flatten();
        let is_for_mode = case.modes.as_ref().is_none_or(|modes| modes.contains(&self.target.mode));
        if !is_for_mode || operation.is_some_and(|operation| !operation.exists_in(self.target.mode)) {
            return Ok(());
        }
        let kind = if case.is_valid() { Kind::Valid } else { Kind::Invalid };
        let name = if case.name.is_empty() { "a valid request" } else { &case.name };
        let outcome = |name: &str, kind| (resource, case.operation.clone(), name.to_owned(), kind);
        let request = self.request(operation, case);
        let expected = self.expected(case);
        let exchange = match expected {
            Ok(expected) => self.send(outcome(name, kind), request.clone(), expected).await?,
            Err(reason) => self.send(outcome(name, kind), Err(reason), Expected::default()).await?,
        };
        let (Some(exchange), Ok(request)) = (exchange, request) else { return Ok(()) };
        self.learn(case, &exchange);
        let Some(operation) = operation.filter(|operation| case.is_valid() && !self.derived.contains(&operation.id))
        else {
            return Ok(());
        };
        self.derived.insert(operation.id.clone());
        let body: Option<Value> = request.body.as_deref().and_then(|body| serde_json::from_str(body).ok());
        for derived in derived::all(operation, case, body.as_ref()) {
            let sent = self.changed(operation, case, request.clone(), derived.change);
            self.send(outcome(&derived.name, Kind::Invalid), sent, derived.expected).await?;
        }
        Ok(())
    }

    /// Stores the variables in a response for later requests.
    fn learn(&mut self, case: &Case, exchange: &Exchange) {
        let json = exchange.json();
        for (name, pointer) in &case.save {
            let value = json.as_ref().and_then(|json| json.pointer(pointer)).and_then(Value::as_str);
            if let Some(value) = value {
                // The operations take the code at the end of a link.
                let value = if name.ends_with("code") { value.rsplit('/').next().unwrap_or(value) } else { value };
                self.variables.set(name, value.to_owned());
            }
        }
        if case.unpairs && exchange.status < 300 {
            self.unpaired = Some(self.target.instance.clone());
        }
    }

    /// Sends a request and adds its result. If there is no request, the case is skipped with the reason.
    async fn send(
        &mut self,
        (resource, operation, name, kind): (&'static str, Option<String>, String, Kind),
        request: Result<Request, String>,
        expected: Expected,
    ) -> Result<Option<Exchange>> {
        let (verdict, exchange) = match request {
            Err(reason) => (Verdict::Skipped(reason), None),
            Ok(request) => {
                let exchange = self.sender.send(request).await?;
                let expected = expected.known_in(self.target.mode);
                (judged(&expected, &exchange), Some(exchange))
            }
        };
        let is_passed = matches!(verdict, Verdict::Passed);
        self.report.outcomes.push(Outcome { resource, operation, name, kind, verdict });
        self.report.exchanges.extend(exchange.clone());
        Ok(exchange.filter(|_| is_passed))
    }

    /// Returns the request of a case, or the reason why it cannot be sent.
    fn request(&self, operation: Option<&Operation>, case: &Case) -> Result<Request, String> {
        self.may(operation, case)?;
        let access = operation.map_or(Access::Instance, |operation| operation.access);
        let (method, template) = match (operation, &case.request) {
            (Some(operation), _) => (operation.method.as_str(), operation.path.as_str()),
            (None, Some(request)) => request.split_once(' ').ok_or("the request has no method")?,
            (None, None) => return Err("the case has neither an operation nor a request".to_owned()),
        };
        let body = case.body.as_ref().map(|body| self.variables.json(body)).transpose().map_err(needs)?;
        Ok(Request {
            operation: case.operation.clone(),
            method: method.to_owned(),
            path: filled(template, &self.values(&case.path)?) + &query(&self.values(&case.query)?),
            key: self.key(access, &case.key),
            instance: self.instance(access, &case.instance, case.unpaired)?,
            body: body.map(|body| body.to_string() + &case.suffix),
            content_type: case.content_type.clone(),
        })
    }

    /// Checks that a case may be sent, or returns the reason why not.
    fn may(&self, operation: Option<&Operation>, case: &Case) -> Result<(), String> {
        let needs_device = case.paired || (operation.is_some_and(Operation::needs_device) && !case.unpaired);
        if needs_device && !self.target.is_paired {
            return Err("needs a paired device".to_owned());
        }
        if let Some(missing) = case.may.iter().find(|permission| !self.target.may.contains(permission)) {
            return Err(format!("needs the permission `{}`", format!("{missing:?}").to_lowercase()));
        }
        match operation.map(|operation| operation.access) {
            Some(Access::Account) if self.target.account_key.is_none() => Err("needs the account key".to_owned()),
            Some(Access::Admin) if self.target.admin_key.is_none() => Err("needs the admin key".to_owned()),
            _ => Ok(()),
        }
    }

    /// Returns the expected response of a case.
    fn expected(&self, case: &Case) -> Result<Expected, String> {
        let mut expected = case.expected();
        expected.json = expected.json.map(|json| self.variables.json(&json)).transpose().map_err(needs)?;
        Ok(expected)
    }

    /// Applies a change to a request.
    fn changed(&self, operation: &Operation, case: &Case, request: Request, change: Change) -> Result<Request, String> {
        Ok(match change {
            Change::Body(body) => Request { body: Some(body.to_string()), ..request },
            Change::Text(text) => Request { body: Some(text.to_owned()), ..request },
            Change::Path(name, value) => {
                let mut values = self.values(&case.path)?;
                values.insert(name.to_owned(), value.to_owned());
                let path = filled(&operation.path, &values) + &query(&self.values(&case.query)?);
                Request { path, ..request }
            }
        })
    }

    fn values(&self, values: &BTreeMap<String, String>) -> Result<BTreeMap<String, String>, String> {
        let value = |(name, text): (&String, &String)| Ok((name.clone(), self.variables.text(text).map_err(needs)?));
        values.iter().map(value).collect()
    }

    fn key(&self, access: Access, key: &Key) -> Option<String> {
        let right = match access {
            Access::Instance => Some(self.target.key.clone()),
            Access::Account => self.target.account_key.clone(),
            Access::Admin => self.target.admin_key.clone(),
            Access::Open => None,
        };
        let key = match key {
            Key::Right => right,
            Key::Wrong => Some(WRONG_KEY.to_owned()),
            Key::Missing => None,
            Key::Instance => Some(self.target.key.clone()),
        };
        key.filter(|key| !key.is_empty())
    }

    /// Returns the header, or the reason why it cannot be set.
    fn instance(&self, access: Access, instance: &Instance, unpaired: bool) -> Result<Option<String>, String> {
        let is_absent = access != Access::Instance && self.target.mode == Mode::Hosted;
        Ok(match instance {
            Instance::Missing => None,
            Instance::Unknown => Some(UNKNOWN_INSTANCE.to_owned()),
            Instance::Right if is_absent => None,
            Instance::Right if unpaired => Some(self.unpaired.clone().ok_or("needs an unpaired instance")?),
            Instance::Right => Some(self.target.instance.clone()),
        })
    }
}

fn needs(Unset(name): Unset) -> String {
    format!("needs `{name}`")
}

/// Replaces the parameters of a path by their values.
fn filled(template: &str, values: &BTreeMap<String, String>) -> String {
    values.iter().fold(template.to_owned(), |path, (name, value)| path.replace(&format!("{{{name}}}"), value))
}

fn query(values: &BTreeMap<String, String>) -> String {
    let pairs: Vec<_> = values.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

fn encoded(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

fn judged(expected: &Expected, exchange: &Exchange) -> Verdict {
    if expected.accepts(exchange) {
        return Verdict::Passed;
    }
    let (sent, media_type) = (&exchange.sent, exchange.media_type.as_deref().unwrap_or("no media type"));
    Verdict::Failed(Failure {
        request: format!("{} {} {}", sent.method, sent.path, shortened(sent.body.as_deref().unwrap_or_default()))
            .trim_end()
            .to_owned(),
        expected: expected.to_string(),
        found: format!("{}, {media_type}, {}", exchange.status, shortened(&String::from_utf8_lossy(&exchange.body))),
    })
}

/// Shortens a text for a message.
fn shortened(text: &str) -> String {
    const MOST: usize = 400;
    if text.chars().count() <= MOST {
        return text.trim_end().to_owned();
    }
    text.chars().take(MOST).chain(['…']).collect()
}

//! The log of the SDK and of the handlers, with its spans.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use tracing::{
    Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id},
};
use tracing_subscriber::{
    Layer,
    layer::{Context, SubscriberExt},
    registry::LookupSpan,
    util::SubscriberInitExt,
};

/// The log of the process, since the threads of a runtime share it.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<Line>>>);

#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) level: Level,
    pub(crate) fields: Fields,
    /// The spans around it, the innermost first.
    pub(crate) spans: Vec<InSpan>,
}

#[derive(Clone, Debug)]
pub(crate) struct InSpan {
    pub(crate) name: &'static str,
    pub(crate) fields: Fields,
}

/// Names and values. The text of a line is the field `message`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fields(BTreeMap<&'static str, String>);

impl Log {
    /// Starts the log, unless another test has started it.
    pub(crate) fn start() -> &'static Self {
        static LOG: OnceLock<Log> = OnceLock::new();
        LOG.get_or_init(|| {
            let log = Self::default();
            tracing_subscriber::registry().with(log.clone()).init();
            log
        })
    }

    /// The lines that name an event, or that are in a span of it.
    pub(crate) fn lines_of(&self, event_id: &str) -> Vec<Line> {
        let lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_of_event = |line: &&Line| {
            let mut fields = line.spans.iter().map(|span| &span.fields).chain([&line.fields]);
            fields.any(|fields| fields.get("event.id") == event_id)
        };
        lines.iter().filter(is_of_event).cloned().collect()
    }
}

impl Line {
    pub(crate) fn message(&self) -> &str {
        self.fields.get("message")
    }
}

impl Fields {
    /// The value of a field, or an empty text if there is none.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.get(name).map(String::as_str).unwrap_or_default()
    }
}

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Log {
    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        ["wsapi_client", env!("CARGO_CRATE_NAME")].iter().any(|target| metadata.target().starts_with(target))
    }

    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        context.span(id).expect("a new span").extensions_mut().insert(fields);
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let spans = context.event_scope(event).into_iter().flatten().map(|span| InSpan {
            name: span.name(),
            fields: span.extensions().get::<Fields>().cloned().unwrap_or_default(),
        });
        let line = Line { level: *event.metadata().level(), fields, spans: spans.collect() };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(line);
    }
}

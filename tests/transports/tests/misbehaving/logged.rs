//! The log of the events of a chat.

use tracing::Level;

use crate::{
    calls::SENT,
    events::Sent,
    expected::{End, Expected},
    journal::Step,
    log::{Line, Log},
    witness::CALLED,
};

/// Asserts the spans and the lines of each event of a chat, of which these steps were seen.
pub(crate) fn assert_logged(log: &Log, chat: &[Sent], steps: &[Step], expected: Expected) {
    for (place, sent) in (1..).zip(chat) {
        let lines = log.lines_of(&sent.id);
        let attempts = steps.iter().filter(|step| matches!(step, Step::Started { event, .. } if *event == place));
        let started = u32::try_from(attempts.count()).expect("a small number");
        assert_spans(&lines, started as usize);
        let failed_attempts = if sent.is_bad { expected.failed_attempts } else { 0 };
        assert_warnings(&lines, failed_attempts, expected);
        let is_failed = steps.contains(&Step::Failed { event: place });
        assert_errors(&lines, is_failed.then_some(started));
    }
}

/// Asserts that each attempt runs in a span, which is the parent of the call that the handler makes.
fn assert_spans(lines: &[Line], attempts: usize) {
    for (message, names) in [(CALLED, &["event"][..]), (SENT, &["call", "event"])] {
        let lines = lines.iter().filter(|line| line.message() == message);
        let found = lines.map(|line| {
            let event = &line.spans[line.spans.len() - 1].fields;
            let names: Vec<_> = line.spans.iter().map(|span| span.name).collect();
            (names, ["attempt", "redelivery", "event.type"].map(|field| event.get(field).to_owned()))
        });
        let attempts = (1..=attempts)
            .map(|number| (names.to_vec(), [&*number.to_string(), "false", "message"].map(str::to_owned)));
        assert_eq!(found.collect::<Vec<_>>(), attempts.collect::<Vec<_>>());
    }
    for line in lines {
        match line.message() {
            CALLED => assert_eq!(line.fields.get("span"), "event", "the current span"),
            SENT => assert_eq!(line.spans[0].fields.get("operation"), "listGroups"),
            _ => {}
        }
    }
}

/// Asserts that each failed attempt is logged once, in its span, with its error and its sources.
fn assert_warnings(lines: &[Line], failed_attempts: u32, expected: Expected) {
    let warnings = lines.iter().filter(|line| line.level == Level::WARN).map(|line| {
        let attempt = line.spans.first().map(|span| span.fields.get("attempt").to_owned());
        (attempt, line.message().to_owned(), line.fields.get("error").to_owned())
    });
    let expected = (1..=failed_attempts).map(|number| {
        let is_last = expected.end == End::Failed && number == failed_attempts;
        let attempt = if is_last { "the last attempt" } else { "an attempt" };
        (Some(number.to_string()), format!("{attempt} to handle an event failed"), expected.error.to_owned())
    });
    assert_eq!(warnings.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
}

/// Asserts that an event that failed after this many attempts is logged once.
fn assert_errors(lines: &[Line], attempts: Option<u32>) {
    let errors = lines.iter().filter(|line| line.level == Level::ERROR);
    let errors = errors.map(|line| (line.message(), line.fields.get("attempts").to_owned()));
    let expected = attempts.map(|attempts| ("an event failed", attempts.to_string()));
    assert_eq!(errors.collect::<Vec<_>>(), Vec::from_iter(expected));
}

//! Shows the progress of a download on one line, if standard error is a terminal.

use std::io::{self, IsTerminal, Write};

/// A line on standard error that is overwritten by each update and erased at the end.
#[derive(Debug)]
pub(super) struct Progress {
    name: String,
    is_shown: bool,
}

impl Progress {
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), is_shown: io::stderr().is_terminal() }
    }

    /// Shows the number of received bytes, and the total if it is known.
    pub(super) fn show(&self, received: usize, expected: Option<u64>) {
        let of = expected.map(|expected| format!(" of {} KB", expected.div_ceil(1024))).unwrap_or_default();
        self.line(&format!("{}: {} KB{of}", self.name, received.div_ceil(1024)));
    }

    fn line(&self, text: &str) {
        if self.is_shown {
            let mut terminal = io::stderr().lock();
            _ = write!(terminal, "\r{text}\x1b[K");
            _ = terminal.flush();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.line("");
    }
}

//! Parses a byte stream into frames, by the WHATWG rules for `text/event-stream`.
//!
//! The parser depends on nothing else in the crate and does no I/O. The frames do not depend on how the stream is split
//! into chunks. Time is linear in the number of bytes. Memory is bounded by a few times the limit, plus the frames that
//! one chunk completes.

#[cfg(test)]
mod tests;

use std::collections::VecDeque;

/// The byte order mark. Only the first one counts; a second is text.
const BOM: &[u8] = b"\xef\xbb\xbf";
/// The part of a line that precedes its data.
const DATA: &[u8] = b"data: ";

/// A block of lines that ends with a blank line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// A frame with data.
    Data {
        /// The name of the event; empty if there is none.
        name: String,
        /// The lines of data.
        data: String,
    },
    /// A frame with more data than the limit, or with a longer line of any kind. Its data is dropped.
    Oversized {
        /// The number of bytes in its lines.
        size: u64,
    },
}

/// The state of the parser between two chunks, and between two connections.
#[derive(Debug)]
pub(super) struct Frames {
    limit: usize,
    ready: VecDeque<Frame>,
    /// The number of bytes of a byte order mark that were read; `None` after the beginning of the stream.
    bom: Option<usize>,
    /// `true` if the last byte was a CR. An LF after it belongs to the same line ending.
    is_after_cr: bool,
    line: Line,
    frame: Unfinished,
    last_event_id: String,
    retry: Option<u64>,
}

/// The line whose end has not arrived.
#[derive(Debug, Default)]
struct Line {
    bytes: Vec<u8>,
    /// The length of the line, with the bytes that were dropped.
    length: u64,
}

/// The frame whose blank line has not arrived.
#[derive(Debug, Default)]
struct Unfinished {
    name: String,
    /// The lines of data, each followed by an LF.
    data: Vec<u8>,
    id: Option<String>,
    size: u64,
    is_oversized: bool,
}

impl Frames {
    /// Creates a parser for frames with at most this many bytes of data.
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            ready: VecDeque::new(),
            bom: Some(0),
            is_after_cr: false,
            line: Line::default(),
            frame: Unfinished::default(),
            last_event_id: String::new(),
            retry: None,
        }
    }

    /// Begins another connection. The incomplete frame of the previous one is dropped; the last event id and the delay
    /// remain.
    pub(super) fn begin(&mut self) {
        self.bom = Some(0);
        self.is_after_cr = false;
        self.line.clear();
        self.frame = Unfinished::default();
    }

    /// Parses the next bytes.
    pub(super) fn push(&mut self, chunk: &[u8]) {
        let mut rest = self.without_bom(chunk);
        while let Some(&first) = rest.first() {
            if std::mem::take(&mut self.is_after_cr) && first == b'\n' {
                rest = &rest[1..];
                continue;
            }
            let Some(end) = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')) else {
                self.line.extend(rest, self.longest_line());
                return;
            };
            self.is_after_cr = rest[end] == b'\r';
            self.end_line(&rest[..end]);
            rest = &rest[end + 1..];
        }
    }

    /// Returns the next complete frame.
    pub(super) fn pop(&mut self) -> Option<Frame> {
        self.ready.pop_front()
    }

    /// Returns the id of the last complete frame that had one, or an empty string.
    pub(super) fn last_event_id(&self) -> &str {
        &self.last_event_id
    }

    /// Returns the delay in milliseconds that the server asks for before the next connection.
    pub(super) fn retry(&self) -> Option<u64> {
        self.retry
    }

    /// Returns the limit of a line, which leaves room for as much data as the limit allows.
    fn longest_line(&self) -> usize {
        self.limit.saturating_add(DATA.len())
    }

    /// Skips a byte order mark at the very beginning, even if it arrives in several chunks.
    fn without_bom<'a>(&mut self, chunk: &'a [u8]) -> &'a [u8] {
        let Some(seen) = self.bom else { return chunk };
        let wanted = &BOM[seen..];
        let common = wanted.iter().zip(chunk).take_while(|(wanted, byte)| wanted == byte).count();
        if common == wanted.len() {
            self.bom = None;
            return &chunk[common..];
        }
        if common == chunk.len() {
            self.bom = Some(seen + common);
            return &[];
        }
        // It was not a byte order mark. The bytes that were held back belong to the first line.
        self.bom = None;
        self.line.extend(&BOM[..seen], self.longest_line());
        chunk
    }

    /// Ends the line with its last bytes.
    fn end_line(&mut self, last: &[u8]) {
        let mut line = std::mem::take(&mut self.line);
        if line.length == 0 && last.len() <= self.longest_line() {
            // The line arrived in one chunk and need not be copied.
            self.interpret(last);
            self.line.bytes = line.bytes;
            return;
        }
        line.extend(last, self.longest_line());
        if line.length > self.longest_line() as u64 {
            // A comment may be of any length.
            if !line.bytes.starts_with(b":") {
                self.frame.size += line.length;
                self.frame.is_oversized = true;
            }
        } else {
            self.interpret(&line.bytes);
        }
        line.clear();
        self.line = line;
    }

    fn interpret(&mut self, line: &[u8]) {
        if line.is_empty() {
            return self.end_frame();
        }
        let (field, value) = match line.iter().position(|byte| *byte == b':') {
            Some(0) => return,
            Some(colon) => (&line[..colon], &line[colon + 1..]),
            None => (line, &b""[..]),
        };
        let value = value.strip_prefix(b" ").unwrap_or(value);
        self.frame.size += line.len() as u64;
        match field {
            b"data" => self.frame.add_data(value, self.limit),
            b"event" => self.frame.name = text(value),
            b"id" if !value.contains(&0) => self.frame.id = Some(text(value)),
            b"retry" => self.retry = milliseconds(value).or(self.retry),
            _ => {}
        }
    }

    fn end_frame(&mut self) {
        let Unfinished { name, mut data, id, size, is_oversized } = std::mem::take(&mut self.frame);
        if let Some(id) = id {
            self.last_event_id = id;
        }
        if is_oversized {
            self.ready.push_back(Frame::Oversized { size });
        } else if data.pop().is_some() {
            self.ready.push_back(Frame::Data { name, data: into_text(data) });
        }
    }
}

impl Line {
    /// Adds bytes up to the limit, and counts the rest.
    fn extend(&mut self, bytes: &[u8], limit: usize) {
        self.length += bytes.len() as u64;
        let room = limit.saturating_sub(self.bytes.len());
        self.bytes.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }

    /// Empties the line. The memory of an unusually long one is freed.
    fn clear(&mut self) {
        const KEPT: usize = 64 << 10;
        self.length = 0;
        self.bytes.clear();
        self.bytes.shrink_to(KEPT);
    }
}

impl Unfinished {
    fn add_data(&mut self, value: &[u8], limit: usize) {
        // The LF after the last line is not data.
        if self.is_oversized || self.data.len() + value.len() > limit {
            self.is_oversized = true;
            self.data = Vec::new();
            return;
        }
        self.data.extend_from_slice(value);
        self.data.push(b'\n');
    }
}

/// Reads ASCII digits and nothing else. A number that is too large for a `u64` becomes the largest one.
fn milliseconds(value: &[u8]) -> Option<u64> {
    let is_number = !value.is_empty() && value.iter().all(u8::is_ascii_digit);
    is_number.then(|| text(value).parse().unwrap_or(u64::MAX))
}

/// Decodes a line. No character contains a line ending, so lines can be decoded one by one.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Like [`text`], without a copy if there is nothing to replace.
fn into_text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| text(error.as_bytes()))
}

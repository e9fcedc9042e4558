//! Takes a byte stream apart into frames, by the rules of the WHATWG for `text/event-stream`.
//!
//! It knows nothing of the rest of the crate and does no IO. Wherever the stream is cut into chunks, the frames are
//! the same. Time is linear in the bytes, and memory is bounded by a few times the limit and what one chunk completes.

#[cfg(test)]
mod tests;

use std::collections::VecDeque;

/// A byte order mark. Only the first is one; a second is text.
const BOM: &[u8] = b"\xef\xbb\xbf";
/// What stands before the data in its line.
const DATA: &[u8] = b"data: ";

/// What a blank line completes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// A frame with data.
    Data {
        /// The name of its event; empty if it has none.
        name: String,
        /// Its lines of data.
        data: String,
    },
    /// A frame with more data, or with a longer line of any kind, than the limit. It was not kept.
    TooLarge {
        /// How many bytes its lines had.
        size: u64,
    },
}

/// The state between two chunks, and between two connections.
#[derive(Debug)]
pub(super) struct Frames {
    limit: usize,
    ready: VecDeque<Frame>,
    /// How many bytes of a byte order mark have been seen; `None` once that is settled.
    bom: Option<usize>,
    /// The last byte was a CR, so that an LF belongs to it.
    is_after_cr: bool,
    line: Line,
    frame: Unfinished,
    last_event_id: String,
    retry: Option<u64>,
}

/// The line whose end has not come.
#[derive(Debug, Default)]
struct Line {
    bytes: Vec<u8>,
    /// How long it is, be it kept or not.
    length: u64,
}

/// The frame whose blank line has not come.
#[derive(Debug, Default)]
struct Unfinished {
    name: String,
    /// Each line of data with an LF behind it.
    data: Vec<u8>,
    id: Option<String>,
    size: u64,
    is_too_large: bool,
}

impl Frames {
    /// A frame may have as many bytes of data as the limit.
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

    /// Begins another connection. What the one before has not completed is dropped; what it said of the next stays.
    pub(super) fn begin(&mut self) {
        self.bom = Some(0);
        self.is_after_cr = false;
        self.line.clear();
        self.frame = Unfinished::default();
    }

    /// Takes the next bytes in.
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

    /// The next frame that is complete.
    pub(super) fn pop(&mut self) -> Option<Frame> {
        self.ready.pop_front()
    }

    /// The id of the last frame that is complete and had one; empty if there is none.
    pub(super) fn last_event_id(&self) -> &str {
        &self.last_event_id
    }

    /// How many milliseconds the server wants to be left alone for before the next connection, if it said so.
    pub(super) fn retry(&self) -> Option<u64> {
        self.retry
    }

    /// A line of data that is within the limit is never too long.
    fn longest_line(&self) -> usize {
        self.limit.saturating_add(DATA.len())
    }

    /// Leaves out a byte order mark at the very beginning, in however many chunks it comes.
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
        // It was none. What was held back is the beginning of the first line.
        self.bom = None;
        self.line.extend(&BOM[..seen], self.longest_line());
        chunk
    }

    /// Ends a line, whose last bytes are these.
    fn end_line(&mut self, last: &[u8]) {
        let mut line = std::mem::take(&mut self.line);
        if line.length == 0 && last.len() <= self.longest_line() {
            // It came in one chunk and need not be copied.
            self.interpret(last);
            self.line.bytes = line.bytes;
            return;
        }
        line.extend(last, self.longest_line());
        if line.length > self.longest_line() as u64 {
            // A comment may be of any length.
            if !line.bytes.starts_with(b":") {
                self.frame.size += line.length;
                self.frame.is_too_large = true;
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
        let Unfinished { name, mut data, id, size, is_too_large } = std::mem::take(&mut self.frame);
        if let Some(id) = id {
            self.last_event_id = id;
        }
        if is_too_large {
            self.ready.push_back(Frame::TooLarge { size });
        } else if data.pop().is_some() {
            self.ready.push_back(Frame::Data { name, data: into_text(data) });
        }
    }
}

impl Line {
    /// Keeps no more than the limit.
    fn extend(&mut self, bytes: &[u8], limit: usize) {
        self.length += bytes.len() as u64;
        let room = limit.saturating_sub(self.bytes.len());
        self.bytes.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }

    /// Empties it. The room for an unusually long line is given back.
    fn clear(&mut self) {
        const KEPT: usize = 64 << 10;
        self.length = 0;
        self.bytes.clear();
        self.bytes.shrink_to(KEPT);
    }
}

impl Unfinished {
    fn add_data(&mut self, value: &[u8], limit: usize) {
        // The LF behind the last line is no data.
        if self.is_too_large || self.data.len() + value.len() > limit {
            self.is_too_large = true;
            self.data = Vec::new();
            return;
        }
        self.data.extend_from_slice(value);
        self.data.push(b'\n');
    }
}

/// ASCII digits and nothing else. What no u64 holds is as good as the longest that one does.
fn milliseconds(value: &[u8]) -> Option<u64> {
    let is_number = !value.is_empty() && value.iter().all(u8::is_ascii_digit);
    is_number.then(|| text(value).parse().unwrap_or(u64::MAX))
}

/// No line end is part of a character, so that a line can be decoded by itself.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Like [`text`], without a copy where there is nothing to replace.
fn into_text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| text(error.as_bytes()))
}

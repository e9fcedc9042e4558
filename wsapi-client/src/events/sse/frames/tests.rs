//! The WHATWG rules, for streams that are split anywhere.

use std::time::{Duration, Instant};

use super::{Frame, Frames};

const LIMIT: usize = 1 << 20;

/// The result of parsing a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
struct End {
    frames: Vec<Frame>,
    id: String,
    retry: Option<u64>,
}

fn read<'a>(limit: usize, chunks: impl IntoIterator<Item = &'a [u8]>) -> End {
    let mut parser = Frames::new(limit);
    let mut frames = Vec::new();
    for chunk in chunks {
        parser.push(chunk);
        frames.extend(std::iter::from_fn(|| parser.pop()));
    }
    End { frames, id: parser.last_event_id().to_owned(), retry: parser.retry() }
}

/// The data of the frames. None of them may be oversized.
fn data(stream: &[u8]) -> Vec<String> {
    let frames = read(LIMIT, [stream]).frames.into_iter();
    frames.map(|frame| if let Frame::Data { data, .. } = frame { data } else { panic!("{frame:?}") }).collect()
}

fn named(name: &str, data: &str) -> Frame {
    Frame::Data { name: name.to_owned(), data: data.to_owned() }
}

/// A stream with everything that is difficult for a parser.
fn nasty() -> Vec<u8> {
    let parts: [&[u8]; 24] = [
        b"\xef\xbb\xbfdata: after the mark\n\n",
        b": comment\r\n:\r\rdata: lone CR\r\r",
        b"data: CR LF\r\ndata:second\r\n\r\n",
        b"data: LF CR\n\r",
        b"data\n\n",
        b"data\ndata\n\n",
        b"data:  two blanks \n\n",
        "data: ü€😀\u{2028}\u{85}\u{feff}\r\n\r\n".as_bytes(),
        b"data: \xff\xc3\x28\xe2\x82\ndata: \xf0\x9f\x98\n\n",
        b"id: 1\n\n",
        b"id: 2\ndata: with id\n\n",
        b"id: 3\0\ndata: NUL in the id\n\n",
        b"id\nretry: 10\nretry: 20x\nretry\nretry:+5\nretry: 99999999999999999999999\n\n",
        b"event: lost\n\n",
        b"event: first\nevent: second\ndata: named\n\n",
        b"data: not named\n\n",
        b"Data: no\ndata : no\n data: no\n\xef\xbb\xbfdata: no\nfoo: bar\nfoo\n\n",
        b"data: NUL \0 in it\n\n",
        b"data: colons: a:b\ndata::\n\n",
        b"\r\n\n\r\r\n\n",
        b":data: no\n: \n\n",
        b"id: 4\nid: 5\ndata: last id counts\n\n",
        b"data: \r\ndata: a\r\n\r\n",
        b"id: 6\nretry: 7\ndata: not complete\n",
    ];
    parts.concat()
}

#[test]
fn frames_follow_the_standard() {
    let cases: [(&[u8], &[&str]); 14] = [
        (b"data: YHOO\ndata: +2\ndata: 10\n\n", &["YHOO\n+2\n10"]),
        (
            b": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
            &["first event", "second event", " third event"],
        ),
        // The last block is not complete.
        (b"data\n\ndata\ndata\n\ndata:", &["", "\n"]),
        (b"data:test\n\ndata: test\n\n", &["test", "test"]),
        (b"data:\ttab\n\n", &["\ttab"]),
        (b"data:a\rdata:b\r\rdata:c\r\n\r\ndata:d\n\n", &["a\nb", "c", "d"]),
        (b"data:a\r\n\rdata:b\n\r\n", &["a", "b"]),
        (b"\xef\xbb\xbfdata:a\n\n", &["a"]),
        (b"\xef\xbb\xbf\xef\xbb\xbfdata:a\n\ndata:b\n\n", &["b"]),
        (b"\xef\xbb\n\xef\ndata:a\n\n", &["a"]),
        (b"data:\0\n\n", &["\0"]),
        (b"data:\xff\xe2\x82\ndata:b\n\n", &["\u{fffd}\u{fffd}\nb"]),
        (b"event:x\n\n: \n\n\n\n", &[]),
        (b"", &[]),
    ];
    for (stream, expected) in cases {
        assert_eq!(data(stream), expected, "{}", stream.escape_ascii());
    }
}

#[test]
fn name_belongs_to_one_frame_and_id_persists() {
    let end = read(LIMIT, [&b"event: a\nevent: b\nid: 1\ndata: x\n\ndata: y\n\n"[..]]);
    assert_eq!((end.frames, end.id.as_str()), (vec![named("b", "x"), named("", "y")], "1"));
    for (stream, id) in [
        (&b"data: x\n\n"[..], ""),
        (b"id: 1\n", ""),
        (b"id: 1\n\n", "1"),
        (b"id: 1\n\nid: 2\0\n\n", "1"),
        (b"id: 1\n\nid\n\n", ""),
        (b"id: 1\n\nid:  2\n\n", " 2"),
        (b"id: 1\n\nid: 2\ndata: x\n", "1"),
    ] {
        assert_eq!(read(LIMIT, [stream]).id, id, "{}", stream.escape_ascii());
    }
}

#[test]
fn retry_takes_only_digits_and_applies_at_once() {
    for (stream, retry) in [
        (&b"retry: 10\n"[..], Some(10)),
        (b"retry:0010\n\n", Some(10)),
        (b"retry: 10\nretry: 1.5\nretry:  5\nretry: -1\nretry: 5s\nretry\nretry: \xd9\xa3\n", Some(10)),
        (b"retry: 10\nretry: 20\n", Some(20)),
        (b"retry: 99999999999999999999999\n", Some(u64::MAX)),
        (b"retry: 10", None),
        (b"Retry: 10\n\n", None),
    ] {
        assert_eq!(read(LIMIT, [stream]).retry, retry, "{}", stream.escape_ascii());
    }
}

#[test]
fn result_does_not_depend_on_where_the_stream_is_split() {
    let stream = nasty();
    let whole = read(LIMIT, [&stream[..]]);
    assert_eq!((whole.frames.len(), whole.id.as_str(), whole.retry), (17, "5", Some(7)));
    assert_eq!(literally(&stream), whole);
    assert_eq!(read(LIMIT, stream.chunks(1)), whole, "byte by byte");
    for first in 0..=stream.len() {
        for second in first..=stream.len() {
            let chunks = [&stream[..first], &stream[first..second], &stream[second..]];
            assert_eq!(read(LIMIT, chunks), whole, "cut at {first} and {second}");
        }
    }
}

/// Follows the standard literally: the whole text at once, line by line.
fn literally(stream: &[u8]) -> End {
    let text = String::from_utf8_lossy(stream.strip_prefix(b"\xef\xbb\xbf").unwrap_or(stream));
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines: Vec<_> = text.split('\n').collect();
    // The text after the last line end is not a line.
    lines.pop();
    let mut end = End { frames: Vec::new(), id: String::new(), retry: None };
    let (mut name, mut data, mut id) = (String::new(), String::new(), None);
    for line in lines {
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            _ if line.is_empty() => {
                end.id = id.take().unwrap_or(end.id);
                let (name, mut data) = (std::mem::take(&mut name), std::mem::take(&mut data));
                if data.pop().is_some() {
                    end.frames.push(Frame::Data { name, data });
                }
            }
            "event" => name = value.to_owned(),
            "data" => data = data + value + "\n",
            "id" if !value.contains('\0') => id = Some(value.to_owned()),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                end.retry = Some(value.parse().unwrap_or(u64::MAX));
            }
            _ => {}
        }
    }
    end
}

#[test]
fn random_streams_give_the_same_result_in_any_chunks() {
    let seed = fastrand::u64(..);
    let mut random = fastrand::Rng::with_seed(seed);
    let pieces: [&[u8]; 16] = [
        b"data",
        b"id",
        b"retry",
        b"event",
        b":",
        b" ",
        b"\n",
        b"\r",
        b"\r\n",
        b"\n\n",
        b"\0",
        b"1",
        b"\xef\xbb\xbf",
        b"\xff",
        b"\xe2\x82\xac",
        b"\xe2",
    ];
    for round in 0..3_000 {
        let mut stream = Vec::new();
        for _ in 0..random.usize(..60) {
            stream.extend_from_slice(pieces[random.usize(..pieces.len())]);
        }
        let limit = if random.bool() { LIMIT } else { random.usize(..30) };
        let whole = read(limit, [&stream[..]]);
        if limit == LIMIT {
            assert_eq!(whole, literally(&stream), "seed {seed}, round {round}: {}", stream.escape_ascii());
        }
        let (mut rest, mut chunks) = (&stream[..], Vec::new());
        while !rest.is_empty() {
            let (chunk, after) = rest.split_at(random.usize(..=rest.len().min(9)));
            chunks.push(chunk);
            rest = after;
        }
        assert_eq!(read(limit, chunks), whole, "seed {seed}, round {round}, limit {limit}: {}", stream.escape_ascii());
    }
}

#[test]
fn oversized_frame_is_counted_and_the_next_one_is_read() {
    let oversized = |size| Frame::Oversized { size };
    let cases: [(&[u8], Vec<Frame>); 8] = [
        (b"data: 12345\n\n", vec![named("", "12345")]),
        (b"data:123456\n\ndata:a\n\n", vec![oversized(11), named("", "a")]),
        (b"data:12\ndata:34\n\n", vec![named("", "12\n34")]),
        (b"data:12\ndata:345\ndata:67\n\ndata:a\n\n", vec![oversized(22), named("", "a")]),
        // A line is limited even if it would be ignored; a comment is not.
        (b"something long\ndata:1\n\ndata:a\n\n", vec![oversized(20), named("", "a")]),
        (b":a comment without end\ndata:1\n\n", vec![named("", "1")]),
        (b"data:1\nevent:long name\n\n", vec![oversized(21)]),
        (b"data:123456\nid:7\nretry:8\n\n", vec![oversized(22)]),
    ];
    for (stream, expected) in cases {
        for size in 1..=stream.len() {
            let end = read(5, stream.chunks(size));
            assert_eq!(end.frames, expected, "{} in chunks of {size}", stream.escape_ascii());
        }
    }
    let end = read(5, [&b"data:123456\nid:7\nretry:8\n\n"[..]]);
    assert_eq!((end.id.as_str(), end.retry), ("7", Some(8)), "the stream resumes after the oversized frame");
}

#[test]
fn new_connection_drops_the_incomplete_frame_and_preserves_id_and_retry() {
    for cut in [&b"data: lost"[..], b"data: lost\n", b"data: lost\r", b"id: lost\n", b"\xef\xbb", b"event: lost\n"] {
        let mut parser = Frames::new(LIMIT);
        parser.push(b"id: 1\nretry: 2\ndata: a\n\n");
        parser.push(cut);
        parser.begin();
        parser.push(b"\xef\xbb\xbfdata: b\n\n");
        assert_eq!(std::iter::from_fn(|| parser.pop()).collect::<Vec<_>>(), [named("", "a"), named("", "b")]);
        assert_eq!((parser.last_event_id(), parser.retry()), ("1", Some(2)), "{}", cut.escape_ascii());
    }
}

#[test]
fn memory_is_bounded_for_any_input() {
    let mut parser = Frames::new(1_000);
    for line in [&b"data: a\n"[..], b"data: b", b": comment", b"x"] {
        for _ in 0..100_000 {
            parser.push(line);
        }
        parser.push(b"\n");
        assert!(parser.line.bytes.capacity() <= 2_000 && parser.frame.data.capacity() <= 2_000);
    }
    parser.push(b"\n");
    let frames: Vec<_> = std::iter::from_fn(|| parser.pop()).collect();
    assert!(
        matches!(frames[..], [Frame::Oversized { size: 700_000 }, Frame::Oversized { size: 800_000 }]),
        "{frames:?}"
    );
}

#[test]
fn long_line_in_many_chunks_takes_linear_time() {
    // Quadratic time would take minutes.
    let started = Instant::now();
    let mut parser = Frames::new(64 << 20);
    parser.push(b"data: ");
    for _ in 0..400_000 {
        parser.push(&[b'a'; 40]);
    }
    parser.push(b"\n\n");
    assert!(matches!(parser.pop(), Some(Frame::Data { data, .. }) if data.len() == 16_000_000));
    assert!(started.elapsed() < Duration::from_secs(60));
}

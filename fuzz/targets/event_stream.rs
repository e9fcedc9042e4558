//! The bytes of an event stream, in chunks.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| wsapi_transport_tests::target("event-stream")(input));

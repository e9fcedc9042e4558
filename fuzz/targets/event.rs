//! Envelopes of events, and the data in them.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| wsapi_transport_tests::target("event")(input));

//! Addresses and phone numbers.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| wsapi_transport_tests::target("jid")(input));

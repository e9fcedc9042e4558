//! Names of files in the header `Content-Disposition`.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| wsapi_transport_tests::target("disposition")(input));

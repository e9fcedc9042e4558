//! The first layer of the SDK knows nothing about the service, and its modules import in one direction.

use crate::sources::{Source, sources};

/// Words for the second layer only: hosts, headers, variables, texts, addresses, members and names of the service.
const WORDS: [&str; 13] = [
    "wsapi",
    "whatsapp",
    "x-api-key",
    "x-instance-id",
    "mimetype",
    "jid",
    "lid",
    "newsletter",
    "pairing",
    "qr_code",
    "device",
    "validation error",
    "websocket",
];

/// Words that not even a comment of the first layer may contain.
const NAMES: [&str; 5] = ["api.wsapi.chat", "x-api-key", "x-instance-id", "wsapi_", "s.whatsapp.net"];

/// The modules of the first layer. Each imports only from those before it.
const ORDER: [&str; 21] = [
    "future",
    "disk",
    "operation",
    "delivery",
    "clock",
    "service",
    "transport",
    "error",
    "blocking",
    "trace",
    "value",
    "json",
    "event",
    "media",
    "response",
    "content",
    "policy",
    "client",
    "request",
    "call",
    "testkit",
];

fn runtime() -> Vec<Source> {
    sources("wsapi-client/src/runtime")
}

/// The word as a whole, in any case.
fn contains_word(line: &str, word: &str) -> bool {
    let line = line.to_ascii_lowercase();
    let is_part = |c: char| c.is_ascii_alphanumeric();
    line.match_indices(word).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        let after = line[start + word.len()..].chars().next();
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

#[test]
fn first_layer_contains_nothing_of_the_service() {
    let files = runtime();
    assert!(files.len() > 50, "only {} files", files.len());
    let mut found = Vec::new();
    for Source { path, text } in &files {
        for (number, line) in text.lines().enumerate() {
            // The crate is named after the service, and examples use it.
            let line = line.replace("wsapi_client", "");
            let is_comment = line.trim_start().starts_with("//");
            let words = if is_comment { &NAMES[..] } else { &WORDS[..] };
            for word in words.iter().filter(|word| contains_word(&line, word)) {
                found.push(format!("{path}:{}: `{word}` in: {}", number + 1, line.trim()));
            }
            for layer in ["crate::service", "crate::generated", "crate::events", "crate::types"] {
                if !is_comment && line.contains(layer) {
                    found.push(format!("{path}:{}: imports from {layer}", number + 1));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn modules_of_the_first_layer_import_in_one_direction() {
    crate::sources::check_order(&runtime(), &["crate::runtime::", "super::"], &ORDER, &["mod", "assertions"]);
}

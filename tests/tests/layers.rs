//! The first layer of the SDK knows nothing of the service, and its modules import in one direction.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// What only the second layer knows: hosts, headers, variables, texts, addresses, members and names of the service.
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

/// What not even a comment of the first layer may name.
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

fn runtime() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../wsapi-client/src/runtime")
}

/// Path below the folder, and text.
fn files(folder: &Path, within: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder of the runtime").map(|entry| entry.expect("an entry")) {
        let name = format!("{within}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files.extend(self::files(&entry.path(), &format!("{name}/")));
        } else {
            files.push((name, fs::read_to_string(entry.path()).expect("a text")));
        }
    }
    files.sort();
    files
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
    let files = files(&runtime(), "");
    assert!(files.len() > 50, "only {} files", files.len());
    let mut found = Vec::new();
    for (path, text) in &files {
        for (number, line) in text.lines().enumerate() {
            // The crate is called after the service, and examples use it.
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
    let place = |module: &str| ORDER.iter().position(|other| *other == module);
    let mut found = Vec::new();
    for (path, text) in files(&runtime(), "") {
        let module = path.split(['/', '.']).next().expect("a name");
        if matches!(module, "mod" | "assertions") {
            continue;
        }
        let own = place(module).unwrap_or_else(|| panic!("`{module}` is not in the order"));
        for imported in imports(&path, &text) {
            match place(&imported) {
                Some(other) if other <= own => {}
                Some(_) => found.push(format!("{path}: imports from `{imported}`, which comes later")),
                None => found.push(format!("{path}: imports from `{imported}`, which is not in the order")),
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The modules of the runtime that a file imports from.
fn imports(path: &str, text: &str) -> Vec<String> {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    // A file of the folder itself, or the root of a module, reaches the others by `super`.
    let is_root = !path.contains('/') || (path.ends_with("/mod.rs") && path.matches('/').count() == 1);
    let mut imports = Vec::new();
    for prefix in ["crate::runtime::", "super::"] {
        if prefix == "super::" && !is_root {
            continue;
        }
        for (start, _) in code.match_indices(prefix) {
            let before = code[..start].chars().next_back();
            // In a macro, the path is resolved where the macro is used.
            if before == Some('$') || before == Some(':') {
                continue;
            }
            imports.extend(first_segments(&code[start + prefix.len()..]));
        }
    }
    imports.retain(|module| module.starts_with(|c: char| c.is_ascii_lowercase()) && module != "self");
    imports
}

/// `a::b` gives `a`, and `{a, b::{c, d}}` gives `a` and `b`.
fn first_segments(path: &str) -> Vec<String> {
    let name = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(group) = path.strip_prefix('{') else { return vec![name(path)] };
    let (mut depth, mut item, mut items) = (0, String::new(), Vec::new());
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => items.push(std::mem::take(&mut item)),
            _ => item.push(c),
        }
    }
    items.push(item);
    items.iter().map(|item| name(item.trim())).filter(|name| !name.is_empty()).collect()
}

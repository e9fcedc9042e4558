//! What is printed when the program has started.

use crate::serve::Server;

/// Prints the address, and lines to paste into a shell.
pub(super) fn print(server: &Server, token: Option<&str>) {
    // A reader that closed the pipe does not stop the simulator.
    let _ = std::io::Write::write_all(&mut std::io::stdout(), text(server, token).as_bytes());
}

fn text(server: &Server, token: Option<&str>) -> String {
    let (url, control, instance) = (server.url(), server.control_url(), &server.instance);
    let key = server.instance(instance).key();
    let key = if key.is_empty() { "any" } else { &key };
    let person = first_person(server).unwrap_or_else(|| "491701234567".to_owned());
    let bearer = token.map(|token| format!(" -H {}", quoted(&format!("Authorization: Bearer {token}"))));
    let bearer = bearer.unwrap_or_default();
    let (key_header, instance_header) = (format!("X-Api-Key: {key}"), format!("X-Instance-Id: {instance}"));
    let (key, instance) = (quoted(key), quoted(instance));
    let (key_header, instance_header) = (quoted(&key_header), quoted(&instance_header));
    format!(
        r#"wsapi-simulator listens on {url}

export WSAPI_BASE_URL={url} WSAPI_API_KEY={key} WSAPI_INSTANCE_ID={instance}

# Send a text, and look at the phone of the person who gets it:
curl {url}/messages/text -H {key_header} -H {instance_header} -d '{{"to":"{person}","text":"hello"}}'
curl {control}/people/{person}/inbox{bearer}

# Write as that person, and see which events were delivered:
curl {control}/people/{person}/acts{bearer} -d '{{"act":"writes","text":"ping"}}'
curl {control}/deliveries{bearer}

# All that can be controlled:
curl {control}/openapi.json{bearer}

"#
    )
}

/// The number of somebody who is not the account of an instance.
fn first_person(server: &Server) -> Option<String> {
    let world = server.shared.world();
    let person = world.network.accounts().find(|account| account.devices().is_empty());
    person.map(|account| account.jid.user().to_owned())
}

/// The text as one word of a shell.
fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn words_are_quoted_for_a_shell() {
        assert_eq!(quoted("sales-1"), "sales-1");
        assert_eq!(quoted("it's $HOME"), r"'it'\''s $HOME'");
        assert_eq!(quoted(""), "''");
    }
}

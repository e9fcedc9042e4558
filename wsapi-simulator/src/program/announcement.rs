//! The output of the program at the start.

use crate::serve::Server;

/// Prints the address, and commands to paste into a shell.
pub(super) fn print(server: &Server, token: Option<&str>) {
    // A closed pipe does not stop the simulator.
    let _ = std::io::Write::write_all(&mut std::io::stdout(), text(server, token).as_bytes());
}

fn text(server: &Server, token: Option<&str>) -> String {
    let (url, control, instance) = (server.url(), server.control_url(), &server.instance);
    let key = server.instance(instance).key();
    let key = if key.is_empty() { "any" } else { &key };
    let person = first_person(server).unwrap_or_else(|| "491701234567".to_owned());
    let bearer = token.map(authorization).unwrap_or_default();
    let key_header = quoted(&format!("X-Api-Key: {key}"));
    let instance_header = quoted(&format!("X-Instance-Id: {instance}"));
    let webhook = format!("{control}/instances/{instance}/webhook");
    let fragment = token.map(|token| format!("#token={token}")).unwrap_or_default();
    let (key, instance) = (quoted(key), quoted(instance));
    format!(
        r#"wsapi-simulator listens on {url}

# Open this in a browser, to see both sides of each conversation:
{url}/{fragment}

export WSAPI_BASE_URL={url} WSAPI_API_KEY={key} WSAPI_INSTANCE_ID={instance}

# Send a text, and read the inbox of the recipient:
curl {url}/messages/text -H {key_header} -H {instance_header} -d '{{"to":"{person}","text":"hello"}}'
curl {control}/people/{person}/inbox{bearer}

# Write as that person, and list the deliveries of events:
curl {control}/people/{person}/acts{bearer} -d '{{"act":"writes","text":"ping"}}'
curl {control}/deliveries{bearer}

# Post the events to your program, signed with this secret (the examples of the SDK read it from WSAPI_SIGNING_SECRET):
curl -X PUT {webhook}{bearer} -d '{{"url":"http://127.0.0.1:3000/wsapi","secret":"whsec_test"}}'

# Get the OpenAPI document of the control API:
curl {control}/openapi.json{bearer}

"#
    )
}

/// Returns the option of curl for the header with the token of the control API.
fn authorization(token: &str) -> String {
    format!(" -H {}", quoted(&format!("Authorization: Bearer {token}")))
}

/// Returns the phone number of a person who is not the account of an instance.
fn first_person(server: &Server) -> Option<String> {
    let world = server.shared.world();
    let person = world.network.accounts().find(|account| account.devices().is_empty());
    person.map(|account| account.jid.user().to_owned())
}

/// Quotes the text as one word of a shell command.
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

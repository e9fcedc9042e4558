//! The HTML of a page.

use base64::{Engine, prelude::BASE64_STANDARD};
use wsapi_client::{Error, Jid, QrCode};

/// The state of an instance, and the last problem.
#[derive(Clone, Default)]
pub(crate) struct View {
    pub(crate) state: State,
    pub(crate) problem: Option<String>,
}

#[derive(Clone, Default)]
pub(crate) enum State {
    #[default]
    Unknown,
    QrCode(QrCode),
    PairCode(String),
    /// A phone is paired, but the instance is not connected.
    Paired,
    Connected(Jid),
}

impl State {
    pub(crate) fn is_paired(&self) -> bool {
        matches!(self, Self::Paired | Self::Connected(_))
    }

    pub(crate) fn text(&self) -> String {
        match self {
            Self::Unknown => "Asking the service …".to_owned(),
            Self::QrCode(_) => "Scan this code with WhatsApp: Linked devices, Link a device.".to_owned(),
            Self::PairCode(code) => format!("Type {code} on the phone: Linked devices, Link with phone number."),
            Self::Paired => "Paired, but not connected.".to_owned(),
            Self::Connected(device) => format!("Paired and connected as +{}.", device.user()),
        }
    }
}

impl View {
    /// Returns the part of the page that changes.
    pub(crate) fn html(&self) -> Result<String, Error> {
        let mut html = format!("<p>{}</p>", escape(&self.state.text()));
        if let State::QrCode(code) = &self.state {
            let picture = BASE64_STANDARD.encode(code.to_png()?);
            html += &format!("<img alt=\"QR code\" src=\"data:image/png;base64,{picture}\">");
        }
        if let Some(problem) = &self.problem {
            html += &format!("<p class=\"problem\">{}</p>", escape(problem));
        }
        Ok(html)
    }
}

/// Returns the page of an instance. Its script replaces the part that changes.
pub(crate) fn page(instance: &str) -> String {
    let instance = escape(instance);
    format!(
        r#"<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{instance}</title>
<style>body {{ font-family: sans-serif; margin: 2em }} img {{ max-width: 100% }} .problem {{ color: #b00 }}</style>
<h1>{instance}</h1>
<div id="state" aria-live="polite"></div>
<form method="post" action="{instance}/pair-code">
<label>Phone number, to pair with a code instead: <input name="phone" type="tel" placeholder="+49 170 1234567"></label>
<button>Get a code</button> (leave it empty to show QR codes again)
</form>
<script>
const state = document.getElementById("state");
new EventSource(location.pathname + "/events").onmessage = event => {{ state.innerHTML = event.data; }};
</script>
</html>
"#
    )
}

/// Returns the list of instances. The links begin with `/TOKEN`.
pub(crate) fn index<'a>(token: &str, instances: impl Iterator<Item = &'a String>) -> String {
    let token = escape(token);
    let item = |id: &String| format!("<li><a href=\"/{token}/{0}\">{0}</a></li>", escape(id));
    let items: String = instances.map(item).collect();
    format!("<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>Instances</title><ul>{items}</ul></html>")
}

/// Escapes a text for an element or a quoted attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\'' => escaped += "&#39;",
            _ => escaped.push(char),
        }
    }
    escaped
}

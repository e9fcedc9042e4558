//! Sends a text message: `cargo run -p wsapi-client --example quickstart -- "+49 170 1234567"`
//!
//! If `WSAPI_API_KEY` is set, the message goes to the service; `WSAPI_INSTANCE_ID` and `WSAPI_BASE_URL` are read too.
//! Otherwise the example starts a small server on this machine and sends it there.

use std::{
    env,
    error::Error,
    io::{self, BufRead, BufReader, Read, Write},
    net::TcpListener,
    thread,
};

use wsapi_client::{Client, Jid, types::SendTextRequest};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let recipient = env::args().nth(1);
    let (client, recipient) = match env::var_os("WSAPI_API_KEY") {
        Some(_) => (Client::from_env()?, recipient.ok_or("name the recipient, such as \"+49 170 1234567\"")?),
        None => (own_server()?, recipient.unwrap_or_else(|| "+49 170 1234567".to_owned())),
    };
    // A group has no phone number, but a JID: `123456789@g.us`.
    let to: Jid = if recipient.contains('@') { recipient.parse()? } else { Jid::phone(&recipient)? };

    match client.messages().send_text(SendTextRequest::new(to, "Hello from Rust")).await {
        Ok(sent) => println!("sent: message {}", sent.id),
        Err(error) if error.is_conflict() => println!("not sent: {error}"),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// Returns a client of a server that responds to one request as the service would.
fn own_server() -> Result<Client, Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    println!("WSAPI_API_KEY is not set: sending to {url}, a server of this example");
    thread::spawn(move || {
        if let Err(error) = respond(&listener) {
            eprintln!("the example's server: {error}");
        }
    });
    Ok(Client::builder().base_url(url).api_key("example").instance_id("example").build()?)
}

/// Responds to one request.
fn respond(listener: &TcpListener) -> io::Result<()> {
    let (mut stream, _) = listener.accept()?;
    let mut reader = BufReader::new(&stream);
    let head: Vec<String> =
        reader.by_ref().lines().take_while(|line| !matches!(line.as_deref(), Ok(""))).collect::<io::Result<_>>()?;
    let length = head.iter().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
    let mut body = String::new();
    reader.take(length.unwrap_or(0)).read_to_string(&mut body)?;
    println!("the server received: {} {body}", head.first().map_or("", String::as_str));

    let response = r#"{"id":"3EB0C431C26A1916E07A"}"#;
    let length = response.len();
    write!(
        stream,
        "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{response}"
    )
}

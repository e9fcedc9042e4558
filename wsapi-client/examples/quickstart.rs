//! Sends a text message: `cargo run --example quickstart -- 491701234567@s.whatsapp.net`
//!
//! It goes to the service if `WSAPI_API_KEY` is set; `WSAPI_INSTANCE_ID` and `WSAPI_BASE_URL` are read too. Without a key
//! the example starts a server of its own on this machine and sends there.

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
    let (client, recipient) = match env::var("WSAPI_API_KEY") {
        Ok(key) => (service(key)?, recipient.ok_or("name the recipient, such as 491701234567@s.whatsapp.net")?),
        Err(_) => (own_server()?, recipient.unwrap_or_else(|| "491701234567@s.whatsapp.net".to_owned())),
    };
    let to: Jid = recipient.parse()?;

    match client.messages().send_text(SendTextRequest::new(to, "Hello from Rust")).await {
        Ok(sent) => println!("sent: the message has the id {}", sent.id),
        Err(error) if error.is_conflict() => println!("not sent: pair the device first ({error})"),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// A client of the real service.
fn service(key: String) -> Result<Client, wsapi_client::Error> {
    let mut builder = Client::builder().api_key(key);
    if let Ok(id) = env::var("WSAPI_INSTANCE_ID") {
        builder = builder.instance_id(id);
    }
    if let Ok(url) = env::var("WSAPI_BASE_URL") {
        builder = builder.base_url(url);
    }
    builder.build()
}

/// A client of a server that answers one request as the service would.
fn own_server() -> Result<Client, Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    println!("WSAPI_API_KEY is not set: sending to {url}, which this example answers itself");
    thread::spawn(move || {
        if let Err(error) = answer(&listener) {
            eprintln!("the example's server: {error}");
        }
    });
    Ok(Client::builder().base_url(url).api_key("example").instance_id("example").build()?)
}

fn answer(listener: &TcpListener) -> io::Result<()> {
    let (mut stream, _) = listener.accept()?;
    let mut reader = BufReader::new(&stream);
    let head: Vec<String> =
        reader.by_ref().lines().take_while(|line| !matches!(line.as_deref(), Ok(""))).collect::<io::Result<_>>()?;
    let length = head.iter().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
    let mut body = String::new();
    reader.take(length.unwrap_or(0)).read_to_string(&mut body)?;
    println!("the server got: {} {body}", head.first().map_or("", String::as_str));

    let answer = r#"{"id":"3EB0C431C26A1916E07A"}"#;
    let length = answer.len();
    write!(stream, "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{answer}")
}

//! What the event stream tells those who listen.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use tracing_subscriber::fmt::MakeWriter;
use wsapi_client::{
    Client, Event,
    events::{Dispatcher, HandlerError},
};
use wsapi_transport_tests::message;

/// All that is logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no panic").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// Answers one request after the other, and then no more.
async fn serve(listener: TcpListener, answers: Vec<String>) {
    for answer in answers {
        let (mut stream, _) = listener.accept().await.expect("a client");
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.expect("a request"));
        }
        stream.write_all(answer.as_bytes()).await.expect("the client listens");
    }
}

/// It is the only test here, since it listens to the whole process.
#[tokio::test]
async fn nobody_who_listens_hears_a_key_a_number_or_a_text() {
    let log = Log::default();
    let listener = tracing_subscriber::fmt().with_max_level(tracing_subscriber::filter::LevelFilter::TRACE);
    listener.with_ansi(false).with_writer(log.clone()).init();

    let known = message("evt_1", "sales", "491701234567@s.whatsapp.net", "A");
    let large = known.replace("shop", &"closed".repeat(500));
    let body = format!(
        ": Is the shop open?\n\ndata: {known}\n\ndata: {{\"text\": \"shop\n\ndata: {large}\n\nid: 491701234567\n\n\
         data: shop"
    );
    // What the service itself says is shown, without numbers.
    let busy = r#"{"status":503,"detail":"491701234567 is busy"}"#;
    let answer = |status: &str, body: &str| {
        format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len())
    };
    let answers = vec![
        answer("200 OK\r\ncontent-type: text/event-stream", &body),
        answer("200 OK\r\ncontent-type: text/html", "<p>shop</p>"),
        answer("503 Busy", busy),
        answer("401 Unauthorized", ""),
    ];
    let server = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", server.local_addr().expect("an address"));
    tokio::spawn(serve(server, answers));

    let client = Client::builder().base_url(url).api_key("instance-key").build().expect("it is configured");
    let events = client.events().base_delay(Duration::from_millis(1)).max_event_size(2_000);
    let shown = format!("{events:?}");
    let handler = |_: Event| async { Err::<(), HandlerError>("491701234567 asks: Is the shop open?".into()) };
    let error = events.run(Dispatcher::new(handler)).await.expect_err("the key is refused");
    assert!(error.is_unauthorized());

    let logged = String::from_utf8(log.0.lock().expect("no panic").clone()).expect("a log is text");
    for wanted in ["the event stream is connected", "is not connected", "an event was not handled", "503", "call{"] {
        assert!(logged.contains(wanted), "{wanted} is not in {logged}");
    }
    for hidden in ["instance-key", "1701234567", "shop", "closed"] {
        assert!(!logged.contains(hidden) && !shown.contains(hidden), "{hidden} is in {logged}{shown}");
    }
}

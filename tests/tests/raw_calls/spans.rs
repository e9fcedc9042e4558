//! The log of a request.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};

use serde_json::json;
use tracing_subscriber::fmt::{MakeWriter, format::FmtSpan};
use wsapi_client::http::Method;
use wsapi_tests::{Response, Server};

use super::{CANARY, client};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn take(&self) -> String {
        let bytes = std::mem::take(&mut *self.0.lock().expect("no panic"));
        String::from_utf8(bytes).expect("a log is text")
    }
}

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

#[tokio::test]
async fn span_has_the_path_template_and_no_value() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_span_events(FmtSpan::CLOSE);
    let subscriber = subscriber.with_ansi(false).with_writer(log.clone()).finish();
    // The other tests of this program are logged too, but none of them calls this path.
    let template = "/canaries/{id}/votes";
    tracing::subscriber::set_global_default(subscriber).expect("this program sets one subscriber");
    let server = Server::start().await;
    for response in [Response::empty(204), Response::failure(400, CANARY)] {
        server.respond_with(response);
        let call = client(&server).request(Method::POST, template).path(CANARY).query("by", CANARY);
        _ = call.json(&json!({ "text": CANARY })).header("x-trace", CANARY).await;
        let said = log.take();
        let ours: Vec<_> = said.lines().filter(|line| line.contains(template)).collect();
        assert!(ours.iter().any(|line| line.contains("wsapi_client")), "{said}");
        assert!(ours.iter().all(|line| line.contains("url.template=\"/canaries/{id}/votes\"")), "{said}");
        assert!(ours.iter().any(|line| line.contains("http.request.method=\"POST\"")), "{said}");
        assert!(ours.iter().all(|line| !line.contains("canary-") && !line.contains("instance-key")), "{said}");
    }
}

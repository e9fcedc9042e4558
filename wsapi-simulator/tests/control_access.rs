//! Access to the control API: programs and same-origin pages are allowed.
#![cfg(feature = "server")]

mod control_client;

use wsapi_simulator::Simulator;

use self::control_client::{call_with, send};

#[tokio::test]
async fn pages_of_another_origin_are_rejected() {
    let server = Simulator::builder().serve().await;
    let port = server.address().port();
    for headers in [
        "Origin: https://evil.example\r\n",
        "Origin: null\r\n",
        "Origin: http://127.0.0.1:1\r\n",
        "Host: evil.example\r\n",
        "Host: localhost.evil.example\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n",
        "Sec-Fetch-Site: same-origin\r\nOrigin: https://evil.example\r\n",
        // After DNS rebinding, a page has the same origin as the simulator.
        "Host: evil.example\r\nOrigin: http://evil.example\r\nSec-Fetch-Site: same-origin\r\n",
        "Host: evil.example\r\nSec-Fetch-Site: same-origin\r\n",
    ] {
        assert_eq!(call_with(server.address(), headers, "GET /state", "").await.status, 403, "{headers}");
        assert_eq!(call_with(server.address(), headers, "POST /reset", "").await.status, 403, "{headers}");
    }
    for origin in [format!("https://127.0.0.1:{port}"), format!("http://localhost:{port}")] {
        let headers = format!("Origin: {origin}\r\n");
        assert_eq!(call_with(server.address(), &headers, "GET /state", "").await.status, 403, "{headers}");
    }
}

#[tokio::test]
async fn pages_of_the_simulator_and_typed_urls_are_accepted() {
    let server = Simulator::builder().serve().await;
    for host in [server.address().to_string(), format!("localhost:{}", server.address().port()), "[::1]:1".to_owned()] {
        for headers in [
            "Sec-Fetch-Site: same-origin\r\n".to_owned(),
            "Sec-Fetch-Site: none\r\n".to_owned(),
            format!("Sec-Fetch-Site: same-origin\r\nOrigin: http://{host}\r\n"),
            format!("Origin: http://{host}\r\n"),
        ] {
            let headers = format!("Host: {host}\r\n{headers}");
            assert_eq!(call_with(server.address(), &headers, "POST /reset", "").await.status, 204, "{headers}");
        }
    }
}

#[tokio::test]
async fn host_of_an_absolute_target_takes_precedence() {
    let server = Simulator::builder().serve().await;
    let evil = send(server.address(), "Host: localhost\r\n", "GET http://evil.example/_sim/state", "").await;
    assert_eq!(evil.status, 403);
    let local = send(server.address(), "Host: evil.example\r\n", "GET http://localhost/_sim/state", "").await;
    assert_eq!(local.status, 200);
}

#[tokio::test]
async fn simulated_service_accepts_requests_of_any_origin() {
    let server = Simulator::builder().serve().await;
    let key = "X-Instance-Id: default\r\nX-Api-Key: instance-key\r\n";
    let headers = format!("Host: evil.example\r\nOrigin: https://evil.example\r\nSec-Fetch-Site: cross-site\r\n{key}");
    assert_eq!(send(server.address(), &headers, "GET /chats", "").await.status, 200);
}

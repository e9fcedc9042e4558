//! The pages without a socket, in paused time.

use std::time::Duration;

use axum::{
    Router,
    body::{Body, BodyDataStream},
    http::{Request, StatusCode, header::CONTENT_TYPE},
};
use futures_util::StreamExt;
use tower::ServiceExt;
use wsapi_client::operations::{GetPairCode, GetQrText, GetSessionStatus};
use wsapi_simulator::{NewInstance, Simulator};

use crate::{
    pairer::Pairer,
    view::{State, escape},
    web::Site,
};

struct Fixture {
    sim: Simulator,
    sales: Pairer,
    router: Router,
}

impl Fixture {
    fn new(instance: NewInstance) -> Self {
        let sim = Simulator::builder().instance(instance).build();
        let sales = Pairer::start(sim.client());
        let router = Site::new("sesame", [("sales".to_owned(), sales.clone())]).router();
        Self { sim, sales, router }
    }

    fn unpaired() -> Self {
        Self::new(NewInstance::named("sales").unpaired())
    }

    async fn status(&self, request: Request<Body>) -> StatusCode {
        self.router.clone().oneshot(request).await.expect("it is infallible").status()
    }

    /// Opens the page, as a browser does.
    async fn open(&self) -> Page {
        let request = Request::get("/sesame/sales/events").body(Body::empty()).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("it is infallible");
        assert_eq!(response.status(), StatusCode::OK);
        Page(response.into_body().into_data_stream())
    }

    async fn submit(&self, phone: &str) {
        let request =
            Request::post("/sesame/sales/pair-code").header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let request = request.body(format!("phone={phone}").into()).expect("a request");
        assert_eq!(self.status(request).await, StatusCode::SEE_OTHER);
    }

    async fn qr_code(&self) -> String {
        let shown = self.sales.until(|state| matches!(state, State::QrCode(_)));
        let State::QrCode(code) = in_time(shown).await else { unreachable!() };
        code.text().to_owned()
    }

    async fn pair_code(&self) -> String {
        let shown = self.sales.until(|state| matches!(state, State::PairCode(_)));
        let State::PairCode(code) = in_time(shown).await else { unreachable!() };
        code
    }

    fn qr_codes_requested(&self) -> usize {
        self.sim.attempts::<GetQrText>().len()
    }
}

/// A page that is open in a browser.
struct Page(BodyDataStream);

impl Page {
    /// Waits until the page shows a text, and returns the HTML.
    async fn until(&mut self, text: &str) -> String {
        in_time(self.wait_for(text)).await
    }

    async fn wait_for(&mut self, text: &str) -> String {
        loop {
            let event = self.0.next().await.expect("the stream does not end").expect("it does not fail");
            let event = String::from_utf8(event.to_vec()).expect("text");
            if event.contains(text) {
                return event;
            }
        }
    }
}

/// Fails a test that would otherwise wait forever.
async fn in_time<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(3600), future).await.expect("it happens within an hour")
}

/// Lets all tasks run in paused time, which takes no real time.
async fn time_passes(seconds: u64) {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
}

#[tokio::test(start_paused = true)]
async fn page_without_the_right_token_does_not_exist() {
    let fixture = Fixture::unpaired();
    for path in ["/guess", "/sesam", "/sesame2", "/guess/sales", "/guess/sales/events", "/sesame/other"] {
        let request = Request::get(path).body(Body::empty()).expect("a request");
        assert_eq!(fixture.status(request).await, StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["/sesame", "/sesame/sales"] {
        let request = Request::get(path).body(Body::empty()).expect("a request");
        assert_eq!(fixture.status(request).await, StatusCode::OK, "{path}");
    }
    assert!(fixture.sim.attempts::<GetSessionStatus>().is_empty(), "only an open page sends requests");
}

#[tokio::test(start_paused = true)]
async fn all_viewers_see_the_same_code_until_it_expires() {
    let fixture = Fixture::unpaired();
    let (mut first, mut second) = (fixture.open().await, fixture.open().await);
    let shown = first.until("<img").await;
    assert_eq!(second.until("<img").await, shown);
    assert_eq!(fixture.qr_codes_requested(), 1, "a second request would have invalidated the first code");
    drop(first);
    assert_ne!(second.until("<img").await, shown);
    assert_eq!(fixture.qr_codes_requested(), 2);
    fixture.sim.person("+49 170 1234567").scans(fixture.qr_code().await).await.expect("the code is valid");
    second.until("Paired and connected as +491701234567.").await;
}

#[tokio::test(start_paused = true)]
async fn no_codes_are_requested_while_nobody_has_the_page_open() {
    let fixture = Fixture::unpaired();
    let mut page = fixture.open().await;
    let shown = page.until("<img").await;
    drop(page);
    assert_eq!(fixture.open().await.until("<img").await, shown, "the code is still valid when the page is reloaded");
    time_passes(3600).await;
    assert_eq!(fixture.qr_codes_requested(), 1);
}

#[tokio::test(start_paused = true)]
async fn no_qr_code_invalidates_a_code_that_is_typed() {
    let fixture = Fixture::unpaired();
    let mut page = fixture.open().await;
    page.until("<img").await;
    fixture.submit("%2B49+170+1234567").await;
    let code = fixture.pair_code().await;
    page.until(&code).await;
    let later = async {
        time_passes(90).await;
        fixture.sim.person("+49 170 1234567").enters(code).await.expect("the code is valid");
    };
    tokio::join!(later, page.until("Paired and connected"));
    assert_eq!(fixture.qr_codes_requested(), 1);
}

#[tokio::test(start_paused = true)]
async fn rejected_number_is_a_problem_and_the_qr_code_remains_valid() {
    let fixture = Fixture::unpaired();
    let mut page = fixture.open().await;
    page.until("<img").await;
    fixture.sim.on::<GetPairCode>().once().fails_with(400, "<script>alert(1)</script>");
    fixture.submit("%2B49+170+1234567").await;
    let html = page.until("problem").await;
    assert!(html.contains("&lt;script&gt;") && !html.contains("<script>"), "{html}");
    fixture.sim.person("+49 170 1234567").scans(fixture.qr_code().await).await.expect("the code is valid");
    page.until("Paired and connected").await;
}

#[tokio::test(start_paused = true)]
async fn nobody_scans_so_the_page_stops_until_it_is_reloaded() {
    let fixture = Fixture::unpaired();
    let mut page = fixture.open().await;
    page.until("Reload the page").await;
    let requested = fixture.qr_codes_requested();
    time_passes(3600).await;
    assert_eq!(fixture.qr_codes_requested(), requested);
    fixture.open().await.until("<img").await;
}

#[tokio::test(start_paused = true)]
async fn page_shows_a_lost_connection() {
    let fixture = Fixture::new(NewInstance::named("sales"));
    let mut page = fixture.open().await;
    page.until("Paired and connected").await;
    fixture.sim.instance("sales").loses_connection();
    page.until("Paired, but not connected").await;
    assert_eq!(fixture.qr_codes_requested(), 0);
}

#[test]
fn text_is_escaped() {
    assert_eq!(escape("<a href='x'>\"&\"</a>"), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;&quot;&lt;/a&gt;");
}

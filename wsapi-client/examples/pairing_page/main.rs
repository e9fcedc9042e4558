//! Serves a page for each instance, which shows its QR code as it changes, or a code to type on the phone, and the
//! state of its connection:
//!
//! ```sh
//! cargo run -p wsapi-client --example pairing_page --features qr
//! ```
//!
//! Without configuration, it runs on an in-process simulator: it reads its own pages as a browser does, pairs one
//! instance by QR code and another by a typed code, and prints the steps. It shows:
//!
//! - Without the right token, a page does not exist, because anyone who sees a QR code can pair a phone.
//! - All viewers of an instance see the same QR code, because each new code invalidates the one before. No codes are
//!   requested while nobody has the page open.
//! - A typed code replaces the QR codes, because the next QR code would invalidate it.
//!
//! If `WSAPI_API_KEY` is set, the pages are at `http://ADDRESS/TOKEN`, with the token in `PAIRING_TOKEN`.
//! `WSAPI_BASE_URL` is read too:
//!
//! ```sh
//! PAIRING_TOKEN=$(openssl rand -hex 16) pairing_page 127.0.0.1:8080 sales support
//! ```
//!
//! For production:
//!
//! - Use HTTPS, and keep the path out of the access log of the proxy: it contains the token.
//! - Use a separate token for each instance, and let it expire, or use your own login. Hide instances that are paired.
//! - On the hosted service, each instance has its own key, so create a client for each.

mod pairer;
mod view;
mod web;

#[cfg(test)]
mod tests;

use std::env;

use tokio::net::TcpListener;
use wsapi_client::{Client, events::BoxError, operations::GetQrText};
use wsapi_simulator::{NewInstance, Simulator};

use self::{pairer::Pairer, view::State, web::Site};

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    if env::var_os("WSAPI_API_KEY").is_none() {
        return run_on_simulator().await;
    }
    let token = env::var("PAIRING_TOKEN").map_err(|_| "PAIRING_TOKEN is missing or not UTF-8")?;
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [address, instances @ ..] = arguments.as_slice() else {
        return Err("expected an address such as `127.0.0.1:8080`, and the ids of instances".into());
    };
    let client = Client::from_env()?;
    let site = Site::new(token, instances.iter().map(|id| (id.clone(), Pairer::start(client.for_instance(id)))));
    let listener = TcpListener::bind(address).await?;
    println!("listening on http://{}/…", listener.local_addr()?);
    let stopped = async { _ = tokio::signal::ctrl_c().await };
    tokio::select! {
        served = async { axum::serve(listener, site.router()).await } => Ok(served?),
        () = stopped => Ok(()),
    }
}

async fn run_on_simulator() -> Result<(), BoxError> {
    println!("WSAPI_API_KEY is not set: running on a simulator");
    let [sales, support] = ["sales", "support"].map(|id| NewInstance::named(id).unpaired());
    let sim = Simulator::builder().instance(sales).instance(support).instance("billing").build();
    let pairers = ["sales", "support", "billing"].map(|id| (id, Pairer::start(sim.instance(id).client())));
    let site = Site::new("example-token", pairers.clone().map(|(id, pairer)| (id.to_owned(), pairer)));
    let [(_, sales), (_, support), (_, billing)] = &pairers;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    let router = site.router();
    tokio::spawn(async { axum::serve(listener, router).await });

    let browser = reqwest::Client::new();
    println!("with a wrong token: {}", browser.get(format!("{url}/guess/sales")).send().await?.status());
    // The browser holds the connection, so the page is open.
    let open = async |id: &str| browser.get(format!("{url}/example-token/{id}/events")).send().await;

    let _page = open("sales").await?;
    let State::QrCode(code) = sales.until(|state| matches!(state, State::QrCode(_))).await else { unreachable!() };
    println!("sales: shows a QR code as a picture of {} bytes", code.to_png()?.len());
    sim.person("+49 170 1234567").scans(code.text()).await?;
    println!("sales: {}", sales.until(State::is_paired).await.text());

    let _page = open("support").await?;
    support.until(|state| matches!(state, State::QrCode(_))).await;
    let form = "phone=%2B49+170+7654321";
    let request = browser.post(format!("{url}/example-token/support/pair-code")).body(form);
    request.header("content-type", "application/x-www-form-urlencoded").send().await?.error_for_status()?;
    let State::PairCode(code) = support.until(|state| matches!(state, State::PairCode(_))).await else {
        unreachable!()
    };
    println!("support: {}", State::PairCode(code.clone()).text());
    sim.person("+49 170 7654321").enters(code).await?;
    println!("support: {}", support.until(State::is_paired).await.text());

    let _page = open("billing").await?;
    println!("billing: {}", billing.until(State::is_paired).await.text());
    println!("requested {} QR codes", sim.attempts::<GetQrText>().len());
    Ok(())
}

//! Pairing, the states of an instance, and unlinking.

mod recorder;

use std::time::{Duration, Instant};

use self::recorder::Recorder;
use wsapi_client::{EventData, types::SendTextRequest};
use wsapi_simulator::{LinkError, Mode, NewInstance, Simulator, UnlinkReason};

fn unpaired() -> Simulator {
    Simulator::builder().instance(NewInstance::named("sales").unpaired()).build()
}

#[tokio::test(start_paused = true)]
async fn phone_scans_the_code_and_the_pairing_ends() {
    let sim = unpaired();
    let events = Recorder::of(&sim);
    let phone = sim.person("+49 170 1234567").named("Ada");
    let mut pairing = sim.client().session().pairing();

    let code = pairing.next_code().await.unwrap().expect("the instance is not paired");
    assert_eq!(code.text().split(',').count(), 4);
    let instance = phone.scans(code.text()).await.unwrap();
    assert!(pairing.next_code().await.unwrap().is_none(), "the device is logged in");

    assert_eq!(instance.id(), "sales");
    assert_eq!(instance.account().as_ref(), Some(phone.jid()));
    assert_eq!(events.types(), ["logged_in"], "without history sync, no other event follows");
    let profile = sim.client().users().my_profile().await.unwrap();
    assert_eq!(profile.push_name, "Ada");
}

#[tokio::test(start_paused = true)]
async fn picture_of_the_code_can_be_scanned() {
    let sim = unpaired();
    let picture = sim.client().session().qr().await.unwrap();
    assert_eq!(picture.content_type(), Some("image/png"));
    let bytes = picture.bytes().await.unwrap();
    let mut reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    assert_eq!((info.width, info.height), (256, 256));

    let side = info.width as usize;
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| pixels[y * side + x]);
    let (_, text) = image.detect_grids().remove(0).decode().unwrap();
    sim.person("+49 170 1234567").scans(text).await.unwrap();
    assert!(sim.instance("sales").is_paired());
}

#[tokio::test(start_paused = true)]
async fn phone_enters_the_pair_code() {
    let sim = unpaired();
    let phone = sim.person("+49 170 1234567");
    let code = sim.client().session().pair_code("+49 170 1234567").await.unwrap().code;
    assert_eq!((code.len(), code.as_bytes()[4]), (9, b'-'));

    let other = sim.person("+49 170 7654321");
    assert_eq!(other.enters(&code).await.unwrap_err(), LinkError::OtherPhone);
    phone.enters(code.to_lowercase()).await.unwrap();
    sim.client().session().pairing().wait_for_login().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn pair_code_checks_the_number_before_the_device() {
    let sim = Simulator::new();
    let rejection = async |phone: &str| {
        let call = sim.client().request(http::Method::GET, "/session/pair-code/{phone}").path(phone);
        call.await.unwrap_err().detail().unwrap().to_owned()
    };
    assert_eq!(rejection("0170").await, "invalid phone number format");
    let detail = "invalid phone number. Should start with a + and have between 9 and 15 digits";
    assert_eq!(rejection("491701234567").await, detail);
    assert_eq!(rejection("+491701234567").await, "device already registered");
    assert_eq!(sim.client().session().qr_text().await.unwrap_err().detail(), Some("device already registered"));
}

#[tokio::test]
async fn codes_are_invalidated_by_a_new_one_and_expire() {
    let sim = unpaired();
    let (phone, session) = (sim.person("+49 170 1234567"), sim.client().session());
    let first = session.qr_text().await.unwrap().code;
    let second = session.qr_text().await.unwrap().code;
    assert_eq!(phone.scans(first).await.unwrap_err(), LinkError::UnknownCode);
    assert!(session.status().await.unwrap().is_connected);

    sim.advance(Duration::from_secs(60));
    assert_eq!(phone.scans(second).await.unwrap_err(), LinkError::ExpiredCode);
    sim.advance(Duration::from_secs(100));
    assert!(!session.status().await.unwrap().is_connected, "the connection closes after 160 s");
}

#[tokio::test]
async fn login_takes_the_configured_time() {
    let sim = unpaired();
    let events = Recorder::of(&sim);
    let phone = sim.person("+49 170 1234567");
    let (session, chats) = (sim.client().session(), sim.client().chats());
    let code = session.qr_text().await.unwrap().code;
    phone.scans(code).takes(Duration::from_secs(5)).await.unwrap();

    let status = session.status().await.unwrap();
    assert_eq!(status.device_id.as_str(), "491701234567:1@s.whatsapp.net");
    assert_eq!((status.is_connected, status.is_logged_in), (false, false));
    assert_eq!(chats.list().await.unwrap_err().status().unwrap(), 409);
    let ada = sim.person("+49 170 7654321");
    ada.writes("early").in_chat(phone.jid()).await;

    sim.advance(Duration::from_secs(5));
    let status = session.status().await.unwrap();
    assert_eq!((status.is_connected, status.is_logged_in), (true, true));
    sim.settle().await;
    assert_eq!(events.types(), ["logged_in", "message"]);
}

fn syncing() -> NewInstance {
    NewInstance::named("sales").unpaired().history_sync(true)
}

#[tokio::test(start_paused = true)]
async fn slow_login_ends_as_time_passes() {
    let sim = Simulator::builder().instance(syncing()).build();
    let events = Recorder::of(&sim);
    let phone = sim.person("+49 170 1234567");
    let code = sim.client().session().qr_text().await.unwrap().code;
    phone.scans(code).takes(Duration::from_secs(5)).await.unwrap();
    tokio::time::sleep(Duration::from_millis(4_990)).await;
    assert_eq!(events.types(), ["logged_in"]);
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert_eq!(events.types(), ["logged_in", "initial_sync_finished"]);
}

#[tokio::test]
async fn slow_login_ends_in_real_time() {
    let sim = Simulator::builder().instance(syncing()).real_time().build();
    let events = Recorder::of(&sim);
    let phone = sim.person("+49 170 1234567");
    let code = sim.client().session().qr_text().await.unwrap().code;
    phone.scans(code).takes(Duration::from_millis(50)).await.unwrap();
    sim.until(|| events.types() == ["logged_in", "initial_sync_finished"]).await;
}

#[test]
fn settle_publishes_a_login_that_ended_outside_of_a_runtime() {
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let sim = Simulator::builder().instance(syncing()).real_time().build();
    let events = Recorder::of(&sim);
    let (phone, login, start) = (sim.person("+49 170 1234567"), Duration::from_millis(20), Instant::now());
    runtime().block_on(async {
        let code = sim.client().session().qr_text().await.unwrap().code;
        phone.scans(code).takes(login).await.unwrap();
    });
    while start.elapsed() < login * 2 {
        std::thread::yield_now();
    }
    runtime().block_on(sim.settle());
    assert_eq!(events.types(), ["logged_in", "initial_sync_finished"]);
}

#[tokio::test(start_paused = true)]
async fn failed_pairing_is_reported() {
    let sim = unpaired();
    let events = Recorder::of(&sim);
    let phone = sim.person("+49 170 1234567");
    let code = sim.client().session().qr_text().await.unwrap().code;
    let error = phone.scans(code).and_fails("bad identity signature").await.unwrap_err();
    assert_eq!(error, LinkError::Failed("bad identity signature".to_owned()));
    let data = events.all().remove(0);
    assert!(matches!(data, EventData::LoginError(error) if error.error == "bad identity signature"));
    assert!(!sim.instance("sales").is_paired());
}

#[tokio::test(start_paused = true)]
async fn history_is_listed_and_flushed_once() {
    let instance = NewInstance::named("new").unpaired().history_sync(true).event_filters(["call_offer"]);
    let sim = Simulator::builder().instance("old").instance(instance).build();
    let events = Recorder::of(&sim);
    let ada = sim.person("+49 170 1234567").named("Ada");
    ada.writes("one").await;
    ada.writes("two").await;
    events.take();

    let client = sim.instance("new").client();
    let code = client.session().qr_text().await.unwrap().code;
    sim.instance("old").phone().scans(code).await.unwrap();
    assert_eq!(events.types_of("new"), ["logged_in", "initial_sync_finished"]);
    let chats = client.chats().list().await.unwrap();
    assert_eq!(chats.iter().map(|chat| &chat.id).collect::<Vec<_>>(), [ada.jid()]);

    events.take();
    client.session().flush_history().await.unwrap();
    client.session().flush_history().await.unwrap();
    sim.settle().await;
    assert_eq!(
        events.types_of("new"),
        ["message_history_sync"],
        "filters do not apply, and the second flush finds no messages"
    );
    let EventData::MessageHistorySync(history) = events.all().remove(0) else { panic!("another event") };
    let texts: Vec<_> = history.messages.iter().flatten().filter_map(|message| message.text.as_deref()).collect();
    assert_eq!(texts, ["two", "one"]);
}

#[tokio::test(start_paused = true)]
async fn history_is_kept_for_an_hour() {
    let sim = Simulator::builder().instance("old").instance(NewInstance::named("new").unpaired().history_sync(true));
    let (sim, events) = (sim.build(), Recorder::default());
    sim.person("+49 170 1234567").writes("hello").await;
    let session = sim.instance("new").client().session();
    let error = session.flush_history().await.unwrap_err();
    assert_eq!((error.status().unwrap(), error.detail()), (400, Some("device not paired")));
    sim.instance("old").phone().scans(session.qr_text().await.unwrap().code).await.unwrap();
    sim.deliver_to(events.clone());
    sim.advance(Duration::from_secs(3600));
    session.flush_history().await.unwrap();
    sim.settle().await;
    assert!(events.all().is_empty());
}

#[tokio::test(start_paused = true)]
async fn logout_removes_the_account() {
    let (sim, events) = (Simulator::new(), Recorder::default());
    sim.person("+49 170 1234567").writes("hello").await;
    sim.deliver_to(events.clone());
    let phone = sim.instance("default").phone();
    let session = sim.client().session();
    session.logout().await.unwrap();
    sim.settle().await;
    assert_eq!(events.reason(), "api_logout");
    let error = session.logout().await.unwrap_err();
    assert_eq!(error.detail(), Some("failed to logout: the store doesn't contain a device JID"));
    assert_eq!(sim.client().chats().list().await.unwrap_err().detail(), Some("device not paired"));

    let code = session.qr_text().await.unwrap().code;
    phone.scans(code).await.unwrap();
    assert_eq!(sim.client().chats().list().await.unwrap().len(), 1, "the chat is in the history");
}

#[tokio::test(start_paused = true)]
async fn phone_unlinks_the_instance() {
    for (how, reason) in [
        (UnlinkReason::FromPhone, "401: logged out from another device"),
        (UnlinkReason::PhoneLoggedOut, "403: primary device was logged out"),
        (UnlinkReason::Unexplained, "406: logged out for unknown reason"),
    ] {
        let sim = Simulator::builder().instance(NewInstance::named("sales").publish_events(false)).build();
        let events = Recorder::of(&sim);
        sim.instance("sales").phone().unlinks(&sim.instance("sales"), how).await;
        assert_eq!(events.reason(), reason, "a system event is always published");
        assert!(!sim.client().session().status().await.unwrap().is_logged_in);
    }
}

#[tokio::test(start_paused = true)]
async fn lost_connection_is_reported_by_calls_that_need_it() {
    let sim = Simulator::new();
    let events = Recorder::of(&sim);
    let (ada, instance) = (sim.person("+49 170 1234567"), sim.instance("default"));
    instance.loses_connection();
    let status = sim.client().session().status().await.unwrap();
    assert_eq!((status.is_connected, status.is_logged_in), (false, true));
    let error = sim.client().messages().send_text(SendTextRequest::new(ada.jid(), "hi")).await.unwrap_err();
    assert_eq!((error.status().unwrap(), error.detail()), (400, Some("websocket not connected")));
    sim.client().chats().list().await.unwrap();

    ada.writes("are you there?").await;
    assert!(events.all().is_empty());
    instance.reconnects().await;
    assert_eq!(events.types(), ["message"]);
}

#[tokio::test(start_paused = true)]
async fn instance_that_is_down_is_not_available() {
    let sim = Simulator::builder().mode(Mode::Multi).instance("sales").build();
    sim.instance("sales").goes_down();
    let error = sim.client().request(http::Method::GET, "/chats").await.unwrap_err();
    assert_eq!((error.status().unwrap(), error.detail()), (503, Some("instance not available")));
    assert_eq!(sim.client().instances().get("sales").await.unwrap().device_id, None);
    sim.instance("sales").comes_up().await;
    sim.client().chats().list().await.unwrap();
}

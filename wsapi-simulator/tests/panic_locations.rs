//! Panics of a misused test kit are reported at the location of the test.

use std::{
    cell::RefCell,
    panic::{self, AssertUnwindSafe, Location, catch_unwind},
    pin::pin,
    sync::Once,
    task::{Context, Waker},
    time::Duration,
};

use wsapi_client::{
    Event, MessageId,
    events::BoxError,
    operations::{ListChats, SendText},
};
use wsapi_simulator::{InstanceHandle, NewInstance, Simulator, UnlinkReason};

thread_local! {
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Returns the location that the panic hook reports for a panic of the function.
fn location_of<T>(misuse: impl FnOnce() -> T) -> String {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        panic::set_hook(Box::new(|info| {
            LAST.set(info.location().map(|location| location.file().to_owned()));
        }));
    });
    assert!(catch_unwind(AssertUnwindSafe(misuse)).is_err(), "it did not panic");
    LAST.take().expect("the hook was called")
}

/// Returns the message of a panic in a future that panics when it is polled first.
fn message_of(future: impl Future) -> String {
    let mut future = pin!(future);
    let poll = || future.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready();
    let panic = catch_unwind(AssertUnwindSafe(poll)).expect_err("it panics");
    panic.downcast_ref::<String>().expect("a text").clone()
}

#[test]
fn function_panics_at_its_caller() {
    let sim = Simulator::new();
    sim.add_instance(NewInstance::named("new").unpaired());
    let (ada, unknown) = (sim.person("+49 170 1234567"), sim.instance("unknown"));
    let here = Location::caller().file();
    let misuses: [(&str, &dyn Fn()); 19] = [
        ("person", &|| drop(sim.person("nobody"))),
        ("unregistered_number", &|| drop(sim.unregistered_number("nobody"))),
        ("registered_number", &|| drop(sim.unregistered_number("+49 170 1234567"))),
        ("add_instance", &|| drop(sim.add_instance("default"))),
        ("build", &|| drop(Simulator::builder().instance("a").instance("a").build())),
        ("phone of an unpaired instance", &|| drop(sim.instance("new").phone())),
        ("phone of an unknown instance", &|| drop(unknown.phone())),
        ("account", &|| drop(unknown.account())),
        ("is_paired", &|| assert!(unknown.is_paired())),
        ("client", &|| drop(unknown.client())),
        ("client_builder", &|| drop(unknown.client_builder())),
        ("goes_down", &|| unknown.goes_down()),
        ("loses_connection", &|| unknown.loses_connection()),
        ("number of a new instance", &|| drop(NewInstance::named("a").phone("nobody"))),
        ("forwards", &|| drop(ada.forwards("unknown"))),
        ("group", &|| drop(sim.group("Choir").without_account().create())),
        ("fails", &|| sim.on::<SendText>().fails(200)),
        ("fails_at_proxy", &|| sim.on::<SendText>().fails_at_proxy(600)),
        ("retry_after", &|| sim.on::<ListChats>().retry_after(Duration::from_secs(1)).passes()),
    ];
    for (name, misuse) in misuses {
        assert_eq!(location_of(misuse), here, "{name}");
    }
}

#[test]
fn message_of_a_rejected_act_contains_its_location() {
    let sim = Simulator::new();
    let (ada, unknown) = (sim.person("+49 170 1234567"), sim.instance("unknown"));
    let id = MessageId::from("unknown");
    let messages = [
        message_of(async { ada.reads(&id).await }),
        message_of(async { ada.writes("Hello").in_chat(&sim.group("Choir").create()).await }),
        message_of(async { ada.calls().to(sim.unregistered_number("+49 170 7654321")).await }),
        message_of(async { ada.types().in_chat(&sim.group("Choir").create()).await }),
        message_of(async { ada.unlinks(&unknown, UnlinkReason::FromPhone).await }),
        message_of(async { InstanceHandle::reconnects(&unknown).await }),
    ];
    for message in messages {
        assert!(message.starts_with(&format!("{}:", file!())), "{message}");
    }
}

#[tokio::test(start_paused = true)]
async fn message_of_until_contains_its_location_and_the_last_requests_and_deliveries() {
    let sim = Simulator::new();
    sim.deliver_to(|_: Event| async { Err::<(), BoxError>("fails".into()) });
    let waiting = sim.clone();
    let panic = tokio::spawn(async move { waiting.until(|| false).await }).await.expect_err("it panics").into_panic();
    let message = panic.downcast_ref::<String>().expect("a text");
    assert!(message.starts_with(&format!("{}:", file!())), "{message}");
    let expected = "the condition did not hold within 30 s of tokio's time, which is paused: to wait longer, call \
                    `tokio::time::sleep` first\nno requests\nno deliveries";
    assert!(message.ends_with(expected), "{message}");

    sim.person("+49 170 1234567").writes("ping").await;
    for _ in 0..6 {
        sim.client().chats().list().await.expect("the request succeeds");
    }
    let waiting = sim.clone();
    let panic = tokio::spawn(async move { waiting.until(|| false).await }).await.expect_err("it panics").into_panic();
    let message = panic.downcast_ref::<String>().expect("a text");
    assert_eq!(message.matches("\n  GET /chats: Response(200)").count(), 5, "{message}");
    assert!(message.ends_with("last deliveries:\n  `message` of `default` by handler: fails"), "{message}");
}

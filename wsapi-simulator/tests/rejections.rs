//! Rejected acts fail the test with the reason.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tokio::runtime::Runtime;
use wsapi_client::types::{Expiry, PinDuration, SendTextRequest, StatusPrivacyKind};
use wsapi_simulator::{Person, Simulator, UnlinkReason};

/// A simulator on its own runtime, so that panics can be caught.
struct World {
    runtime: Runtime,
    sim: Simulator,
    ada: Person,
    bob: Person,
    phone: Person,
}

impl World {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let sim = Simulator::new();
        let (ada, bob) = (sim.person("+49 170 1234567").named("Ada"), sim.person("+49 170 7654321").named("Bob"));
        let phone = sim.instance("default").phone();
        Self { runtime, sim, ada, bob, phone }
    }

    /// Performs an act that succeeds.
    fn does<F: IntoFuture>(&self, act: F) -> F::Output {
        self.runtime.block_on(act.into_future())
    }

    /// Asserts that an act is rejected.
    #[track_caller]
    fn assert_rejected<F: IntoFuture>(&self, act: F, reason: &str) {
        let result = catch_unwind(AssertUnwindSafe(|| self.runtime.block_on(act.into_future())));
        assert_message(result, reason);
    }
}

#[track_caller]
fn assert_message<T>(result: std::thread::Result<T>, reason: &str) {
    let panic = result.err().unwrap_or_else(|| panic!("expected a rejection: {reason}"));
    let message = panic.downcast_ref::<String>().expect("a message");
    assert!(message.ends_with(reason), "expected {reason}, found {message}");
}

#[test]
fn only_ringing_calls_are_answered_and_only_open_calls_end() {
    let world = World::new();
    let World { ada, bob, phone, .. } = &world;
    let call = world.does(ada.calls());
    world.assert_rejected(ada.answers(&call), "491701234567@s.whatsapp.net: the person is the caller");
    world.assert_rejected(bob.answers(&call), &format!("the person is not in the call `{}`", call.id()));
    world.assert_rejected(bob.rejects(&call), &format!("the person is not in the call `{}`", call.id()));
    world.assert_rejected(bob.hangs_up(&call), &format!("the person is not in the call `{}`", call.id()));
    world.does(phone.answers(&call));
    world.assert_rejected(phone.rejects(&call), "the call was answered");
    world.does(ada.hangs_up(&call));
    world.assert_rejected(ada.hangs_up(&call), "the call has ended");
    world.assert_rejected(phone.answers(&call), "the call has ended");
    let stranger = world.sim.unregistered_number("+49 170 5555555");
    world.assert_rejected(ada.calls().to(stranger), "expected a callee on WhatsApp other than the caller");
    world.assert_rejected(ada.calls().to(ada), "expected a callee on WhatsApp other than the caller");
}

#[test]
fn messages_of_others_are_not_edited_or_deleted() {
    let world = World::new();
    let World { ada, bob, phone, .. } = &world;
    let hello = world.does(ada.writes("Hello"));
    world.assert_rejected(
        phone.edits(&hello, "Bye"),
        "4915550000001@s.whatsapp.net: the message was sent by another person",
    );
    world.assert_rejected(phone.deletes(&hello), "the message was sent by another person");
    world
        .assert_rejected(bob.edits(&hello, "Bye"), &format!("the message `{}` is not visible to the person", hello.id));
    let place = world.does(ada.sends_location(52.5, 13.4));
    world.assert_rejected(ada.edits(&place, "Berlin"), "the message has neither a text nor a caption");
    assert_eq!(phone.chat(ada).texts(), ["Hello"]);
}

#[test]
fn acts_on_a_deleted_message_are_rejected() {
    let world = World::new();
    let World { ada, phone, .. } = &world;
    let hello = world.does(ada.writes("Hello"));
    world.does(ada.deletes(&hello));
    let reason = "the message was deleted";
    world.assert_rejected(ada.edits(&hello, "Bye"), reason);
    world.assert_rejected(ada.deletes(&hello), reason);
    world.assert_rejected(phone.reacts_to(&hello, "👍"), reason);
    world.assert_rejected(phone.pins(&hello, PinDuration::Days7), reason);
    world.assert_rejected(phone.stars(&hello), reason);
    world.assert_rejected(phone.reads(&hello), reason);
    assert_message(catch_unwind(AssertUnwindSafe(|| drop(phone.forwards(&hello)))), reason);
}

#[test]
fn acts_on_an_invisible_message_are_rejected() {
    let world = World::new();
    let World { sim, ada, bob, phone, .. } = &world;
    let hidden = world.does(ada.writes("Hello"));
    world.does(phone.deletes_for_self(&hidden));
    let gone = world.does(ada.writes("Burn after reading").disappearing_after(Expiry::Hours24));
    sim.advance(std::time::Duration::from_secs(86_400));
    let strange = world.does(ada.writes("Hi").in_chat(bob));
    for message in [&hidden, &gone, &strange] {
        let reason = format!("the message `{}` is not visible to the person", message.id);
        world.assert_rejected(phone.reacts_to(message, "👍"), &reason);
        world.assert_rejected(phone.pins(message, PinDuration::Days7), &reason);
        world.assert_rejected(phone.stars(message), &reason);
        world.assert_rejected(phone.reads(message), &reason);
        world.assert_rejected(phone.deletes_for_self(message), &reason);
    }
}

#[test]
fn acts_without_an_effect_are_rejected() {
    let world = World::new();
    let World { ada, phone, .. } = &world;
    let hello = world.does(ada.writes("Hello"));
    world.assert_rejected(ada.reads(&hello), "the message was sent by the person");
    world.assert_rejected(phone.plays(&hello), "expected an audio file, a voice message or a video");
    world.assert_rejected(phone.removes_reaction_to(&hello), "the person has not reacted to the message");
    world.assert_rejected(phone.unpins(&hello), "the message is not pinned");
    world.assert_rejected(phone.unstars(&hello), "the message is not starred");
    world.does(phone.stars(&hello));
    world.assert_rejected(phone.stars(&hello), "the message is already starred");
}

#[test]
fn acts_without_permission_in_a_group_are_rejected() {
    let world = World::new();
    let World { sim, ada, bob, .. } = &world;
    let choir = sim.group("Choir").owned_by(ada).only_admins_write().create();
    let notice = world.does(ada.writes("Notice").in_chat(&choir));
    world.assert_rejected(bob.types().in_chat(&choir), "403: forbidden");
    world.assert_rejected(bob.reads_chat(&choir), "403: forbidden");
    world.does(ada.in_group(&choir).adds(bob));
    world.assert_rejected(bob.types().in_chat(&choir), "403: forbidden");
    world.assert_rejected(bob.pins(&notice, PinDuration::Days7), "403: forbidden");
    world.assert_rejected(bob.deletes(&notice), "the message was sent by another person");
}

#[test]
fn group_and_newsletter_acts_without_an_effect_are_rejected() {
    let world = World::new();
    let World { sim, ada, bob, .. } = &world;
    let choir = sim.group("Choir").owned_by(ada).create();
    let in_choir = ada.in_group(&choir);
    for act in [in_choir.removes(bob), in_choir.promotes(bob), in_choir.demotes(bob)] {
        world.assert_rejected(act, "the act has no effect on the person");
    }
    world.assert_rejected(in_choir.approves(bob), "the person has not asked to join");
    let invitation = world.does(in_choir.invites(bob));
    world.does(bob.joins(choir.invite_link()));
    world.assert_rejected(bob.joins(choir.invite_link()), "the person is already a member");
    world.assert_rejected(bob.accepts(&invitation), "the person is already a member");
    world.assert_rejected(in_choir.adds(bob), "the act has no effect on the person");
    world.assert_rejected(in_choir.invites(bob), "the person is already a member");
    world.assert_rejected(bob.in_group(&choir).removes(ada), "403: forbidden");

    let news = sim.newsletter("News").owned_by(ada).create();
    world.assert_rejected(bob.unfollows(&news), "the person does not follow the newsletter");
    world.does(bob.follows(&news));
    world.assert_rejected(bob.follows(&news), "the person already follows the newsletter");
}

#[test]
fn status_privacy_for_all_contacts_rejects_a_list() {
    let World { ada, bob, .. } = World::new();
    let result = catch_unwind(AssertUnwindSafe(|| ada.shows_status_to(StatusPrivacyKind::Contacts, [&bob])));
    assert_message(result, "expected no people for all contacts, found 1");
}

#[test]
fn acts_on_unknown_or_unpaired_instances_are_rejected() {
    let world = World::new();
    let sim = &world.sim;
    let unknown = sim.instance("unknown");
    let reason = "there is no instance `unknown`";
    assert_message(catch_unwind(AssertUnwindSafe(|| unknown.loses_connection())), reason);
    assert_message(catch_unwind(AssertUnwindSafe(|| unknown.goes_down())), reason);
    assert_message(catch_unwind(AssertUnwindSafe(|| unknown.set_webhook("http://127.0.0.1:1/", ""))), reason);
    world.assert_rejected(unknown.reconnects(), reason);
    world.assert_rejected(unknown.comes_up(), reason);
    world.assert_rejected(world.ada.unlinks(&unknown, UnlinkReason::FromPhone), reason);
    let default = sim.instance("default");
    world.assert_rejected(
        world.ada.unlinks(&default, UnlinkReason::FromPhone),
        "the instance `default` is linked to another account",
    );
    world.does(world.phone.unlinks(&default, UnlinkReason::FromPhone));
    world.assert_rejected(default.reconnects(), "the instance `default` is not paired");
    world.assert_rejected(world.ada.writes("Hello"), "the instance `default` is not paired");
    assert_message(
        catch_unwind(AssertUnwindSafe(|| sim.add_instance("default"))),
        "two instances have the id `default`",
    );
    let without_account = sim.group("Choir").member(&world.ada).account_is_admin();
    assert_message(catch_unwind(AssertUnwindSafe(|| without_account.create())), "the first instance is not paired");
    let without_account = sim.newsletter("News").owned_by(&world.ada).followed_by_account();
    assert_message(catch_unwind(AssertUnwindSafe(|| without_account.create())), "the first instance is not paired");
    assert!(sim.add_instance("second").is_paired());
}

#[test]
fn ignored_acts_succeed_through_the_api() {
    let world = World::new();
    let hello = world.does(world.ada.writes("Hello"));
    let messages = world.sim.client().messages();
    let edit = wsapi_client::types::EditMessageRequest::new(world.ada.jid(), "Bye");
    world.does(messages.edit(&hello.id, edit)).expect("the edit is ignored");
    assert_eq!(world.ada.chat(&world.phone).texts(), ["Hello"]);
    world.does(messages.send_text(SendTextRequest::new(world.ada.jid(), "Hi"))).expect("sending succeeds");
}

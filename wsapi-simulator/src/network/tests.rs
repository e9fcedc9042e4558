//! Tests of the notices that linked devices get.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use wsapi_client::{
    EventData, Jid,
    types::{MediaKind, ReceiptKind},
};

use super::{Actor, Content, Draft, Edit, File, Network, Notice, Receipt, Target};

/// An account with the instances `one` and `two`, and another with the instance `three`.
fn world() -> (Network, Jid, Jid) {
    let (bot, ada) = (Jid::from_digits("4915550000001"), Jid::from_digits("491701234567"));
    let (bot, ada) = (bot.expect("a number"), ada.expect("a number"));
    let mut network = Network::new(0);
    network.register(&bot).link("one");
    network.register(&bot).link("two");
    network.register(&ada).link("three");
    (network, bot, ada)
}

fn at() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_767_268_800)
}

fn instance(account: &Jid, id: &str) -> Actor {
    Actor { account: account.clone(), instance: Some(id.to_owned()) }
}

fn text(text: &str) -> Draft {
    Draft { content: Content::text(text), ..Draft::default() }
}

/// Returns the instances and the kinds of the notices.
fn summary(notices: &[Notice]) -> Vec<(&str, &'static str)> {
    let kind = |data: &EventData| match data {
        EventData::Message(_) => "message",
        EventData::MessageDelete(_) => "delete",
        EventData::MessageStar(_) => "star",
        EventData::MessageRead(read) => match read.receipt_type {
            ReceiptKind::Delivered => "delivered",
            ReceiptKind::ReadSelf => "readSelf",
            _ => "read",
        },
        _ => "other",
    };
    notices.iter().map(|notice| (notice.instance.as_str(), kind(&notice.data))).collect()
}

#[test]
fn send_notifies_all_devices_but_the_sending_one() {
    let (mut network, bot, ada) = world();
    network.post(&instance(&bot, "one"), &ada, text("Hi"), at());
    let notices = network.take_notices();
    assert_eq!(
        summary(&notices),
        [("two", "message"), ("three", "message"), ("one", "delivered"), ("two", "delivered")]
    );
    let EventData::Message(own) = &notices[0].data else { panic!("expected a message") };
    assert_eq!((&own.chat_id, own.sender.is_me, own.sender.device), (&ada, true, Some(1)));
    let EventData::Message(other) = &notices[1].data else { panic!("expected a message") };
    assert_eq!((&other.chat_id, other.sender.is_me, other.sender.device), (&bot, false, Some(1)));
}

#[test]
fn edit_through_the_api_has_a_time_in_1970() {
    let (mut network, bot, ada) = world();
    let id = network.post(&instance(&bot, "one"), &ada, text("Helo"), at());
    network.take_notices();
    let edit = Edit { text: "Hello".to_owned(), ..Edit::default() };
    network.edit(&instance(&bot, "one"), &ada, &id, &edit, at()).expect("it is edited");
    let notices = network.take_notices();
    let EventData::Message(message) = &notices[1].data else { panic!("expected a message") };
    let time = message.edit.as_ref().and_then(|edit| edit.original_message_time.clone());
    assert_eq!(time.expect("a time").as_str(), "1970-01-21T10:54:28Z");
}

#[test]
fn receipt_reaches_the_author_and_the_other_devices_of_the_reader() {
    let (mut network, bot, ada) = world();
    let id = network.post(&Actor::phone(&ada), &bot, text("Hi"), at());
    network.take_notices();
    let target = Target { author: ada.clone(), id };
    let one = instance(&bot, "one");
    network.mark(&one, &ada, std::slice::from_ref(&target), Receipt::Read, at()).expect("it is read");
    assert_eq!(summary(&network.take_notices()), [("three", "read"), ("two", "readSelf")]);

    let own = Target { author: bot.clone(), ..target };
    network.mark(&one, &ada, &[own], Receipt::Read, at()).expect("it is ignored");
    assert_eq!(summary(&network.take_notices()), []);
}

#[test]
fn star_and_deletion_for_me_reach_all_own_devices() {
    let (mut network, bot, ada) = world();
    let id = network.post(&Actor::phone(&ada), &bot, text("Hi"), at());
    network.take_notices();
    let target = Target { author: ada.clone(), id };
    network.star(&Actor::phone(&bot), &ada, &target, true, at()).expect("it is starred");
    network.delete_for_me(&bot, &ada, &target, at());
    assert_eq!(
        summary(&network.take_notices()),
        [("one", "star"), ("two", "star"), ("one", "delete"), ("two", "delete")]
    );
}

#[test]
fn deletion_notifies_all_devices_but_the_deleting_one() {
    let (mut network, bot, ada) = world();
    let id = network.post(&instance(&bot, "one"), &ada, text("Hi"), at());
    network.take_notices();
    let target = Target { author: bot.clone(), id };
    network.delete(&instance(&bot, "one"), &ada, &target, at()).expect("it is deleted");
    assert_eq!(summary(&network.take_notices()), [("two", "delete"), ("three", "delete")]);
    network.delete(&instance(&bot, "one"), &ada, &target, at()).expect("it is ignored");
    assert_eq!(summary(&network.take_notices()), []);
}

#[test]
fn lid_and_device_number_refer_to_the_account() {
    let (mut network, bot, ada) = world();
    let lid = network.account(&ada).expect("an account").lid.clone();
    network.post(&Actor::phone(&bot), &lid, text("one"), at());
    let device = "491701234567:3@s.whatsapp.net".parse().expect("a JID");
    network.post(&Actor::phone(&bot), &device, text("two"), at());
    let place = network.place(&ada, &bot);
    assert_eq!(network.conversation(&place).expect("a conversation").messages().count(), 2);
}

#[test]
fn file_sent_through_the_api_can_be_downloaded_by_the_receiver() {
    let (mut network, bot, ada) = world();
    let file = File::new(MediaKind::Image, "image/png", Bytes::from("i"));
    let draft = Draft { content: Content::File(Box::new(file)), ..Draft::default() };
    network.post(&instance(&bot, "one"), &ada, draft, at());
    let notices = network.take_notices();
    let EventData::Message(message) = &notices[1].data else { panic!("expected a message") };
    let media = message.media.as_ref().expect("media");
    assert_eq!((media.mime_type.as_deref(), media.file_length), (Some("image/png"), Some(1)));
    assert!(media.id.as_ref().is_some_and(|id| id.starts_with("H4sI")));
}

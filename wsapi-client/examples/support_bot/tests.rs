use std::sync::Arc;

use wsapi_client::{
    events::Dispatcher,
    operations::{MarkAsRead, MarkChatAsRead, SendText, SetChatPresence},
};
use wsapi_simulator::{Person, Simulator};

use crate::{bot::Bot, conversation::Stage};

/// Starts a bot behind a dispatcher, which skips duplicates as a receiver does.
fn start() -> (Simulator, Arc<Bot>, Person) {
    let sim = Simulator::new();
    let bot = Arc::new(Bot::new(sim.client()));
    sim.deliver_to(Dispatcher::new(bot.clone()));
    let ada = sim.person("+49 170 1234567").named("Ada");
    (sim, bot, ada)
}

#[test]
fn invalid_order_number_is_asked_for_again() {
    let (reply, next) = Stage::OrderNumber.reply_to("I do not know").unwrap();
    assert!(reply.contains("try again"));
    assert_eq!(next, Stage::OrderNumber);
    assert_eq!(next.reply_to(" #4711 ").unwrap().1, Stage::Question { order: 4711 });
}

#[tokio::test]
async fn staff_take_over_a_chat_until_it_is_archived() {
    let (sim, bot, ada) = start();
    for text in ["Hello", "/help", "4711", "The cup is broken", "Is anybody there?"] {
        ada.writes(text).await;
    }
    assert_eq!(bot.stage(ada.jid()), Stage::WithStaff);
    let chat = ada.chat(&sim.phone());
    assert_eq!(
        chat.messages.iter().filter(|message| !message.is_mine).count(),
        4,
        "the bot is silent at the end\n{chat}"
    );
    assert_eq!(chat.messages[1].quote.as_ref().unwrap().id, chat.messages[0].id);
    assert_eq!((sim.attempts::<MarkAsRead>().len(), sim.attempts::<SetChatPresence>().len()), (4, 4));
    assert!(sim.attempts::<MarkChatAsRead>().iter().all(|attempt| !attempt.body.read), "the staff sees it as unread");

    sim.phone().archives_chat(&ada, true).await;
    assert_eq!(bot.stage(ada.jid()), Stage::New);
}

#[tokio::test]
async fn duplicate_event_is_replied_to_once() {
    let (sim, bot, ada) = start();
    sim.on_events().once().are_duplicated();
    ada.writes("Hello").await;
    assert_eq!((sim.deliveries().len(), ada.inbox().texts().len()), (3, 1)); // one delivery is the receipt of the reply
    assert_eq!(bot.stage(ada.jid()), Stage::OrderNumber);
}

#[tokio::test(start_paused = true)] // The delays between the attempts of the client take no time.
async fn rejected_reply_changes_nothing_and_the_next_attempt_sends_it() {
    let (sim, bot, ada) = start();
    sim.on::<SendText>().times(3).fails(503);
    ada.writes("Hello").await;
    assert_eq!(bot.stage(ada.jid()), Stage::New);
    assert_eq!(sim.handler_errors().len(), 1, "the transport calls the handler again");

    sim.on::<SendText>().times(3).fails(503);
    sim.on_events().once().are_duplicated(); // The second delivery is the next attempt.
    ada.writes("Hello?").await;
    assert_eq!(ada.inbox().texts().len(), 1);
    assert_eq!(bot.stage(ada.jid()), Stage::OrderNumber);
}

#[tokio::test]
async fn reply_whose_response_is_lost_is_not_sent_again() {
    let (sim, bot, ada) = start();
    sim.on::<SendText>().once().loses_response();
    sim.on_events().once().are_duplicated();
    ada.writes("Hello").await;
    assert_eq!(ada.inbox().texts().len(), 1);
    assert_eq!(bot.stage(ada.jid()), Stage::OrderNumber, "the conversation continues");
    assert!(sim.handler_errors().is_empty());
}

#[tokio::test]
async fn failed_handover_is_retried_without_a_second_reply() {
    let (sim, _, ada) = start();
    sim.on::<MarkChatAsRead>().once().fails(401);
    sim.on_events().once().are_duplicated();
    ada.writes("/human").await;
    assert_eq!(sim.attempts::<MarkChatAsRead>().len(), 2);
    assert_eq!(ada.inbox().texts().len(), 1);
}

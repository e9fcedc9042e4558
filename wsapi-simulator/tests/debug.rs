//! `Debug` of the test kit shows the simulated numbers, ids and texts.

use wsapi_client::types::SendTextRequest;
use wsapi_simulator::Simulator;

#[tokio::test]
async fn debug_shows_simulated_numbers_ids_and_texts() {
    let sim = Simulator::new();
    let (ada, bot) = (sim.person("+49 170 1234567").named("Ada"), sim.phone());
    let choir = sim.group("Choir").owned_by(&ada).create();
    let sent = ada.writes("ping").await;
    ada.reacts_to(&sent, "👍").await;
    let reply = SendTextRequest::new(ada.jid(), "pong").reply_to(&sent);
    let reply = sim.client().messages().send_text(reply).await.expect("sending succeeds");

    let (number, id) = ("491701234567@s.whatsapp.net", &sent.id);
    assert_eq!(format!("{ada:?}"), format!("Person {{ jid: {number} }}"));
    assert_eq!(format!("{sent:?}"), format!("Sent {{ id: {id}, sender: {number} }}"));
    assert_eq!(format!("{choir:?}"), format!("Group {{ jid: {} }}", choir.jid()));
    assert_eq!(format!("{:?}", sim.instance("default")), "InstanceHandle { id: \"default\" }");
    let received = format!("Received {{ id: {}, sender: {}, text: \"pong\" }}", reply.id, bot.jid());
    assert_eq!(format!("{:?}", ada.inbox()), format!("Inbox {{ messages: [{received}] }}"));
    let chat = bot.chat(&ada);
    let first = format!(
        "ChatMessage {{ id: {id}, sender: {number}, sender_name: \"Ada\", time: 2026-01-01T12:00:00Z, text: \"ping\", \
         reactions: [({number}, \"👍\")] }}"
    );
    assert_eq!(format!("{:?}", chat.messages[0]), first);
    let quote = format!("quote: ChatQuote {{ id: {id}, sender: {number} }}");
    assert!(format!("{chat:?}").contains(&quote), "{chat:?}");
}

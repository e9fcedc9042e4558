//! Contacts and the blocklist.

mod recorder;

use self::recorder::Recorder;
use wsapi_client::{
    EventData, Jid,
    types::{CreateContactRequest, ParticipantAction, UpdateParticipantsRequest},
};
use wsapi_simulator::Simulator;

#[tokio::test(start_paused = true)]
async fn created_contacts_are_listed_by_name() {
    let sim = Simulator::new();
    let events = Recorder::of(&sim);
    let (contacts, ada) = (sim.client().contacts(), sim.person("+49 170 1234567").named("Ada"));
    let stranger = sim.unregistered_number("+49 170 7654321");
    contacts.create(CreateContactRequest::new(ada.jid(), "Lovelace").first_name("Ada")).await.unwrap();
    contacts.create(CreateContactRequest::new(&stranger, "Hopper")).await.unwrap();
    sim.settle().await;
    let [EventData::Contact(change), EventData::Contact(_)] = &*events.all() else { panic!("{:?}", events.types()) };
    assert_eq!((change.full_name.as_str(), change.in_phone_address_book), ("Lovelace", false));

    let listed = contacts.list().await.unwrap();
    assert_eq!(listed.iter().map(|contact| contact.full_name.as_str()).collect::<Vec<_>>(), ["Hopper", "Lovelace"]);
    assert_eq!((listed[0].lid.as_ref(), listed[1].first_name.as_deref()), (None, Some("Ada")));
    assert_eq!(listed[1].push_name, "", "no message has shown it");
}

#[tokio::test(start_paused = true)]
async fn stranger_is_a_contact_without_names() {
    let sim = Simulator::new();
    let contact = sim.client().contacts().get(sim.unregistered_number("+49 170 7654321")).await.unwrap();
    assert_eq!((contact.phone.as_deref(), contact.full_name.as_str()), (Some("491707654321"), ""));
    let error = sim.client().request(http::Method::GET, "/contacts/{id}").path("1").await.unwrap_err();
    assert!(error.detail().unwrap().starts_with("invalid contact JID: "));
}

#[tokio::test(start_paused = true)]
async fn phone_saves_contacts() {
    let sim = Simulator::new();
    let events = Recorder::of(&sim);
    let ada = sim.person("+49 170 1234567").named("Ada");
    sim.instance("default").phone().saves_contact(ada.jid(), "Ada Lovelace").await;
    ada.writes("hello").await;
    assert_eq!(events.types(), ["contact", "message"]);
    sim.client().contacts().sync().await.unwrap();
    let contact = sim.client().contacts().get(ada.jid()).await.unwrap();
    assert!(contact.in_phone_address_book);
    assert_eq!((contact.full_name.as_str(), contact.push_name.as_str()), ("Ada Lovelace", "Ada"));
    let chat = sim.client().chats().get(ada.jid()).await.unwrap();
    assert_eq!(chat.full_name.as_deref(), Some("Ada Lovelace"));
}

#[tokio::test(start_paused = true)]
async fn messages_of_blocked_people_do_not_arrive() {
    let sim = Simulator::new();
    let events = Recorder::of(&sim);
    let (contacts, ada) = (sim.client().contacts(), sim.person("+49 170 1234567"));
    contacts.block(ada.jid()).await.unwrap();
    ada.writes("hello?").await;
    ada.changes_about("Blocked").await;
    assert!(events.types().is_empty());
    assert_eq!(contacts.blocklist().await.unwrap()[0].id, *ada.jid());
    contacts.unblock(ada.jid()).await.unwrap();
    ada.writes("hello!").await;
    assert_eq!(events.types(), ["message"]);
    assert!(contacts.blocklist().await.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn blocked_person_has_one_tick_and_cannot_call() {
    let sim = Simulator::new();
    let (events, phone, ada) =
        (Recorder::of(&sim), sim.instance("default").phone(), sim.person("+49 170 1234567").named("Ada"));
    sim.client().contacts().block(ada.jid()).await.unwrap();
    ada.writes("hello?").await;
    ada.calls().await;
    assert!(events.types().is_empty());
    assert_eq!(ada.chat(&phone).to_string(), "You: hello? ✓");
    sim.client().contacts().unblock(ada.jid()).await.unwrap();
    assert!(phone.chat(&ada).messages.is_empty(), "the message does not arrive later");
}

#[tokio::test(start_paused = true)]
async fn lid_is_an_address_of_the_same_person() {
    let sim = Simulator::new();
    let (client, ada) = (sim.client(), sim.person("+49 170 1234567").named("Ada"));
    let lid = client.users().profile(ada.jid()).await.unwrap().lid.unwrap();
    ada.writes("hello").await;
    assert_eq!(client.chats().get(&lid).await.unwrap().id, *ada.jid());
    client.contacts().create(CreateContactRequest::new(&lid, "Lovelace")).await.unwrap();
    assert_eq!(client.contacts().get(ada.jid()).await.unwrap().full_name, "Lovelace");
    client.contacts().block(&lid).await.unwrap();
    assert_eq!(client.contacts().blocklist().await.unwrap()[0].id, *ada.jid());

    let choir = sim.group("Choir").create();
    client
        .groups()
        .update_participants(&choir, UpdateParticipantsRequest::new([&lid], ParticipantAction::Add))
        .await
        .unwrap();
    assert!(choir.has_member(&ada));
}

#[tokio::test]
async fn stranger_who_hides_the_number_has_a_lid_and_no_phone() {
    let lid: Jid = "123456789012345@lid".parse().unwrap();
    let contact = Simulator::new().client().contacts().get(&lid).await.unwrap();
    assert_eq!((&contact.id, contact.lid.as_ref(), contact.phone), (&lid, Some(&lid), None));
}

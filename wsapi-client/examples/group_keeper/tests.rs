use std::{
    fs,
    sync::{Arc, Mutex},
    time::Duration,
};

use tempfile::TempDir;
use wsapi_client::{
    Event, EventData,
    events::{Attempt, BoxError, Dispatcher, Handler},
    operations::{SendText, UpdateGroupParticipants},
};
use wsapi_simulator::{Group, Person, Simulator};

use crate::keeper::Keeper;

struct Stage {
    sim: Simulator,
    folder: TempDir,
    ada: Person,
    bob: Person,
    choir: Group,
}

impl Stage {
    /// Ada is an admin of the choir, Bob is not.
    async fn new() -> Self {
        let sim = Simulator::new();
        let (ada, bob) = (sim.person("+49 170 1234567").named("Ada"), sim.person("+49 170 7654321").named("Bob"));
        let choir = sim.group("Choir").owned_by(&ada).member(&bob).account_is_admin().create();
        let stage = Self { sim, folder: tempfile::tempdir().unwrap(), ada, bob, choir };
        stage.start(&stage.sim).await;
        stage
    }

    async fn start(&self, sim: &Simulator) {
        sim.deliver_to(Dispatcher::new(self.keeper(sim).await));
    }

    /// Starts a keeper with the stored records.
    async fn keeper(&self, sim: &Simulator) -> Keeper {
        Keeper::new(sim.client(), &self.folder.path().join("records.json")).await.unwrap()
    }

    /// Returns the events from now on.
    fn recorded_events(&self) -> Arc<Mutex<Vec<Event>>> {
        let events = Arc::new(Mutex::new(Vec::new()));
        let recorded = events.clone();
        self.sim.deliver_to(move |event: Event| {
            recorded.lock().unwrap().push(event);
            async { Ok::<(), BoxError>(()) }
        });
        events
    }

    async fn bob_posts_links(&self, count: usize) {
        for number in 0..count {
            self.bob.writes(format!("https://spam.example/{number}")).in_chat(&self.choir).await;
        }
    }

    /// Returns the number of Bob's links that a keeper finds after a restart.
    async fn stored_links(&self) -> usize {
        self.keeper(&self.sim).await.records().get(self.choir.jid()).unwrap().links[self.bob.jid()]
    }

    fn last_text(&self) -> String {
        self.choir.texts().pop().unwrap_or_default()
    }
}

#[tokio::test]
async fn links_of_members_are_deleted_and_the_third_one_removes_them() {
    let Stage { sim, ada, bob, choir, .. } = &Stage::new().await;
    ada.writes("https://choir.example").in_chat(choir).await;
    bob.writes("Hello").in_chat(choir).await;
    let edited = bob.writes("Nice").in_chat(choir).await;
    bob.edits(&edited, "www.spam.example").await; // An edit can add a link.
    bob.sends_image("a picture").caption("HTTPS://SPAM.EXAMPLE").in_chat(choir).await;
    assert_eq!(choir.texts().last().unwrap(), "@491707654321, links are not allowed here. This was link 2 of 3.");
    assert!(choir.has_member(bob));

    bob.writes("chat.whatsapp.com/AbCd").in_chat(choir).await;
    assert!(!choir.has_member(bob));
    let chat = ada.chat(choir);
    assert_eq!(chat.messages.iter().filter(|message| message.is_deleted).count(), 3, "{chat}");
    assert_eq!(chat.texts()[..2], ["https://choir.example", "Hello"]);
    assert_eq!(chat.last_text(), Some("@491707654321 was removed after 3 links."));
    assert!(sim.handler_errors().is_empty());
}

#[tokio::test]
async fn lost_response_and_duplicate_event_warn_once() {
    let stage = Stage::new().await;
    stage.sim.on::<SendText>().once().loses_response();
    stage.sim.on_events().once().are_duplicated();
    stage.bob_posts_links(1).await;
    assert_eq!(stage.choir.texts().len(), 1, "the link is deleted, and one warning remains");
    assert!(stage.last_text().ends_with("link 1 of 3."));
}

#[tokio::test]
async fn failed_removal_is_retried_without_another_warning() {
    let stage = Stage::new().await;
    stage.bob_posts_links(2).await;
    stage.sim.on::<UpdateGroupParticipants>().once().fails(500);
    stage.sim.on_events().once().are_duplicated(); // The second delivery is the next attempt.
    stage.bob_posts_links(1).await;
    assert!(!stage.choir.has_member(&stage.bob));
    assert_eq!(stage.choir.texts().len(), 3);
}

#[tokio::test]
async fn links_survive_a_restart() {
    let stage = Stage::new().await;
    stage.bob_posts_links(1).await;
    assert_eq!(stage.stored_links().await, 1);
}

#[tokio::test]
async fn only_admins_give_commands() {
    let Stage { ada, bob, choir, .. } = &Stage::new().await;
    bob.writes("/lock").in_chat(choir).await;
    assert!(!choir.details().is_announce);
    let lock = ada.writes("/lock").in_chat(choir).await;
    assert!(choir.details().is_announce);
    assert_eq!(ada.chat(choir).message(&lock).unwrap().reactions[0].1, "👍");

    ada.writes("/unlock").in_chat(choir).await;
    ada.writes("/links on").in_chat(choir).await;
    bob.writes("www.choir.example").in_chat(choir).await;
    assert_eq!(choir.texts().last().unwrap(), "www.choir.example");
}

#[tokio::test]
async fn pardoned_member_starts_again() {
    let stage = Stage::new().await;
    stage.bob_posts_links(2).await;
    stage.ada.writes("/pardon @Bob").mentioning([&stage.bob]).in_chat(&stage.choir).await;
    stage.bob_posts_links(1).await;
    assert!(stage.last_text().ends_with("link 1 of 3."));
}

#[tokio::test]
async fn keeper_sets_up_and_welcomes_only_where_it_is_an_admin() {
    let Stage { sim, ada, bob, .. } = &Stage::new().await;
    let band = sim.group("Band").owned_by(ada).create();
    ada.in_group(&band).adds(bob).await;
    bob.writes("www.spam.example").in_chat(&band).await;
    assert_eq!(band.texts(), ["www.spam.example"]);

    ada.in_group(&band).promotes(&sim.phone()).await;
    assert!(band.details().is_locked && band.description().contains("no links"));
    ada.in_group(&band).adds(&sim.person("+49 170 1111111")).await;
    assert!(band.texts().last().unwrap().starts_with("Welcome @491701111111! "));
}

#[tokio::test]
async fn duplicate_after_a_restart_warns_nobody() {
    let stage = Stage::new().await;
    let events = stage.recorded_events();
    stage.bob_posts_links(1).await;
    stage.ada.writes("/pardon @Bob").mentioning([&stage.bob]).in_chat(&stage.choir).await;
    let (texts, duplicate) = (stage.choir.texts(), events.lock().unwrap()[0].clone());
    stage.keeper(&stage.sim).await.handle(duplicate, Attempt::first()).await.unwrap();
    assert_eq!(stage.choir.texts(), texts);
}

#[tokio::test]
async fn link_counts_although_another_member_used_its_id() {
    let stage = Stage::new().await;
    let cem = stage.sim.person("+49 170 1111111");
    stage.ada.in_group(&stage.choir).adds(&cem).await;
    let events = stage.recorded_events();
    stage.bob_posts_links(1).await;
    let mut event = events.lock().unwrap()[0].clone();
    let EventData::Message(message) = &mut event.data else { panic!("it is a message") };
    (message.sender.id, message.sender.lid) = (cem.jid().clone(), None);
    stage.keeper(&stage.sim).await.handle(event, Attempt::first()).await.unwrap();
    assert_eq!(stage.last_text(), "@491701111111, links are not allowed here. This was link 1 of 3.");
}

#[tokio::test]
async fn failed_write_sends_no_second_message_and_the_next_change_stores_the_links() {
    let stage = Stage::new().await;
    stage.bob_posts_links(2).await;
    let obstacle = stage.folder.path().join("records.new");
    fs::create_dir(&obstacle).unwrap();
    stage.sim.on_events().once().are_duplicated(); // After an error, the second delivery would be the next attempt.
    stage.bob_posts_links(1).await;
    assert!(!stage.choir.has_member(&stage.bob));
    assert_eq!(stage.last_text(), "@491707654321 was removed after 3 links.");
    assert_eq!((stage.choir.texts().len(), stage.stored_links().await), (3, 2));

    fs::remove_dir(obstacle).unwrap();
    stage.ada.writes("/links off").in_chat(&stage.choir).await;
    assert_eq!(stage.stored_links().await, 0);
}

#[tokio::test]
async fn more_links_that_precede_the_removal_are_deleted_without_a_warning() {
    let stage = Stage::new().await;
    let hour = Duration::from_secs(3600);
    stage.sim.on_events().once().are_delayed(hour); // The later ones wait for it.
    stage.bob_posts_links(5).await;
    stage.sim.advance(hour);
    stage.sim.settle().await;
    assert_eq!(stage.last_text(), "@491707654321 was removed after 3 links.");
    assert_eq!(stage.choir.texts().len(), 3);
}

#[tokio::test]
async fn member_who_returns_after_a_removal_starts_again_although_it_was_not_announced() {
    let stage = Stage::new().await;
    stage.bob_posts_links(2).await;
    stage.sim.on::<SendText>().fails(409);
    stage.bob_posts_links(1).await;
    assert_eq!((stage.choir.has_member(&stage.bob), stage.stored_links().await), (false, 0));
}

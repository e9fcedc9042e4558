//! A simulator with everything that the suite can use.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use wsapi_client::{
    Event, EventData, Jid,
    events::{Attempt, BoxError, Handler},
};
use wsapi_conformance::{Mode, Permission, Target};
use wsapi_simulator::{NewInstance, Person, Server, Simulator};

const PHONE: &str = "+491701234567";

/// The unpaired instance, in modes with more than one instance.
pub(crate) const UNPAIRED: &str = "unpaired";

/// A simulator on a socket, and the target that describes it.
pub(crate) struct World {
    server: Server,
    pub(crate) target: Target,
}

impl World {
    pub(crate) async fn new(mode: Mode) -> Self {
        let builder = Simulator::builder().mode(match mode {
            Mode::Hosted => wsapi_simulator::Mode::Hosted,
            Mode::Single => wsapi_simulator::Mode::Single,
            Mode::Multi => wsapi_simulator::Mode::Multi,
        });
        let builder = builder.instance("default");
        let server = match mode {
            Mode::Single => builder.serve().await,
            Mode::Hosted | Mode::Multi => builder.instance(NewInstance::named(UNPAIRED).unpaired()).serve().await,
        };
        let given = given(&server).await;
        let target = Target {
            url: server.url(),
            mode,
            instance: "default".to_owned(),
            key: "instance-key".to_owned(),
            account_key: Some("account-key".to_owned()),
            admin_key: Some("admin-key".to_owned()),
            is_paired: true,
            unpaired: (mode != Mode::Single).then(|| UNPAIRED.to_owned()),
            may: [
                Permission::Chats,
                Permission::Contacts,
                Permission::Groups,
                Permission::Instances,
                Permission::Logout,
                Permission::Profile,
                Permission::Status,
            ]
            .into(),
            given,
        };
        Self { server, target }
    }

    /// Returns the number of messages that the person has received.
    pub(crate) fn messages(&self) -> usize {
        self.server.person(PHONE).inbox().messages.len()
    }
}

/// Returns the values that a tester of a real server reads from a phone.
async fn given(server: &Server) -> BTreeMap<String, String> {
    let events = Files::default();
    server.deliver_to(events.clone());
    let ada = server.person(PHONE).named("Ada").with_picture(PIXEL);
    let bob = server.person("+491707654321").named("Bob").with_business("Bob's", Default::default());
    let account = server.instance("default").phone();
    let received = ada.sends_document("menu.pdf", "a menu").await;
    let newsletter = ada.creates_newsletter("Ada's news").await;
    let invitation = invitation(&bob, &account).await;
    let given = [
        ("person", text(ada.jid())),
        ("phone", PHONE.to_owned()),
        ("received", received.id.to_string()),
        ("media_id", events.last()),
        ("pictured", text(ada.jid())),
        ("business", text(bob.jid())),
        ("newsletter", text(newsletter.jid())),
        ("invite_link", bob.creates_group("Open group", []).await.invite_link()),
        ("invited_group", text(&invitation.group)),
        ("inviter", text(&invitation.inviter)),
        ("invite_code", invitation.code.clone()),
        ("invite_expiration", (invitation.expires_at.unix_nanos().expect("a time") / 1_000_000_000).to_string()),
        ("asked_group", text(&asked(server, &account, &ada).await)),
        ("subscription", "sub_1".to_owned()),
    ];
    given.map(|(name, value)| (name.to_owned(), value)).into()
}

async fn invitation(inviter: &Person, account: &Person) -> wsapi_simulator::Invitation {
    let group = inviter.creates_group("Closed group", []).await;
    inviter.in_group(&group).invites(account).await
}

/// Creates a group of the account that a person has asked to join.
async fn asked(server: &Server, account: &Person, person: &Person) -> Jid {
    let other = server.person("+491709999999");
    let group = account.creates_group("Group with approval", [&other]).await;
    account.in_group(&group).requires_approval(true).await;
    person.joins(group.invite_link()).await;
    group.jid().clone()
}

fn text(jid: &Jid) -> String {
    jid.as_str().to_owned()
}

/// The first bytes of a PNG.
const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The ids of the files that arrived.
#[derive(Clone, Default)]
struct Files(Arc<Mutex<Vec<String>>>);

impl Files {
    fn last(&self) -> String {
        self.0.lock().unwrap().last().cloned().expect("a file arrived")
    }
}

impl Handler for Files {
    async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
        if let EventData::Message(message) = event.data {
            self.0.lock().unwrap().extend(message.media.and_then(|media| media.id));
        }
        Ok(())
    }
}

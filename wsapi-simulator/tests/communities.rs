//! Communities and the groups in them.

mod recorder;
mod rejected;

use wsapi_client::{
    Jid, Media,
    types::{
        CreateCommunityGroupRequest, CreateCommunityRequest, GroupLinkKind, GroupUnlinkReason, LinkGroupRequest,
        ParticipantAction, SetDescriptionRequest, SetEnabledRequest, SetNameRequest, SetPictureRequest,
        UpdateParticipantsRequest,
    },
};
use wsapi_simulator::{Person, Simulator};

use self::{recorder::Recorder, rejected::assert_rejected};

fn start() -> (Simulator, Recorder, Person) {
    let sim = Simulator::new();
    let events = Recorder::of(&sim);
    let ada = sim.person("+49 170 1234567").named("Ada");
    (sim, events, ada)
}

#[tokio::test]
async fn created_community_has_an_announcement_group() {
    let (sim, events, ada) = start();
    let client = sim.client();
    let request = CreateCommunityRequest::new("Village").participants([ada.jid()]);
    let id: Jid = client.communities().create(request).await.unwrap().id.parse().unwrap();
    let change = events.group_change(&sim).await;
    assert_eq!((&change.id, change.is_community, change.group_type.as_deref()), (&id, Some(true), Some("new")));

    let community = client.communities().get(&id).await.unwrap();
    assert_eq!((&community.id, &*community.name, &*community.approval_mode), (&id, "Village", "request_required"));
    assert_eq!(community.participants.len(), 2);
    assert_eq!(client.communities().list().await.unwrap(), [community]);

    let groups = client.communities().groups(&id).await.unwrap();
    assert_eq!((groups.len(), &*groups[0].name, groups[0].is_announcement_group), (1, "Village", true));
    let announcements = client.groups().get(&groups[0].id).await.unwrap();
    assert_eq!((announcements.community_id, announcements.is_announcement_group), (Some(id.clone()), Some(true)));
    assert!(announcements.is_announce);
    assert_eq!(client.groups().list().await.unwrap().len(), 2, "the community and its announcement group");
    let people = client.communities().participants(&id).await.unwrap();
    assert!(people.iter().any(|person| person.id == *ada.jid()));
}

#[tokio::test]
async fn participants_change_in_the_announcement_group() {
    let (sim, events, ada) = start();
    let (client, village) = (sim.client(), sim.community("Village").group("Choir").create());
    let update = |action| UpdateParticipantsRequest::new([ada.jid()], action);

    client.communities().update_participants(&village, update(ParticipantAction::Add)).await.unwrap();
    let change = events.group_change(&sim).await;
    assert_eq!((&change.id, &change.join.unwrap()[0].id), (village.announcements().jid(), ada.jid()));
    assert!(village.has_member(&ada) && !village.groups()[0].has_member(&ada));

    client.communities().update_participants(&village, update(ParticipantAction::Promote)).await.unwrap();
    assert_eq!(events.group_change(&sim).await.id, *village.announcements().jid());
    assert!(village.details().participants[1].is_admin);
    client.communities().update_participants(&village, update(ParticipantAction::Remove)).await.unwrap();
    assert!(!village.has_member(&ada) && !village.announcements().has_member(&ada));
}

#[tokio::test]
async fn groups_are_created_linked_and_unlinked() {
    let (sim, events, ada) = start();
    let (client, village) = (sim.client(), sim.community("Village").create());
    let communities = client.communities();

    let request = CreateCommunityGroupRequest::new("Choir").participants([ada.jid()]);
    let choir: Jid = communities.create_group(&village, request).await.unwrap().id.parse().unwrap();
    let change = events.group_change(&sim).await;
    assert_eq!((&change.id, change.community_id.as_ref()), (&choir, Some(village.jid())));
    assert!(village.has_member(&ada), "a member of a group is one of the community");

    let band = sim.group("Band").create();
    communities.link_group(&village, LinkGroupRequest::new(&band)).await.unwrap();
    let change = events.group_change(&sim).await;
    let link = change.link.unwrap();
    assert_eq!(
        (&change.id, link.kind, link.group_id.as_ref()),
        (village.jid(), Some(GroupLinkKind::SubGroup), Some(band.jid()))
    );
    assert_eq!(link.group_name.as_deref(), Some("Band"));
    let names: Vec<_> = communities.groups(&village).await.unwrap().into_iter().map(|group| group.name).collect();
    assert_eq!(names, ["Village", "Choir", "Band"]);

    communities.unlink_group(&village, &choir).await.unwrap();
    let unlink = events.group_change(&sim).await.unlink.unwrap();
    assert_eq!((unlink.group_id.as_ref(), unlink.reason), (Some(&choir), Some(GroupUnlinkReason::UnlinkGroup)));
    assert_eq!(client.groups().get(&choir).await.unwrap().community_id, None);
    let detail = "info query returned status 404: item-not-found";
    assert_rejected(communities.unlink_group(&village, &choir).await, 400, detail);
}

#[tokio::test]
async fn settings_of_a_community_are_read_back() {
    let (sim, _, _) = start();
    let (client, village) = (sim.client(), sim.community("Village").create());
    let communities = client.communities();
    communities.set_name(&village, SetNameRequest::new("Town")).await.unwrap();
    communities.set_description(&village, SetDescriptionRequest::new("Ours")).await.unwrap();
    communities.set_locked(&village, SetEnabledRequest::new(true)).await.unwrap();
    let picture = SetPictureRequest::new(Media::bytes(&b"GIF89a"[..]));
    assert!(!communities.set_picture(&village, picture).await.unwrap().id.is_empty());
    let community = communities.get(&village).await.unwrap();
    assert_eq!((&*community.name, &*community.description, community.is_locked), ("Town", "Ours", true));
    let link = communities.invite_link(&village).await.unwrap().link;
    assert_ne!(communities.reset_invite_link(&village).await.unwrap().link, link);
}

#[tokio::test]
async fn person_who_joins_by_link_is_in_the_announcement_group() {
    let (sim, _, ada) = start();
    let village = sim.community("Village").create();
    ada.joins(village.invite_link()).await;
    assert!(village.announcements().has_member(&ada));
}

#[tokio::test]
async fn leaving_a_community_leaves_its_groups() {
    let (sim, events, ada) = start();
    let (client, village) = (sim.client(), sim.community("Village").owned_by(&ada).group("Choir").create());
    client.communities().leave(&village).await.unwrap();
    assert_eq!(events.group_change(&sim).await.id, *village.jid());
    assert!(client.groups().list().await.unwrap().is_empty());
    let detail = "not found: you're not participating in that group";
    assert_rejected(client.communities().get(&village).await, 404, detail);
}

#[tokio::test]
async fn group_is_not_a_community() {
    let (sim, _, _) = start();
    let (client, choir) = (sim.client(), sim.group("Choir").create());
    let detail = "not found: JID is not a community";
    assert_rejected(client.communities().get(&choir).await, 404, detail);
    assert_rejected(client.communities().groups(&choir).await, 404, detail);
    assert_rejected(client.communities().participants(&choir).await, 404, detail);
    let unknown: Jid = "120363000000000000@g.us".parse().unwrap();
    assert_rejected(client.communities().get(&unknown).await, 404, "not found: that group does not exist");
}

#[tokio::test]
async fn person_builds_a_community() {
    let (sim, events, ada) = start();
    let account = sim.instance("default").phone();
    let village = ada.creates_community("Village", [&account]).await;
    assert_eq!(events.group_change(&sim).await.is_community, Some(true));
    let choir = ada.in_community(&village).creates_group("Choir", [&account]).await;
    assert_eq!(events.group_change(&sim).await.community_id.as_ref(), Some(village.jid()));
    ada.in_community(&village).unlinks(&choir).await;
    assert!(events.group_change(&sim).await.unlink.is_some() && village.groups().is_empty());
    ada.in_community(&village).links(&choir).await;
    assert!(events.group_change(&sim).await.link.is_some() && village.groups()[0].name() == "Choir");
}

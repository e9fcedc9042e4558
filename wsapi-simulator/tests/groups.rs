//! Groups: acts through the API, acts of people, and the events and views of both sides.

mod recorder;
mod rejected;

use serde_json::{Value, json};
use wsapi_client::{
    Client, EventData, Jid, Media,
    http::Method,
    types::{
        CreateGroupRequest, Expiry, JoinRequestAction, JoinWithInviteRequest, JoinWithLinkRequest, ParticipantAction,
        SetDescriptionRequest, SetEnabledRequest, SetMemberAddModeRequest, SetNameRequest, SetPictureRequest,
        UpdateJoinRequestsRequest, UpdateParticipantsRequest,
    },
};
use wsapi_simulator::{Group, Person, Simulator};

use self::{recorder::Recorder, rejected::assert_rejected};

fn ada_and_bob(sim: &Simulator) -> (Person, Person) {
    (sim.person("+49 170 1234567").named("Ada"), sim.person("+49 170 7654321").named("Bob"))
}

fn account(sim: &Simulator) -> Jid {
    sim.instance("default").account().expect("the instance is paired")
}

fn update(people: &[&Person], action: ParticipantAction) -> UpdateParticipantsRequest {
    UpdateParticipantsRequest::new(people.iter().map(|person| person.jid()), action)
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

#[tokio::test]
async fn created_group_is_read_back() {
    let sim = Simulator::new();
    let (events, client, (ada, _)) = (Recorder::of(&sim), sim.client(), ada_and_bob(&sim));
    let stranger: Jid = "4917000000000@s.whatsapp.net".parse().expect("a JID");
    let people = [ada.jid(), &stranger];
    let id: Jid = client.groups().create(CreateGroupRequest::new("Choir", people)).await.unwrap().id.parse().unwrap();

    let group = client.groups().get(&id).await.unwrap();
    assert!(id.as_str().starts_with("120363") && id.as_str().ends_with("@g.us"));
    assert_eq!((&group.id, &*group.name, &group.owner.id), (&id, "Choir", &account(&sim)));
    assert_eq!((&*group.member_add_mode, group.is_announce, group.is_ephemeral), ("all_member_add", false, false));
    assert_eq!((&group.community_id, group.is_announcement_group), (&None, None));
    let members: Vec<_> = group.participants.iter().map(|one| (&one.id, one.is_admin, one.is_super_admin)).collect();
    assert_eq!(members, [(&account(&sim), true, true), (ada.jid(), false, false)], "the stranger is skipped");
    assert_eq!(client.groups().list().await.unwrap(), std::slice::from_ref(&group));
    assert_eq!(client.groups().participants(&id).await.unwrap(), group.participants);

    let change = events.group_change(&sim).await;
    assert_eq!((change.id, change.group_type.as_deref()), (id, Some("new")));
    assert_eq!(change.join.unwrap().into_iter().map(|one| one.id).collect::<Vec<_>>(), [account(&sim)]);
    assert!(!change.sender.is_me, "a group event never shows that the sender is the account itself");
}

#[tokio::test]
async fn settings_are_read_back_and_reported() {
    let sim = Simulator::new();
    let (events, client) = (Recorder::of(&sim), sim.client());
    let choir = sim.group("Choir").create();
    let (groups, on) = (client.groups(), || SetEnabledRequest::new(true));

    groups.set_name(&choir, SetNameRequest::new("Chorus")).await.unwrap();
    assert_eq!(events.group_change(&sim).await.name.unwrap().name.as_deref(), Some("Chorus"));
    groups.set_description(&choir, SetDescriptionRequest::new("Songs & more")).await.unwrap();
    assert_eq!(events.group_change(&sim).await.description.unwrap().topic.as_deref(), Some("Songs & more"));
    groups.set_announcement_only(&choir, on()).await.unwrap();
    assert_eq!(events.group_change(&sim).await.announce.unwrap().is_announce, Some(true));
    groups.set_locked(&choir, on()).await.unwrap();
    assert_eq!(events.group_change(&sim).await.locked.unwrap().is_locked, Some(true));
    groups.set_join_approval(&choir, on()).await.unwrap();
    assert_eq!(events.group_change(&sim).await.membership_approval.unwrap().is_required, Some(true));
    groups.set_member_add_mode(&choir, SetMemberAddModeRequest::new(true)).await.unwrap();
    let change = events.group_change(&sim).await;
    assert_eq!((change.name, change.announce, change.join), (None, None, None), "no field for the mode");

    let group = groups.get(&choir).await.unwrap();
    assert_eq!((&*group.name, &*group.description, &*group.member_add_mode), ("Chorus", "Songs & more", "admin_add"));
    assert!(group.is_announce && group.is_locked && group.is_join_approval_required);
    assert_eq!(choir.details(), group);
}

#[tokio::test]
async fn optional_fields_are_absent_and_the_others_present() {
    let sim = Simulator::new();
    let choir = sim.group("Choir").create();
    let response = sim.client().request(Method::GET, "/groups/{id}").path(choir.jid().as_str()).await.unwrap();
    let group: Value = response.json().unwrap();
    let keys: Vec<_> = group.as_object().unwrap().keys().map(String::as_str).collect();
    let expected = [
        "groupId",
        "owner",
        "name",
        "createdAt",
        "description",
        "isAnnounce",
        "isLocked",
        "isEphemeral",
        "ephemeralExpiration",
        "participants",
        "isJoinApprovalRequired",
        "memberAddMode",
    ];
    let (mut keys, mut expected) = (keys, expected.to_vec());
    keys.sort_unstable();
    expected.sort_unstable();
    assert_eq!(keys, expected);
    assert_eq!(group["createdAt"], "2026-01-01T12:00:00Z");
    assert_eq!(group["participants"][0]["displayName"], "");
}

#[tokio::test]
async fn members_are_added_promoted_demoted_and_removed() {
    let sim = Simulator::new();
    let (events, client, (ada, bob)) = (Recorder::of(&sim), sim.client(), ada_and_bob(&sim));
    let choir = sim.group("Choir").member(&ada).create();
    let groups = client.groups();
    let ids = |people: Option<Vec<wsapi_client::types::Identity>>| -> Vec<Jid> {
        people.expect("the event names people").into_iter().map(|one| one.id).collect()
    };

    groups.update_participants(&choir, update(&[&ada, &bob], ParticipantAction::Add)).await.unwrap();
    assert_eq!(ids(events.group_change(&sim).await.join), [bob.jid().clone()], "Ada was a member before");
    groups.update_participants(&choir, update(&[&bob], ParticipantAction::Promote)).await.unwrap();
    assert_eq!(ids(events.group_change(&sim).await.promote), [bob.jid().clone()]);
    assert!(choir.has_admin(&bob));
    groups.update_participants(&choir, update(&[&bob], ParticipantAction::Demote)).await.unwrap();
    assert_eq!(ids(events.group_change(&sim).await.demote), [bob.jid().clone()]);
    groups.update_participants(&choir, update(&[&bob], ParticipantAction::Remove)).await.unwrap();
    assert_eq!(ids(events.group_change(&sim).await.leave), [bob.jid().clone()]);
    assert_eq!(choir.members(), [ada.jid().clone(), account(&sim)].into_iter().rev().collect::<Vec<_>>());

    // A change without an effect is not an error and causes no event.
    groups.update_participants(&choir, update(&[&bob], ParticipantAction::Remove)).await.unwrap();
    assert!(events.settled(&sim).await.is_empty());
}

#[tokio::test]
async fn admin_operations_are_rejected_for_ordinary_members() {
    let sim = Simulator::new();
    let (client, (ada, bob)) = (sim.client(), ada_and_bob(&sim));
    let choir = sim.group("Choir").owned_by(&ada).locked().only_admins_add().create();
    let (groups, on, forbidden) =
        (client.groups(), || SetEnabledRequest::new(true), "info query returned status 403: forbidden");

    assert_rejected(groups.set_name(&choir, SetNameRequest::new("Mine")).await, 400, forbidden);
    assert_rejected(groups.set_announcement_only(&choir, on()).await, 400, forbidden);
    assert_rejected(groups.update_participants(&choir, update(&[&bob], ParticipantAction::Add)).await, 400, forbidden);
    assert_rejected(
        groups.update_participants(&choir, update(&[&ada], ParticipantAction::Remove)).await,
        400,
        forbidden,
    );
    let detail = "you don't have the permission to get the group's invite link";
    assert_rejected(groups.invite_link(&choir).await, 400, detail);
    assert_rejected(groups.reset_invite_link(&choir).await, 400, detail);

    ada.in_group(&choir).lets_only_admins_edit(false).await;
    ada.in_group(&choir).lets_only_admins_add(false).await;
    groups.set_name(&choir, SetNameRequest::new("Ours")).await.unwrap();
    groups.update_participants(&choir, update(&[&bob], ParticipantAction::Add)).await.unwrap();
    assert_eq!((choir.name().as_str(), choir.has_member(&bob)), ("Ours", true));
}

#[tokio::test]
async fn unknown_and_left_groups_have_different_errors() {
    let sim = Simulator::new();
    let (events, client, (ada, bob)) = (Recorder::of(&sim), sim.client(), ada_and_bob(&sim));
    let choir = sim.group("Choir").owned_by(&ada).member(&bob).create();
    let (groups, unknown) = (client.groups(), "120363000000000000@g.us".parse::<Jid>().unwrap());

    groups.leave(&choir).await.unwrap();
    assert_eq!(events.group_change(&sim).await.leave.unwrap()[0].id, account(&sim));
    assert_rejected(groups.get(&choir).await, 404, "not found: you're not participating in that group");
    assert_rejected(groups.participants(&choir).await, 404, "not found: you're not participating in that group");
    assert_rejected(groups.leave(&choir).await, 400, "info query returned status 403: forbidden");
    assert_rejected(groups.get(&unknown).await, 404, "not found: that group does not exist");
    assert_rejected(groups.leave(&unknown).await, 400, "info query returned status 404: item-not-found");
    assert!(groups.list().await.unwrap().is_empty());

    ada.in_group(&choir).renames("Chorus").await;
    assert!(events.settled(&sim).await.is_empty(), "a former member gets no event");
}

#[tokio::test]
async fn oldest_member_succeeds_the_last_admin() {
    let sim = Simulator::new();
    let (ada, bob) = ada_and_bob(&sim);
    let choir = sim.group("Choir").owned_by(&ada).member(&bob).without_account().create();
    ada.leaves(&choir).await;
    assert_eq!((choir.members(), choir.admins()), (vec![bob.jid().clone()], vec![bob.jid().clone()]));
}

#[tokio::test]
async fn invite_link_works_until_it_is_reset() {
    let sim = Simulator::new();
    let (events, client, (ada, bob)) = (Recorder::of(&sim), sim.client(), ada_and_bob(&sim));
    let choir = sim.group("Choir").owned_by(&ada).without_account().create();
    let (groups, link) = (client.groups(), choir.invite_link());
    let code = link.strip_prefix("https://chat.whatsapp.com/").expect("a link with a code").to_owned();
    assert_eq!(code.len(), 22);

    assert_eq!(groups.get_by_invite_code(&code).await.unwrap().name, "Choir");
    let joined = groups.join_with_link(JoinWithLinkRequest::new(&link)).await.unwrap();
    assert_eq!(joined.id, choir.jid().as_str());
    let change = events.group_change(&sim).await;
    assert_eq!((change.join.unwrap()[0].id.clone(), change.join_reason.as_deref()), (account(&sim), Some("invite")));

    bob.joins(&link).await;
    let change = events.group_change(&sim).await;
    assert_eq!((&change.join.unwrap()[0].id, change.join_reason.as_deref()), (bob.jid(), Some("invite")));

    ada.in_group(&choir).resets_invite_link().await;
    let detail = "that group invite link has been revoked";
    assert_rejected(groups.get_by_invite_code(&code).await, 404, &format!("not found: {detail}"));
    let join = groups.join_with_link(JoinWithLinkRequest::new(code)).await;
    assert_rejected(join, 400, &format!("failed to join group: {detail}"));
    let detail = "that group invite link is not valid";
    assert_rejected(groups.get_by_invite_code("nonsense").await, 404, &format!("not found: {detail}"));
    let join = groups.join_with_link(JoinWithLinkRequest::new("nonsense")).await;
    assert_rejected(join, 400, &format!("failed to join group: {detail}"));
}

#[tokio::test]
async fn admin_gets_and_resets_the_invite_link() {
    let sim = Simulator::new();
    let choir = sim.group("Choir").create();
    let groups = sim.client().groups();
    let old = groups.invite_link(&choir).await.unwrap().link;
    let new = groups.reset_invite_link(&choir).await.unwrap().link;
    assert_ne!(old, new);
    assert_eq!((groups.invite_link(&choir).await.unwrap().link, choir.invite_link()), (new.clone(), new));
}

#[tokio::test]
async fn api_approves_and_rejects_join_requests() {
    let sim = Simulator::new();
    let (events, client, (ada, bob)) = (Recorder::of(&sim), sim.client(), ada_and_bob(&sim));
    let choir = sim.group("Choir").with_approval().create();
    let groups = client.groups();
    ada.joins(choir.invite_link()).await;
    bob.joins(choir.invite_link()).await;
    let asked = events.settled(&sim).await;
    assert!(asked.iter().all(|event| matches!(event, EventData::Group(change) if change.join.is_none())));

    let requests = groups.join_requests(&choir).await.unwrap();
    let asking: Vec<_> = requests.iter().map(|request| &request.user.id).collect();
    assert_eq!(asking, [ada.jid(), bob.jid()]);
    let decide = |person: &Person, action| UpdateJoinRequestsRequest::new([person.jid()], action);
    groups.update_join_requests(&choir, decide(&ada, JoinRequestAction::Approve)).await.unwrap();
    assert_eq!(events.group_change(&sim).await.join.unwrap()[0].id, *ada.jid());
    groups.update_join_requests(&choir, decide(&bob, JoinRequestAction::Reject)).await.unwrap();

    assert_eq!((choir.has_member(&ada), choir.has_member(&bob)), (true, false));
    assert!(choir.join_requests().is_empty());
    assert!(groups.join_requests(&choir).await.unwrap().is_empty());
}

#[tokio::test]
async fn join_by_api_waits_for_approval() {
    let sim = Simulator::new();
    let (events, client, (ada, _)) = (Recorder::of(&sim), sim.client(), ada_and_bob(&sim));
    let choir = sim.group("Choir").owned_by(&ada).with_approval().without_account().create();

    let joined = client.groups().join_with_link(JoinWithLinkRequest::new(choir.invite_link())).await.unwrap();
    assert_eq!(joined.id, choir.jid().as_str(), "the response is the same as without approval");
    assert!(events.settled(&sim).await.is_empty());
    assert_eq!(choir.join_requests(), [account(&sim)]);

    ada.in_group(&choir).approves(&sim.instance("default").phone()).await;
    assert_eq!(events.group_change(&sim).await.join.unwrap()[0].id, account(&sim));
    assert_eq!(client.groups().get(&choir).await.unwrap().name, "Choir");
}

#[tokio::test]
async fn invitation_works_once_for_the_invited_person() {
    let sim = Simulator::new();
    let (events, client, (ada, bob)) = (Recorder::of(&sim), sim.client(), ada_and_bob(&sim));
    let choir = sim.group("Choir").owned_by(&ada).without_account().create();
    let invitation = ada.in_group(&choir).invites(&sim.instance("default").phone()).await;
    let expiration = i64::try_from(invitation.expires_at.unix_nanos().unwrap() / 1_000_000_000).unwrap();
    let request = || JoinWithInviteRequest::new(choir.jid(), ada.jid(), &invitation.code, expiration);

    client.groups().join_with_invite(request()).await.unwrap();
    assert_eq!(events.group_change(&sim).await.join_reason.as_deref(), Some("invite"));
    let detail = "failed to join group: info query returned status 404: item-not-found";
    assert_rejected(client.groups().join_with_invite(request()).await, 400, detail);

    let invitation = ada.in_group(&choir).invites(&bob).await;
    bob.accepts(&invitation).await;
    assert!(choir.has_member(&bob));
}

#[tokio::test]
async fn picture_is_checked_before_it_is_set() {
    let sim = Simulator::new();
    let (events, client) = (Recorder::of(&sim), sim.client());
    let choir = sim.group("Choir").create();
    let put = |id: &str, body: Value| client.request(Method::POST, "/groups/{id}/picture").path(id).json(&body);

    let id = client.groups().set_picture(&choir, SetPictureRequest::new(Media::bytes(PNG))).await.unwrap().id;
    assert_eq!(choir.picture().as_deref(), Some(PNG));
    let [EventData::ChatPicture(change)] = &events.settled(&sim).await[..] else { panic!("expected one picture") };
    assert_eq!((&change.id, &change.picture_id, change.sender.is_me), (choir.jid(), &id, true));

    assert_rejected(put(choir.jid().as_str(), json!({"data": "%%%"})).await, 400, "invalid base64 data");
    assert_rejected(put("nowhere", json!({"data": "%%%"})).await, 400, "invalid base64 data");
    let text = json!({"data": "aGVsbG8="});
    let detail = "failed to resize image: failed to decode image: image: unknown format";
    assert_rejected(put("120363000000000000@g.us", text.clone()).await, 400, detail);
    let detail = "invalid group JID: invalid JID \"nowhere\": JID must have a user and a server";
    assert_rejected(put("nowhere", text).await, 400, detail);
}

#[tokio::test]
async fn invalid_requests_change_nothing() {
    let sim = Simulator::new();
    let client = sim.client();
    let choir = sim.group("Choir").create();
    let send = |method, path, id: &str, body: Value| client.request(method, path).path(id).json(&body);

    let detail = "invalid group JID: invalid JID \"120363\": JID must have a user and a server";
    assert_rejected(send(Method::PUT, "/groups/{id}/name", "120363", json!({"name": "Mine"})).await, 400, detail);
    let detail =
        "validation error: Key: 'SetNameRequest.Name' Error:Field validation for 'Name' failed on the 'required' tag";
    let empty = send(Method::PUT, "/groups/{id}/name", choir.jid().as_str(), json!({"name": ""})).await;
    assert_rejected(empty, 400, detail);
    let body = json!({"participants": ["4917:2@s.whatsapp.net"], "action": "add"});
    let device = send(Method::PUT, "/groups/{id}/participants", choir.jid().as_str(), body).await;
    assert_rejected(device, 400, "invalid participant JID: 4917:2@s.whatsapp.net");
    let body = json!({"groupId": choir.jid(), "inviterId": "4917", "code": "x"});
    let detail = "invalid inviter JID: invalid JID \"4917\": JID must have a user and a server";
    assert_rejected(client.request(Method::POST, "/groups/join/invite").json(&body).await, 400, detail);
    assert_eq!((choir.name().as_str(), choir.members().len()), ("Choir", 1));

    // A missing boolean is false.
    let body = json!({});
    send(Method::PUT, "/groups/{id}/settings/locked", choir.jid().as_str(), body).await.unwrap();
}

#[tokio::test]
async fn people_and_api_write_in_a_group() {
    let sim = Simulator::new();
    let (events, client, (ada, bob)) = (Recorder::of(&sim), sim.client(), ada_and_bob(&sim));
    let choir = sim.group("Choir").members([&ada, &bob]).create();

    ada.writes("When do we sing?").in_chat(&choir).await;
    let [EventData::Message(message)] = &events.settled(&sim).await[..] else { panic!("expected one message") };
    assert_eq!((&message.chat_id, &message.sender.id, message.is_group), (choir.jid(), ada.jid(), true));

    let reply = wsapi_client::types::SendTextRequest::new(choir.jid(), "At eight");
    client.messages().send_text(reply).await.unwrap();
    let receipts = events.settled(&sim).await.into_iter().map(|event| match event {
        EventData::MessageRead(receipt) => (receipt.receipt_type.as_str().to_owned(), receipt.sender.id),
        other => panic!("another event: {other:?}"),
    });
    let delivered = |person: &Person| ("delivered".to_owned(), person.jid().clone());
    assert_eq!(receipts.collect::<Vec<_>>(), [delivered(&ada), delivered(&bob)]);
    assert_eq!(bob.inbox_in(&choir).texts(), ["When do we sing?", "At eight"]);
    assert_eq!(choir.texts(), ["When do we sing?", "At eight"]);
    let carl = sim.person("+49 170 9999999");
    assert!(carl.inbox_in(&choir).messages.is_empty());
}

#[tokio::test]
#[should_panic(expected = "403: forbidden")]
async fn member_cannot_write_if_only_admins_can() {
    let sim = Simulator::new();
    let (ada, _) = ada_and_bob(&sim);
    let news = sim.group("News").member(&ada).only_admins_write().create();
    ada.writes("hi").in_chat(&news).await;
}

#[tokio::test]
async fn changes_by_people_are_reported_to_the_account() {
    let sim = Simulator::new();
    let (events, (ada, bob)) = (Recorder::of(&sim), ada_and_bob(&sim));
    let choir: Group = ada.creates_group("Choir", [&sim.instance("default").phone()]).await;
    let change = events.group_change(&sim).await;
    assert_eq!((&change.sender.id, change.group_type.as_deref()), (ada.jid(), Some("new")));

    ada.in_group(&choir).adds(&bob).await;
    assert_eq!(events.group_change(&sim).await.join.unwrap()[0].id, *bob.jid());
    ada.in_group(&choir).promotes(&bob).await;
    assert_eq!(events.group_change(&sim).await.promote.unwrap()[0].id, *bob.jid());
    ada.in_group(&choir).demotes(&bob).await;
    assert_eq!(events.group_change(&sim).await.demote.unwrap()[0].id, *bob.jid());
    ada.in_group(&choir).describes("Songs").await;
    assert_eq!(events.group_change(&sim).await.description.unwrap().topic.as_deref(), Some("Songs"));
    ada.in_group(&choir).sets_picture(PNG).await;
    assert!(matches!(&events.settled(&sim).await[..], [EventData::ChatPicture(_)]));
    ada.in_group(&choir).sets_timer(Expiry::Days7).await;
    let [EventData::ChatSetting(setting)] = &events.settled(&sim).await[..] else { panic!("expected one setting") };
    assert_eq!(setting.ephemeral.as_ref().unwrap().expiration, Some(Expiry::Days7));
    assert_eq!(choir.details().ephemeral_expiration, 604_800);
    bob.leaves(&choir).await;
    assert_eq!(events.group_change(&sim).await.leave.unwrap()[0].id, *bob.jid());
}

#[tokio::test]
async fn account_removed_by_a_person_loses_access() {
    let sim = Simulator::new();
    let (events, client, (ada, _)): (_, Client, _) = (Recorder::of(&sim), sim.client(), ada_and_bob(&sim));
    let choir = sim.group("Choir").owned_by(&ada).create();
    ada.in_group(&choir).removes(&sim.instance("default").phone()).await;
    assert_eq!(events.group_change(&sim).await.leave.unwrap()[0].id, account(&sim));
    assert_rejected(client.groups().get(&choir).await, 404, "not found: you're not participating in that group");
}

#[tokio::test]
async fn odd_ids_do_not_panic() {
    let sim = Simulator::new();
    let (client, link) = (sim.client(), sim.group("Choir").create().invite_link());
    let ids = [
        "@",
        "a@",
        "@g.us",
        "a@b",
        "é@g.us",
        "1:2@g.us",
        "1.2:3@lid",
        "-@g.us",
        "99999999999999999999@lid",
        "%00@g.us",
    ];
    for id in ids {
        for path in ["/groups/{id}", "/groups/{id}/requests", "/communities/{id}/groups", "/newsletters/{id}"] {
            let error = client.request(Method::GET, path).path(id).await.expect_err("there is no such group");
            assert!(matches!(error.status(), Some(400 | 404)), "{path} of {id}");
        }
        let body = json!({"groupId": id, "inviterId": id, "code": link, "expiration": i64::MIN});
        let error = client.request(Method::POST, "/groups/join/invite").json(&body).await.expect_err("no invitation");
        assert_eq!(error.status(), Some(400));
    }
}

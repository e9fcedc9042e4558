//! The acts of a person in a group.

use serde::Deserialize;
use wsapi_client::types::Expiry;

use super::{Known, Name, Nothing, Picture, Text, WithPerson, acts, done, made};
use crate::Group;

acts! {
    /// An act of a person in a group: a method of [`InGroup`](crate::InGroup).
    pub enum GroupAct(on: Group);
    Adds(act: WithPerson) => done(on.person.in_group(on.place).adds(&on.person_with(act.person)));
    Removes(act: WithPerson) => done(on.person.in_group(on.place).removes(&on.person_with(act.person)));
    Promotes(act: WithPerson) => done(on.person.in_group(on.place).promotes(&on.person_with(act.person)));
    Demotes(act: WithPerson) => done(on.person.in_group(on.place).demotes(&on.person_with(act.person)));
    Renames(act: Name) => done(on.person.in_group(on.place).renames(act.name));
    Describes(act: Text) => done(on.person.in_group(on.place).describes(act.text));
    SetsPicture(act: Picture) => done(on.person.in_group(on.place).sets_picture(act.data.0));
    LetsOnlyAdminsWrite(act: Setting) => done(on.person.in_group(on.place).lets_only_admins_write(act.is_so));
    LetsOnlyAdminsEdit(act: Setting) => done(on.person.in_group(on.place).lets_only_admins_edit(act.is_so));
    LetsOnlyAdminsAdd(act: Setting) => done(on.person.in_group(on.place).lets_only_admins_add(act.is_so));
    RequiresApproval(act: Setting) => done(on.person.in_group(on.place).requires_approval(act.is_so));
    SetsTimer(act: Timer) => done(on.person.in_group(on.place).sets_timer(act.timer.0));
    ResetsInviteLink(_act: Nothing) => done(on.person.in_group(on.place).resets_invite_link());
    Invites(act: WithPerson) => made(on.person.in_group(on.place).invites(&on.person_with(act.person)));
    Approves(act: WithPerson) => done(on.person.in_group(on.place).approves(&on.person_with(act.person)));
    Rejects(act: WithPerson) => done(on.person.in_group(on.place).rejects(&on.person_with(act.person)));
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(in crate::control) struct Setting {
    is_so: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct Timer {
    timer: Known<Expiry>,
}

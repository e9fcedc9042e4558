//! The acts of a person on the phone.

use std::time::Duration;

use serde::Deserialize;
use serde_json::json;
use wsapi_client::{
    Jid, MessageId,
    types::{Expiry, MuteDuration, PinDuration, StatusPrivacyKind},
};

use super::{
    Known, Name, NewPlace, Nothing, On, Outcome, Picture, Text, acts, done, founded, made_with_id,
    sending::{self, Sending},
};
use crate::{
    Invitation, Linking, Newsletter, PhoneCall, UnlinkReason,
    control::Problem,
    kit::{Address, Number},
};

acts! {
    /// An act of a person on the phone: a method of [`Person`](crate::Person).
    pub enum PersonAct(on: ());
    Writes(act: Sending<sending::Text>) => act.text(on);
    SendsImage(act: Sending<sending::Image>) => act.image(on);
    SendsVideo(act: Sending<sending::Video>) => act.video(on);
    SendsAudio(act: Sending<sending::Sound>) => act.audio(on);
    SendsVoice(act: Sending<sending::Sound>) => act.voice(on);
    SendsDocument(act: Sending<sending::Document>) => act.document(on);
    SendsSticker(act: Sending<sending::Sticker>) => act.sticker(on);
    SendsContacts(act: Sending<sending::Contacts>) => act.contacts(on);
    SendsLocation(act: Sending<sending::Location>) => act.location(on);
    SendsPoll(act: Sending<sending::Poll>) => act.poll(on);
    SendsOther(act: Sending<sending::Other>) => act.other(on);
    Forwards(act: Sending<sending::Forward>) => act.forward(on);
    ReactsTo(act: Reaction) => done(on.person.reacts_to(act.message, act.emoji));
    RemovesReactionTo(act: OnMessage) => done(on.person.removes_reaction_to(act.message));
    Edits(act: Edit) => done(on.person.edits(act.message, act.text));
    Deletes(act: OnMessage) => done(on.person.deletes(act.message));
    DeletesForSelf(act: OnMessage) => done(on.person.deletes_for_self(act.message));
    Pins(act: Pin) => done(on.person.pins(act.message, act.duration.0));
    Unpins(act: OnMessage) => done(on.person.unpins(act.message));
    Stars(act: OnMessage) => done(on.person.stars(act.message));
    Unstars(act: OnMessage) => done(on.person.unstars(act.message));
    Reads(act: OnMessage) => done(on.person.reads(act.message));
    Plays(act: OnMessage) => done(on.person.plays(act.message));
    ReadsChat(act: InChat) => done(on.person.reads_chat(act.chat(on)?));
    Types(act: InChat) => done(on.person.types().in_chat(act.chat(on)?).into_act());
    Records(act: InChat) => done(on.person.records().in_chat(act.chat(on)?).into_act());
    StopsTyping(act: InChat) => done(on.person.stops_typing().in_chat(act.chat(on)?).into_act());
    Calls(act: Call) => act.perform(on);
    Answers(act: OnCall) => done(on.person.answers(&act.find(on)?));
    Rejects(act: OnCall) => done(on.person.rejects(&act.find(on)?));
    HangsUp(act: OnCall) => done(on.person.hangs_up(&act.find(on)?));
    ShowsStatusTo(act: StatusPrivacy) => act.perform(on);
    ChangesName(act: Name) => done(on.person.changes_name(act.name));
    ChangesAbout(act: Text) => done(on.person.changes_about(act.text));
    ChangesPicture(act: Picture) => made_with_id(on.person.changes_picture(act.data.0), |id| id);
    GoesOnline(_act: Nothing) => done(on.person.goes_online());
    GoesOffline(_act: Nothing) => done(on.person.goes_offline());
    SavesContact(act: Contact) => done(on.person.saves_contact(act.person.0, act.full_name));
    MutesChat(act: Mute) => done(on.person.mutes_chat(act.chat.0, act.duration.0));
    PinsChat(act: ChatSetting) => done(on.person.pins_chat(act.chat.0, act.is_so));
    ArchivesChat(act: ChatSetting) => done(on.person.archives_chat(act.chat.0, act.is_so));
    MarksChatRead(act: ChatSetting) => done(on.person.marks_chat_read(act.chat.0, act.is_so));
    SetsTimer(act: Timer) => done(on.person.sets_timer(act.chat.0, act.timer.0));
    Scans(act: Code) => { let link = on.person.scans(&*act.code); act.link(link) };
    Enters(act: Code) => { let link = on.person.enters(&*act.code); act.link(link) };
    Unlinks(act: Unlink) => done(on.person.unlinks(&on.simulator.instance(&act.instance), act.reason));
    CreatesGroup(act: NewPlace) => founded(on.person.creates_group(&act.name, &on.people_with(act.people)));
    CreatesCommunity(act: NewPlace) => founded(on.person.creates_community(&act.name, &on.people_with(act.people)));
    CreatesNewsletter(act: Name) => founded(on.person.creates_newsletter(&act.name));
    Joins(act: Join) => done(on.person.joins(act.invite_link));
    Accepts(act: Invitation) => done(on.person.accepts(&act));
    Leaves(act: WithGroup) => done(on.person.leaves(act.group));
    Follows(act: WithNewsletter) => done(on.person.follows(&Newsletter::at(on.simulator, act.newsletter)));
    Unfollows(act: WithNewsletter) => done(on.person.unfollows(&Newsletter::at(on.simulator, act.newsletter)));
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct OnMessage {
    message: MessageId,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct Reaction {
    message: MessageId,
    emoji: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct Edit {
    message: MessageId,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct Pin {
    message: MessageId,
    duration: Known<PinDuration>,
}

/// An act in a chat. The default is the chat with the account of `instance`, which defaults to the first instance.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct InChat {
    chat: Option<Address>,
    instance: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct Call {
    to: Option<Number>,
    instance: Option<String>,
    #[serde(default)]
    video: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct OnCall {
    call: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct StatusPrivacy {
    kind: Known<StatusPrivacyKind>,
    #[serde(default)]
    people: Vec<Number>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(in crate::control) struct Contact {
    person: Number,
    full_name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct Mute {
    chat: Address,
    duration: Known<MuteDuration>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(in crate::control) struct ChatSetting {
    chat: Address,
    is_so: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct Timer {
    chat: Address,
    timer: Known<Expiry>,
}

/// The text of a QR code, or a pair code.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(in crate::control) struct Code {
    code: String,
    /// The duration of the login.
    #[serde(default)]
    takes_seconds: u32,
    /// The error with which the pairing fails.
    fails_with: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct Unlink {
    instance: String,
    #[serde(default)]
    reason: UnlinkReason,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(in crate::control) struct Join {
    invite_link: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct WithGroup {
    group: Jid,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct WithNewsletter {
    newsletter: Jid,
}

impl InChat {
    fn chat(self, on: &On<'_>) -> Result<Jid, Problem> {
        on.chat(self.chat, self.instance)
    }
}

impl Call {
    fn perform(self, on: &On<'_>) -> Outcome {
        let callee = on.chat(self.to.map(|number| Address(number.0)), self.instance)?;
        let calling = on.person.calls().to(callee);
        let calling = if self.video { calling.with_video() } else { calling };
        made_with_id(calling.into_act(), PhoneCall::id)
    }
}

impl OnCall {
    fn find(&self, on: &On<'_>) -> Result<PhoneCall, Problem> {
        PhoneCall::find(on.simulator, &self.call)
            .ok_or_else(|| Problem::new(409, format!("there is no call `{}`", self.call)))
    }
}

impl StatusPrivacy {
    fn perform(self, on: &On<'_>) -> Outcome {
        let people = self.people.into_iter().map(|number| on.person_with(number).jid().clone());
        on.person.try_shows_status_to(self.kind.0, people.collect())?;
        Ok(serde_json::Value::Null)
    }
}

impl Code {
    fn link(self, mut linking: Linking<'_>) -> Outcome {
        linking = linking.takes(Duration::from_secs(self.takes_seconds.into()));
        if let Some(error) = self.fails_with {
            linking = linking.and_fails(error);
        }
        let linked = linking.into_act().attempt()?;
        linked.map(|instance| json!({ "id": instance.id() })).map_err(|error| Problem::new(409, error.to_string()))
    }
}

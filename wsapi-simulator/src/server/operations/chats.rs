//! The chats of the account.

use wsapi_client::{
    EventData, Jid, JidKind, Time, operations,
    types::{
        ArchiveChatRequest, Chat, ChatPicture, MarkChatAsReadRequest, MuteChatRequest, OlderMessagesRequest,
        PinChatRequest, SetChatEphemeralRequest, SetChatPresenceRequest,
    },
};

use super::{Behaviour, Output, session};
use crate::{
    instance::history_events,
    network::{ChatChange, Notice},
    server::{Context, Rejection, recipient},
};

pub(super) fn behaviours() -> Vec<Behaviour> {
    vec![
        Behaviour::of::<operations::ListChats>(list),
        Behaviour::of::<operations::GetChatInfo>(get),
        Behaviour::of::<operations::DeleteChat>(delete),
        Behaviour::of::<operations::GetChatPicture>(picture),
        Behaviour::of::<operations::GetChatBusinessProfile>(business_profile),
        Behaviour::of::<operations::SetChatPresence>(set_presence),
        Behaviour::of::<operations::SubscribeChatPresence>(subscribe),
        Behaviour::of::<operations::SetChatEphemeral>(set_timer),
        Behaviour::of::<operations::MuteChat>(mute),
        Behaviour::of::<operations::PinChat>(pin),
        Behaviour::of::<operations::ArchiveChat>(archive),
        Behaviour::of::<operations::MarkChatAsRead>(mark_as_read),
        Behaviour::of::<operations::RequestChatMessages>(request_messages),
        Behaviour::of::<operations::ClearChat>(clear),
    ]
}

fn list(context: &mut Context<'_>, (): ()) -> Output<operations::ListChats> {
    let ids = context.instance().chats.ids();
    Ok(ids.iter().filter_map(|id| chat(context, id)).collect())
}

fn get(context: &mut Context<'_>, (): ()) -> Output<operations::GetChatInfo> {
    let text = context.path("chatId");
    let found = text.parse().ok().and_then(|id| chat(context, &context.world.network.canonical(&id)));
    found.ok_or_else(|| Rejection::not_found(format!("get chat {text}: sql: no rows in result set")))
}

fn delete(context: &mut Context<'_>, (): ()) -> Output<operations::DeleteChat> {
    let id = chat_id(context)?;
    context.whatsapp()?;
    context.instance().chats.remove(&id);
    Ok(())
}

fn picture(context: &mut Context<'_>, (): ()) -> Output<operations::GetChatPicture> {
    let (id, me) = (plain_id(context)?, context.me());
    let network = context.whatsapp().map_err(|rejected| no_picture(&rejected.0))?;
    let Some((picture, is_hidden)) = network.picture_of(&id) else {
        return Err(no_picture("that user or group does not have a profile picture"));
    };
    if is_hidden && id != me {
        return Err(no_picture("the user has hidden their profile picture from you"));
    }
    let mut found = ChatPicture::new();
    (found.id, found.url) = (picture.id.clone(), picture.url());
    Ok(found)
}

fn no_picture(why: &str) -> Rejection {
    Rejection::failed("get chat picture", why)
}

fn business_profile(context: &mut Context<'_>, (): ()) -> Output<operations::GetChatBusinessProfile> {
    let id = plain_id(context)?;
    let failed = |why: &str| Rejection::failed("get business profile", why);
    let network = context.whatsapp().map_err(|rejected| failed(&rejected.0))?;
    let business = network.account(&id).and_then(|account| account.business.as_ref());
    let none = || failed("no business profile found");
    let mut profile = business.ok_or_else(none)?.profile.clone();
    id.user().clone_into(&mut profile.id);
    Ok(profile)
}

fn set_presence(context: &mut Context<'_>, body: SetChatPresenceRequest) -> Output<operations::SetChatPresence> {
    let (chat, actor) = (chat_id(context)?, context.actor());
    Ok(context.whatsapp()?.set_state(&actor, &chat, &body.state)?)
}

fn subscribe(context: &mut Context<'_>, (): ()) -> Output<operations::SubscribeChatPresence> {
    let (person, instance) = (plain_id(context)?, context.instance_id().to_owned());
    context.whatsapp()?.watch(&instance, &person);
    Ok(())
}

fn set_timer(context: &mut Context<'_>, body: SetChatEphemeralRequest) -> Output<operations::SetChatEphemeral> {
    let (chat, actor) = (chat_id(context)?, context.actor());
    if !matches!(chat.kind(), JidKind::Person | JidKind::Lid | JidKind::Group) {
        let detail = format!("can't set disappearing time in a {} chat", chat.server());
        return Err(Rejection::bad_request(detail));
    }
    Ok(context.whatsapp()?.set_timer(&actor, &chat, &body.expiration)?)
}

fn mute(context: &mut Context<'_>, body: MuteChatRequest) -> Output<operations::MuteChat> {
    change(context, &ChatChange::Mute(body.duration))
}

fn pin(context: &mut Context<'_>, body: PinChatRequest) -> Output<operations::PinChat> {
    change(context, &ChatChange::Pin(body.pinned))
}

fn archive(context: &mut Context<'_>, body: ArchiveChatRequest) -> Output<operations::ArchiveChat> {
    change(context, &ChatChange::Archive(body.archived))
}

fn mark_as_read(context: &mut Context<'_>, body: MarkChatAsReadRequest) -> Output<operations::MarkChatAsRead> {
    change(context, &ChatChange::Read(body.read))
}

/// Requests messages, which arrive as an event if there are any.
fn request_messages(context: &mut Context<'_>, body: OlderMessagesRequest) -> Output<operations::RequestChatMessages> {
    let (chat, me, now) = (chat_id(context)?, context.me(), context.now());
    let count = body.count.filter(|count| *count > 0).unwrap_or(50);
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let messages = context.whatsapp()?.messages_before(&me, &chat, &body.last_message_id, count, now);
    for event in history_events(&messages) {
        let data = EventData::MessageHistorySync(Box::new(event));
        context.world.network.notify(Notice { instance: context.instance_id().to_owned(), data });
    }
    Ok(session::ack())
}

fn clear(context: &mut Context<'_>, (): ()) -> Output<operations::ClearChat> {
    chat_id(context)?;
    context.whatsapp()?;
    Ok(())
}

/// Changes a chat setting, which all devices of the account share.
fn change(context: &mut Context<'_>, change: &ChatChange) -> Result<(), Rejection> {
    let (chat, me, now) = (chat_id(context)?, context.me(), context.now());
    context.whatsapp()?.change_chat(&me, &chat, change, now);
    Ok(())
}

fn chat_id(context: &Context<'_>) -> Result<Jid, Rejection> {
    let id = recipient::in_path("chat", context.path("chatId"))?;
    Ok(context.world.network.canonical(&id))
}

/// Returns the id of a chat for operations whose error for a malformed id does not mention the chat.
fn plain_id(context: &Context<'_>) -> Result<Jid, Rejection> {
    chat_id(context)
        .map_err(|rejection| Rejection { detail: rejection.detail.replacen("chat JID", "JID", 1), ..rejection })
}

/// Returns a listed chat, with the names of its contact.
fn chat(context: &mut Context<'_>, id: &Jid) -> Option<Chat> {
    let now = context.now();
    let account = context.world.network.account(id);
    let lid = account.map(|account| account.lid.clone());
    let business_name = account.and_then(|account| account.business.as_ref()).map(|business| business.name.clone());
    let instance = context.instance();
    let last_activity = instance.chats.get(id)?.cloned();
    let settings = instance.chats.settings(id);
    let mut chat = Chat::new();
    (chat.id, chat.lid, chat.is_group) = (id.clone(), lid, id.kind() == JidKind::Group);
    (chat.is_archived, chat.is_pinned) = (settings.is_archived, settings.is_pinned);
    let is_over = |end: &Time| end.to_system_time().is_some_and(|end| end <= now);
    chat.mute_end_time = settings.muted_until.filter(|end| !is_over(end));
    chat.is_muted = chat.mute_end_time.is_some();
    chat.push_name = instance.contacts.push_name(id).map(str::to_owned);
    chat.business_name = business_name.filter(|_| chat.push_name.is_some());
    chat.full_name = instance.contacts.saved(id).map(|saved| saved.full_name.clone());
    chat.last_activity = last_activity;
    Some(chat)
}

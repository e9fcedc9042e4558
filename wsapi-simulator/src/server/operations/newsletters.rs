//! Newsletters.

use wsapi_client::{
    Jid, operations,
    types::{CreateNewsletterRequest, MuteNewsletterRequest, SetNewsletterSubscriptionRequest},
};

use super::{Behaviour, Output, groups};
use crate::server::{Context, Rejection, pictures, recipient};

pub(super) fn behaviours() -> Vec<Behaviour> {
    vec![
        Behaviour::of::<operations::ListNewsletters>(list),
        Behaviour::of::<operations::CreateNewsletter>(create),
        Behaviour::of::<operations::GetNewsletter>(get),
        Behaviour::of::<operations::GetNewsletterByInviteCode>(get_by_code),
        Behaviour::of::<operations::SetNewsletterSubscription>(set_subscription),
        Behaviour::of::<operations::ToggleMuteNewsletter>(mute),
    ]
}

/// Returns the newsletter in the path.
fn id(context: &Context<'_>) -> Result<Jid, Rejection> {
    recipient::in_path("newsletter", context.path("id"))
}

fn list(context: &mut Context<'_>, (): ()) -> Output<operations::ListNewsletters> {
    let me = context.me();
    Ok(context.whatsapp()?.newsletters_of(&me).map(|newsletter| newsletter.view(&me)).collect())
}

fn create(context: &mut Context<'_>, body: CreateNewsletterRequest) -> Output<operations::CreateNewsletter> {
    let picture = body.picture.map(|picture| pictures::decoded("picture", &picture)).transpose()?;
    picture.as_ref().map_or(Ok(()), pictures::check)?;
    let (me, now, description) = (context.me(), context.now(), body.description.unwrap_or_default());
    Ok(groups::created(context.whatsapp()?.create_newsletter(&me, &body.name, &description, picture, now)?))
}

fn get(context: &mut Context<'_>, (): ()) -> Output<operations::GetNewsletter> {
    let (id, me) = (id(context)?, context.me());
    let newsletter = context.whatsapp().and_then(|network| network.readable_newsletter(&id));
    Ok(newsletter.map_err(Rejection::unreadable)?.view(&me))
}

fn get_by_code(context: &mut Context<'_>, (): ()) -> Output<operations::GetNewsletterByInviteCode> {
    let (code, me) = (context.path("code"), context.me());
    let newsletter = context.whatsapp().and_then(|network| network.newsletter_by_code(code));
    Ok(newsletter.map_err(Rejection::unreadable)?.view(&me))
}

fn set_subscription(
    context: &mut Context<'_>,
    body: SetNewsletterSubscriptionRequest,
) -> Output<operations::SetNewsletterSubscription> {
    let (id, actor) = (id(context)?, context.actor());
    let network = context.whatsapp()?;
    Ok(if body.subscribed { network.follow(&actor, &id) } else { network.unfollow(&actor, &id) }?)
}

fn mute(context: &mut Context<'_>, body: MuteNewsletterRequest) -> Output<operations::ToggleMuteNewsletter> {
    let (id, actor) = (id(context)?, context.actor());
    Ok(context.whatsapp()?.mute_newsletter(&actor, &id, body.mute)?)
}

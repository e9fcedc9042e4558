//! The account of the instance, and the profiles of people.

use wsapi_client::{
    Jid, operations,
    types::{
        CheckManyRequest, CheckResult, MyProfile, NumberCheck, Presence, PrivacySetting, PrivacySettings, PrivacyValue,
        SetMyPresenceRequest, SetPrivacySettingRequest, UpdateMyProfileRequest, UserProfile,
    },
};

use super::{Behaviour, Output};
use crate::{
    network::{Account, Privacy},
    server::{Context, Rejection, phone, pictures},
};

pub(super) fn behaviours() -> Vec<Behaviour> {
    vec![
        Behaviour::of::<operations::CheckUser>(check),
        Behaviour::of::<operations::BulkCheckUsers>(check_many),
        Behaviour::of::<operations::GetUserProfile>(profile),
        Behaviour::of::<operations::GetMyProfile>(my_profile),
        Behaviour::of::<operations::UpdateMyProfile>(update_my_profile),
        Behaviour::of::<operations::SetPresence>(set_presence),
        Behaviour::of::<operations::GetPrivacySettings>(privacy),
        Behaviour::of::<operations::SetPrivacySetting>(set_privacy),
    ]
}

fn check(context: &mut Context<'_>, (): ()) -> Output<operations::CheckUser> {
    let person = phone::number(context.path("phone"))?;
    let mut result = CheckResult::new();
    result.is_on_whatsapp = context.whatsapp()?.account(&person).is_some();
    Ok(result)
}

fn check_many(context: &mut Context<'_>, body: CheckManyRequest) -> Output<operations::BulkCheckUsers> {
    let people = body.phones.iter().map(|text| phone::number(text.as_str())).collect::<Result<Vec<_>, _>>()?;
    let network = context.whatsapp()?;
    let check = |person: Jid| {
        let mut check = NumberCheck::new();
        check.query = format!("+{}", person.user());
        check.is_on_whatsapp = network.account(&person).is_some();
        check.jid = check.is_on_whatsapp.then_some(person);
        check
    };
    Ok(people.into_iter().map(check).collect())
}

fn profile(context: &mut Context<'_>, (): ()) -> Output<operations::GetUserProfile> {
    let person = phone::number(context.path("phone"))?;
    let network = context.whatsapp()?;
    let identity = network.identity(&person);
    let mut profile = UserProfile::new();
    (profile.id, profile.lid, profile.phone) = (identity.id, identity.lid, identity.phone);
    let Some(account) = network.account(&person) else { return Ok(profile) };
    profile.is_on_whatsapp = true;
    if account.privacy.about != "none" {
        profile.status.clone_from(&account.about);
    }
    if let Some(picture) = account.picture.as_ref().filter(|_| account.privacy.picture != "none") {
        profile.picture_id.clone_from(&picture.id);
        profile.picture_url = Some(picture.url());
    }
    Ok(profile)
}

fn my_profile(context: &mut Context<'_>, (): ()) -> Output<operations::GetMyProfile> {
    let mut profile = MyProfile::new();
    profile.device_number = context.instance().device_number().into();
    context.whatsapp()?;
    let account = own(context)?;
    let identity = account.identity();
    (profile.id, profile.lid, profile.phone) = (identity.id, identity.lid, identity.phone);
    profile.push_name.clone_from(&account.push_name);
    profile.business_name = account.business.as_ref().map(|business| business.name.clone()).unwrap_or_default();
    profile.status.clone_from(&account.about);
    profile.picture_id = account.picture.as_ref().map(|picture| picture.id.clone()).unwrap_or_default();
    Ok(profile)
}

/// Applies the fields one after another: if the picture is rejected, the other fields have already changed.
fn update_my_profile(context: &mut Context<'_>, body: UpdateMyProfileRequest) -> Output<operations::UpdateMyProfile> {
    let actor = context.actor();
    let picture = body.picture.as_ref().map(|picture| pictures::decoded("picture", picture)).transpose()?;
    if let Some(name) = body.name.filter(|name| !name.is_empty()) {
        context.whatsapp()?.set_push_name(&actor.account, &name);
    }
    if let Some(about) = body.status.filter(|about| !about.is_empty()) {
        context.whatsapp()?.set_about(&actor.account, &about);
    }
    if let Some(bytes) = picture {
        pictures::check(&bytes)?;
        context.whatsapp()?.set_picture(&actor, bytes);
    }
    Ok(())
}

fn set_presence(context: &mut Context<'_>, body: SetMyPresenceRequest) -> Output<operations::SetPresence> {
    if own(context)?.push_name.is_empty() {
        return Err(Rejection::bad_request("can't send presence without PushName set"));
    }
    let (actor, now) = (context.actor(), context.now());
    context.whatsapp()?.set_available(&actor, body.presence == Presence::Available, now);
    Ok(())
}

fn privacy(context: &mut Context<'_>, (): ()) -> Output<operations::GetPrivacySettings> {
    context.whatsapp()?;
    Ok(printed(&own(context)?.privacy))
}

fn set_privacy(context: &mut Context<'_>, body: SetPrivacySettingRequest) -> Output<operations::SetPrivacySetting> {
    let SetPrivacySettingRequest { setting, value, .. } = body;
    if !is_valid(&setting, &value) {
        let (setting, value) = (setting.as_str(), value.as_str());
        return Err(Rejection::bad_request(format!("invalid value {value} for privacy setting {setting}")));
    }
    let me = context.me();
    let privacy = &mut context.whatsapp()?.register(&me).privacy;
    let member = match setting {
        PrivacySetting::GroupAdd => &mut privacy.group_add,
        PrivacySetting::LastSeen => &mut privacy.last_seen,
        PrivacySetting::Status => &mut privacy.about,
        PrivacySetting::Profile => &mut privacy.picture,
        PrivacySetting::ReadReceipts => &mut privacy.read_receipts,
        PrivacySetting::Online => &mut privacy.online,
        PrivacySetting::CallAdd => &mut privacy.call_add,
        _ => return Err(Rejection::bad_request(format!("invalid privacy setting {}", setting.as_str()))),
    };
    value.as_str().clone_into(member);
    Ok(printed(privacy))
}

fn is_valid(setting: &PrivacySetting, value: &PrivacyValue) -> bool {
    let values: &[_] = match setting {
        PrivacySetting::Online => &[PrivacyValue::All, PrivacyValue::MatchLastSeen],
        PrivacySetting::CallAdd => &[PrivacyValue::All, PrivacyValue::Known],
        PrivacySetting::ReadReceipts => &[PrivacyValue::All, PrivacyValue::Nobody],
        _ => &[PrivacyValue::All, PrivacyValue::Contacts, PrivacyValue::ContactBlacklist, PrivacyValue::Nobody],
    };
    values.contains(value)
}

fn printed(privacy: &Privacy) -> PrivacySettings {
    let mut printed = PrivacySettings::new();
    printed.group_add.clone_from(&privacy.group_add);
    printed.last_seen.clone_from(&privacy.last_seen);
    printed.status.clone_from(&privacy.about);
    printed.profile.clone_from(&privacy.picture);
    printed.read_receipts.clone_from(&privacy.read_receipts);
    printed.online.clone_from(&privacy.online);
    printed.call_add.clone_from(&privacy.call_add);
    printed
}

/// Returns the account of the instance. An earlier check ensures that it has one.
fn own<'a>(context: &'a Context<'_>) -> Result<&'a Account, Rejection> {
    context.world.account_of(context.instance_id()).ok_or_else(|| Rejection::new(409, "device not paired"))
}

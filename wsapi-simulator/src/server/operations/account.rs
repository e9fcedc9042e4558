//! The customer's account of the hosted service.

use std::{ops::RangeInclusive, time::SystemTime};

use wsapi_client::{
    Jid, Nullable, Time, operations,
    types::{
        AccountInstanceDefaults, AccountInstancePage, AccountSubscriptionChangePage, AccountSubscriptionPage,
        SetInstanceNameRequest, UpdateAccountInstanceDefaultsRequest, UpdateAccountInstanceSettingsRequest,
    },
};

use super::{Behaviour, Output};
use crate::{
    customer::{Record, filters_or_null, names, new_key},
    server::{
        Config, Context, Instance, Rejection,
        page::{self, Page},
    },
};

pub(super) fn behaviours() -> Vec<Behaviour> {
    vec![
        Behaviour::of::<operations::ListAccountInstances>(list),
        Behaviour::of::<operations::GetAccountInstance>(get),
        Behaviour::of::<operations::UpdateAccountInstanceName>(rename),
        Behaviour::of::<operations::UpdateAccountInstanceSettings>(update_settings),
        Behaviour::of::<operations::RegenerateAccountInstanceApiKey>(regenerate_key),
        Behaviour::of::<operations::RestartAccountInstance>(restart),
        Behaviour::of::<operations::GetAccountInstanceDefaults>(defaults),
        Behaviour::of::<operations::UpdateAccountInstanceDefaults>(update_defaults),
        Behaviour::of::<operations::ListAccountSubscriptions>(list_subscriptions),
        Behaviour::of::<operations::ListAccountSubscriptionInstances>(list_of_subscription),
        Behaviour::of::<operations::CreateAccountSubscriptionInstance>(create),
        Behaviour::of::<operations::DeleteAccountSubscriptionInstance>(delete),
        Behaviour::of::<operations::ListAccountSubscriptionChanges>(list_changes),
    ]
}

fn list(context: &mut Context<'_>, (): ()) -> Output<operations::ListAccountInstances> {
    instances(context, |_| true)
}

/// Lists no instances for an unknown subscription.
fn list_of_subscription(context: &mut Context<'_>, (): ()) -> Output<operations::ListAccountSubscriptionInstances> {
    let id = context.path("id");
    instances(context, |record| record.subscription == id)
}

fn instances(context: &Context<'_>, is_listed: impl Fn(&Record) -> bool) -> Result<AccountInstancePage, Rejection> {
    let (page, created) = (Page::of(context)?, times(context, "createdFrom", "createdTo")?);
    let status = context.query("status").unwrap_or_default();
    let is_wanted = |record: &Record| {
        let has_status = status.is_empty() || status == names::INSTANCE_ACTIVE;
        is_listed(record) && has_status && created.contains(&record.created)
    };
    let records = context.world.customer.records.iter().filter(|(_, record)| is_wanted(record));
    let (items, total) = page.cut(records.map(|(id, record)| record.printed(id, device(context, id))));
    let mut listed = AccountInstancePage::new();
    (listed.items, listed.total_count) = (Some(items), Some(total));
    (listed.page_number, listed.page_size) = (Some(page.number), Some(page.size));
    Ok(listed)
}

fn get(context: &mut Context<'_>, (): ()) -> Output<operations::GetAccountInstance> {
    let id = context.path("id");
    let record = context.world.customer.records.get(id).ok_or_else(unknown_instance)?;
    Ok(record.detail(device(context, id), &context.world.customer.defaults))
}

fn rename(context: &mut Context<'_>, body: SetInstanceNameRequest) -> Output<operations::UpdateAccountInstanceName> {
    let id = context.path("id");
    record(context, id)?.name = body.name;
    Ok(())
}

/// Changes to the published events apply when the instance is restarted.
fn update_settings(
    context: &mut Context<'_>,
    body: UpdateAccountInstanceSettingsRequest,
) -> Output<operations::UpdateAccountInstanceSettings> {
    let id = context.path("id");
    let record = record(context, id)?;
    record.uses_defaults = body.use_custom_defaults;
    record.own = Config {
        key: None,
        webhook_url: body.webhook_url.value().cloned().unwrap_or_default(),
        signing_secret: body.event_signing_secret.value().map(|secret| secret.expose().to_owned()),
        event_filters: body.event_filters.value().cloned().unwrap_or_default(),
        publish_events: None,
        history_sync: Some(body.history_sync),
        is_pulled: body.pull_mode,
    };
    apply(context);
    Ok(())
}

fn regenerate_key(context: &mut Context<'_>, (): ()) -> Output<operations::RegenerateAccountInstanceApiKey> {
    let id = context.path("id");
    let key = new_key(&mut context.world.network.ids);
    record(context, id)?.key = Some(key.clone());
    apply(context);
    Ok(key.into())
}

fn restart(context: &mut Context<'_>, (): ()) -> Output<operations::RestartAccountInstance> {
    let id = context.path("id");
    record(context, id)?;
    if let Some(instance) = context.world.instances.get_mut(id) {
        instance.restart();
    }
    Ok(())
}

fn defaults(context: &mut Context<'_>, (): ()) -> Output<operations::GetAccountInstanceDefaults> {
    let config = &context.world.customer.defaults;
    let url = Some(config.webhook_url.clone()).filter(|url| !url.is_empty());
    let secret = config.signing_secret.clone();
    let mut printed = AccountInstanceDefaults::new();
    printed.default_webhook_url = url.map_or(Nullable::Null, Nullable::Value);
    printed.default_signing_secret = secret.map_or(Nullable::Null, |secret| Nullable::Value(secret.into()));
    printed.default_event_filters = filters_or_null(config.event_filters.clone());
    printed.default_history_sync = Some(config.history_sync.unwrap_or_default());
    printed.default_pull_mode = Some(config.is_pulled);
    Ok(printed)
}

fn update_defaults(
    context: &mut Context<'_>,
    body: UpdateAccountInstanceDefaultsRequest,
) -> Output<operations::UpdateAccountInstanceDefaults> {
    context.world.customer.defaults = Config {
        key: None,
        webhook_url: body.default_webhook_url.value().cloned().unwrap_or_default(),
        signing_secret: body.default_signing_secret.value().map(|secret| secret.expose().to_owned()),
        event_filters: body.default_event_filters.value().cloned().unwrap_or_default(),
        publish_events: None,
        history_sync: Some(body.default_history_sync),
        is_pulled: body.default_pull_mode,
    };
    apply(context);
    Ok(())
}

fn list_subscriptions(context: &mut Context<'_>, (): ()) -> Output<operations::ListAccountSubscriptions> {
    let (page, now, customer) = (Page::of(context)?, context.now(), &context.world.customer);
    let instances = |subscription: &String| {
        let own = customer.records.iter().filter(move |(_, record)| record.subscription == *subscription);
        own.map(|(id, _)| id.clone()).collect::<Vec<_>>()
    };
    let all = customer.subscriptions.iter();
    let (items, total) = page.cut(all.map(|(id, subscription)| subscription.printed(id, instances(id), now)));
    let mut listed = AccountSubscriptionPage::new();
    (listed.items, listed.total_count) = (Some(items), Some(total));
    (listed.page_number, listed.page_size) = (Some(page.number), Some(page.size));
    Ok(listed)
}

fn create(context: &mut Context<'_>, (): ()) -> Output<operations::CreateAccountSubscriptionInstance> {
    let (subscription, now) = (context.path("id"), context.now());
    if !context.world.customer.subscriptions.contains_key(subscription) {
        return Err(Rejection::bad_request("subscription not found"));
    }
    context.world.may_add_instance()?;
    let name = context.query("name").filter(|name| !name.is_empty()).map(str::to_owned);
    let world = &mut *context.world;
    let (id, instance) = world.customer.create(subscription, name.as_deref(), &mut world.network.ids, now);
    world.instances.insert(id.clone(), instance);
    Ok(id)
}

fn delete(context: &mut Context<'_>, (): ()) -> Output<operations::DeleteAccountSubscriptionInstance> {
    let (subscription, id, now) = (context.path("id"), context.path("instanceId"), context.now());
    if !context.world.customer.remove(subscription, id, now) {
        return Err(Rejection::bad_request("instance not found"));
    }
    if context.world.instances.get(id).is_some_and(Instance::is_paired) {
        context.world.logout(id, "instance_deleted", false);
    }
    context.world.instances.shift_remove(id);
    Ok(())
}

fn list_changes(context: &mut Context<'_>, (): ()) -> Output<operations::ListAccountSubscriptionChanges> {
    let id = context.path("id");
    if !context.world.customer.subscriptions.contains_key(id) {
        return Err(Rejection::new(404, "subscription not found"));
    }
    let (page, times) = (Page::of(context)?, times(context, "timestampFrom", "timestampTo")?);
    let given = |name: &str| context.query(name).filter(|value| !value.is_empty());
    let (kind, instance) = (given("changeType"), given("instanceId"));
    let changes = context.world.customer.changes.iter().filter(|change| {
        let is_kind = kind.is_none_or(|kind| change.kind == kind);
        let is_about = instance.is_none_or(|instance| change.instance.as_deref() == Some(instance));
        change.subscription == id && is_kind && is_about && times.contains(&change.at)
    });
    let (items, total) = page.cut(changes.map(|change| change.printed()));
    let mut listed = AccountSubscriptionChangePage::new();
    (listed.items, listed.total_count) = (Some(items), Some(total));
    (listed.page_number, listed.page_size) = (Some(page.number), Some(page.size));
    Ok(listed)
}

fn record<'a>(context: &'a mut Context<'_>, id: &str) -> Result<&'a mut Record, Rejection> {
    context.world.customer.records.get_mut(id).ok_or_else(unknown_instance)
}

fn unknown_instance() -> Rejection {
    Rejection::new(404, "instance not found")
}

fn device(context: &Context<'_>, id: &str) -> Jid {
    context.world.instances.get(id).map(Instance::device_id).unwrap_or_default()
}

/// Applies the configuration of the account to its instances.
fn apply(context: &mut Context<'_>) {
    let world = &mut *context.world;
    for (id, record) in &world.customer.records {
        if let Some(instance) = world.instances.get_mut(id) {
            instance.config = record.config(&world.customer.defaults);
        }
    }
}

/// Returns the range between two time parameters, which are optional.
fn times(context: &Context<'_>, from: &str, to: &str) -> Result<RangeInclusive<SystemTime>, Rejection> {
    let time = |name: &str| match context.query(name).filter(|value| !value.is_empty()) {
        None => Ok(None),
        Some(value) => {
            let time = value.parse::<Time>().ok().and_then(|time| time.to_system_time());
            time.map(Some).ok_or_else(|| page::invalid(name))
        }
    };
    let earliest = SystemTime::UNIX_EPOCH;
    let latest = earliest + std::time::Duration::from_secs(253_402_300_799);
    Ok(time(from)?.unwrap_or(earliest)..=time(to)?.unwrap_or(latest))
}

//! The administration of a self-hosted server's instances.

use std::time::SystemTime;

use wsapi_client::{
    operations,
    types::{self, CreateInstanceRequest, CreatedInstance, InstanceConfig, SetInstanceConfigRequest},
};

use super::{Behaviour, Output};
use crate::server::{Config, Context, Instance, Rejection};

pub(super) fn behaviours() -> Vec<Behaviour> {
    vec![
        Behaviour::of::<operations::ListInstances>(list),
        Behaviour::of::<operations::CreateInstance>(create),
        Behaviour::of::<operations::GetInstance>(get),
        Behaviour::of::<operations::DeleteInstance>(delete),
        Behaviour::of::<operations::UpdateInstanceConfig>(update_config),
        Behaviour::of::<operations::RestartInstance>(restart),
    ]
}

fn list(context: &mut Context<'_>, (): ()) -> Output<operations::ListInstances> {
    let now = context.now();
    Ok(context.world.instances.iter().map(|(id, instance)| printed(id, instance, now)).collect())
}

fn create(context: &mut Context<'_>, body: CreateInstanceRequest) -> Output<operations::CreateInstance> {
    if context.world.instances.contains_key(&body.id) {
        return Err(Rejection::bad_request(format!("instance {} already exists", body.id)));
    }
    context.world.may_add_instance()?;
    let config = context.world.settings.completed(Config {
        key: body.api_key.map(|key| key.expose().to_owned()),
        webhook_url: body.webhook_url.unwrap_or_default(),
        signing_secret: body.signing_secret.map(|secret| secret.expose().to_owned()),
        event_filters: body.event_filters.unwrap_or_default(),
        publish_events: body.publish_events,
        history_sync: body.history_sync,
        is_pulled: false,
    });
    let mut created = CreatedInstance::new();
    (created.id, created.config) = (body.id.clone(), printed_config(&config));
    context.world.instances.insert(body.id, Instance::new(config));
    Ok(created)
}

fn get(context: &mut Context<'_>, (): ()) -> Output<operations::GetInstance> {
    let (id, now) = (context.path("id"), context.now());
    let instance = context.world.instances.get(id).ok_or_else(|| Rejection::new(404, "instance not found"))?;
    Ok(printed(id, instance, now))
}

/// Deletes an instance. An unknown id is not an error.
fn delete(context: &mut Context<'_>, (): ()) -> Output<operations::DeleteInstance> {
    let id = context.path("id");
    if context.world.instances.get(id).is_some_and(Instance::is_paired) {
        context.world.logout(id, "instance_deleted", false);
    }
    context.world.instances.shift_remove(id);
    Ok(())
}

fn update_config(
    context: &mut Context<'_>,
    body: SetInstanceConfigRequest,
) -> Output<operations::UpdateInstanceConfig> {
    let id = context.path("id");
    let config = context.world.settings.completed(Config {
        key: Some(body.api_key.expose().to_owned()),
        webhook_url: body.webhook_url,
        signing_secret: Some(body.signing_secret.expose().to_owned()),
        event_filters: body.event_filters.unwrap_or_default(),
        publish_events: body.publish_events,
        history_sync: body.history_sync,
        is_pulled: false,
    });
    known(context, id)?.config = config;
    Ok(())
}

fn restart(context: &mut Context<'_>, (): ()) -> Output<operations::RestartInstance> {
    let id = context.path("id");
    known(context, id)?.restart();
    Ok(())
}

fn known<'a>(context: &'a mut Context<'_>, id: &str) -> Result<&'a mut Instance, Rejection> {
    let unknown = || Rejection::new(404, format!("instance {id} not found"));
    context.world.instances.get_mut(id).ok_or_else(unknown)
}

fn printed(id: &str, instance: &Instance, now: SystemTime) -> types::Instance {
    let mut printed = types::Instance::new();
    id.clone_into(&mut printed.id);
    printed.config = printed_config(&instance.config);
    printed.is_connected = instance.is_connected(now);
    printed.is_logged_in = instance.is_up && instance.is_logged_in(now);
    printed.device_id = instance.is_up.then(|| instance.device_id());
    printed
}

fn printed_config(config: &Config) -> InstanceConfig {
    let mut printed = InstanceConfig::new();
    printed.api_key = config.key.as_deref().map(Into::into);
    printed.webhook_url.clone_from(&config.webhook_url);
    printed.signing_secret = config.signing_secret.as_deref().map(Into::into);
    printed.event_filters = Some(config.event_filters.clone());
    (printed.history_sync, printed.publish_events) = (config.history_sync, config.publish_events);
    printed
}

//! The customer's account of the hosted service.

mod recorder;

use self::recorder::Recorder;
use wsapi_client::{
    Credential,
    types::{SetInstanceNameRequest, UpdateAccountInstanceDefaultsRequest, UpdateAccountInstanceSettingsRequest},
};
use wsapi_simulator::Simulator;

#[tokio::test(start_paused = true)]
async fn instances_are_created_renamed_and_deleted() {
    let sim = Simulator::new();
    let account = sim.client().account();
    let subscription = account.subscriptions().await.unwrap().items.unwrap().remove(0).id.unwrap();
    let id = account.create_instance(&*subscription).name("Sales").await.unwrap();
    account.set_instance_name(&*id, SetInstanceNameRequest::new("Support")).await.unwrap();
    assert_eq!(account.instance(&*id).await.unwrap().name.unwrap(), "Support");
    assert!(!sim.instance(&id).client().session().status().await.unwrap().is_logged_in);

    account.delete_instance(&*subscription, &*id).await.unwrap();
    assert_eq!(account.instance(&*id).await.unwrap_err().status(), Some(404));
    let changes = account.subscription_changes(&*subscription).instance_id(&*id).await.unwrap().items.unwrap();
    let kinds: Vec<_> = changes.iter().map(|change| change.change_type.as_deref().unwrap()).collect();
    assert_eq!(kinds, ["instance_added", "instance_removed"]);
    assert_eq!(changes[0].new_quantity.value(), Some(&2));
}

#[tokio::test(start_paused = true)]
async fn lists_are_paginated() {
    let sim = Simulator::new();
    let account = sim.client().account();
    for _ in 0..24 {
        account.create_instance("sub_1").await.unwrap();
    }
    let first = account.instances().await.unwrap();
    assert_eq!((first.total_count, first.page_number, first.page_size), (Some(25), Some(1), Some(20)));
    let second = account.subscription_instances("sub_1").page_number(2).await.unwrap();
    assert_eq!(second.items.unwrap().len(), 5);
    assert!(account.instances().page_number(i64::MAX).await.unwrap().items.unwrap().is_empty());
    let error = account.instances().page_number(0).await.unwrap_err();
    assert_eq!(error.detail(), Some("invalid query parameter: pageNumber"));
    let later: wsapi_client::Time = "2030-01-01T00:00:00Z".parse().unwrap();
    assert_eq!(account.instances().created_from(later).await.unwrap().total_count, Some(0));
}

#[tokio::test(start_paused = true)]
async fn regenerated_key_replaces_the_old_one() {
    let sim = Simulator::new();
    let old = sim.client();
    let key = old.account().regenerate_instance_api_key("default").await.unwrap();
    assert_eq!(old.session().status().await.unwrap_err().status(), Some(401));
    old.with_api_key(key).session().status().await.unwrap();
    // An instance key is not an account key.
    let wrong = sim.client().request(http::Method::GET, "/account/instances").credential(Credential::Instance);
    assert_eq!(wrong.await.unwrap_err().status(), Some(401));
}

#[tokio::test(start_paused = true)]
async fn settings_apply_after_a_restart() {
    let sim = Simulator::new();
    let events = Recorder::of(&sim);
    let (account, ada) = (sim.client().account(), sim.person("+49 170 1234567"));
    let settings = UpdateAccountInstanceSettingsRequest::new(false, true, false).event_filters(["group"]);
    account.update_instance_settings("default", settings).await.unwrap();
    let read = account.instance("default").await.unwrap().settings.unwrap();
    assert_eq!((read.pull_mode, read.webhook_url.is_null()), (Some(true), true));
    ada.writes("one").await;
    account.restart_instance("default").await.unwrap();
    ada.writes("two").await;
    assert_eq!(events.types(), ["message"]);

    let defaults = UpdateAccountInstanceDefaultsRequest::new(true, false).default_webhook_url("https://a.invalid");
    account.update_instance_defaults(defaults).await.unwrap();
    let settings = UpdateAccountInstanceSettingsRequest::new(true, false, false);
    account.update_instance_settings("default", settings).await.unwrap();
    let read = account.instance("default").await.unwrap().settings.unwrap();
    assert_eq!(read.webhook_url.value().map(String::as_str), Some("https://a.invalid"));
    assert_eq!(account.instance_defaults().await.unwrap().default_history_sync, Some(true));
}

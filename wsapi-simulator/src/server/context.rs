//! What an operation works with.

use std::collections::HashMap;
use std::time::SystemTime;

use wsapi_client::Jid;

use super::{Instance, path::Values};
use crate::{network::Actor, world::World};

/// The world, and the parts of the request outside the body.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    pub(crate) world: &'a mut World,
    instance: Option<String>,
    path: Values<'a>,
    query: HashMap<String, String>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(
        world: &'a mut World,
        instance: Option<String>,
        path: Values<'a>,
        query: HashMap<String, String>,
    ) -> Self {
        Self { world, instance, path, query }
    }

    /// The id of the instance. It is empty for operations that are not about one.
    pub(crate) fn instance_id(&self) -> &str {
        self.instance.as_deref().unwrap_or_default()
    }

    /// The instance. Its existence was checked before.
    pub(crate) fn instance(&mut self) -> &mut Instance {
        let id = self.instance.clone().unwrap_or_default();
        self.world.instances.entry(id).or_default()
    }

    /// The account of the instance. That it has one was checked before.
    pub(crate) fn me(&self) -> Jid {
        let instance = self.world.instances.get(self.instance_id());
        instance.and_then(Instance::account).cloned().unwrap_or_default()
    }

    /// The account of the instance, as it acts through the API.
    pub(crate) fn actor(&self) -> Actor {
        Actor { account: self.me(), instance: self.instance.clone() }
    }

    /// A parameter of the path.
    pub(crate) fn path(&self, name: &str) -> &'a str {
        self.path.iter().find(|(other, _)| *other == name).map_or("", |(_, value)| value)
    }

    /// A parameter of the query, if it was sent.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str)
    }

    pub(crate) fn now(&self) -> SystemTime {
        self.world.clock.now()
    }
}

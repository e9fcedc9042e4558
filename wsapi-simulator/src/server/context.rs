//! The context of an operation.

use std::collections::HashMap;
use std::time::SystemTime;

use wsapi_client::Jid;

use super::{Instance, path::Values};
use crate::{
    network::{Actor, Network, Rejected},
    world::World,
};

/// The world, and the request without its body.
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

    /// Returns the id of the instance. It is empty for operations without an instance.
    pub(crate) fn instance_id(&self) -> &str {
        self.instance.as_deref().unwrap_or_default()
    }

    /// Returns the instance. An earlier check ensures that it exists.
    pub(crate) fn instance(&mut self) -> &mut Instance {
        let id = self.instance.clone().unwrap_or_default();
        self.world.instances.entry(id).or_default()
    }

    /// Returns the account of the instance. An earlier check ensures that it has one.
    pub(crate) fn me(&self) -> Jid {
        let instance = self.world.instances.get(self.instance_id());
        instance.and_then(Instance::account).cloned().unwrap_or_default()
    }

    /// Returns WhatsApp. Fails like a rejection of WhatsApp if the socket of the instance is lost.
    pub(crate) fn whatsapp(&mut self) -> Result<&mut Network, Rejected> {
        let has_socket = self.instance().has_socket;
        if has_socket { Ok(&mut self.world.network) } else { Err(Rejected::not_connected()) }
    }

    /// Returns the account of the instance as an actor through the API.
    pub(crate) fn actor(&self) -> Actor {
        Actor { account: self.me(), instance: self.instance.clone() }
    }

    /// Returns a path parameter.
    pub(crate) fn path(&self, name: &str) -> &'a str {
        self.path.iter().find(|(other, _)| *other == name).map_or("", |(_, value)| value)
    }

    /// Returns a query parameter, if it was sent.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str)
    }

    pub(crate) fn now(&self) -> SystemTime {
        self.world.clock.now()
    }
}

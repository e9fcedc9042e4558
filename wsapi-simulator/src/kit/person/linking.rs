//! Pairing on the phone.

use std::time::Duration;

use serde::Deserialize;
use wsapi_client::BoxFuture;

use super::{Acting, Person};
use crate::{
    kit::InstanceHandle,
    network::Rejected,
    server::LinkError,
    world::{Code, World},
};

/// A pairing by a QR code or a pair code. It happens when it is awaited. The future completes when the handlers have
/// settled.
#[derive(Debug)]
#[must_use = "the pairing happens when it is awaited"]
pub struct Linking<'a> {
    person: &'a Person,
    code: Code,
    takes: Duration,
    error: Option<String>,
}

/// The reason why the link between a phone and an instance ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum UnlinkReason {
    /// The person logs the instance out in the phone's list of linked devices.
    #[default]
    FromPhone,
    /// The phone itself was logged out.
    PhoneLoggedOut,
    /// WhatsApp gives no reason.
    Unexplained,
}

impl UnlinkReason {
    fn text(self) -> &'static str {
        match self {
            Self::FromPhone => "401: logged out from another device",
            Self::PhoneLoggedOut => "403: primary device was logged out",
            Self::Unexplained => "406: logged out for unknown reason",
        }
    }
}

impl Person {
    /// Scans a QR code, given as its text, with the phone. This links the account to the instance that shows the code.
    ///
    /// ```
    /// use wsapi_simulator::{NewInstance, Simulator};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sim = Simulator::builder().instance(NewInstance::named("sales").unpaired()).build();
    /// let phone = sim.person("+49 170 1234567").named("Ada");
    ///
    /// let mut pairing = sim.client().session().pairing();
    /// let code = pairing.next_code().await?.expect("the instance is not paired");
    /// phone.scans(code.text()).await?;
    /// assert!(sim.client().session().status().await?.is_logged_in);
    /// # Ok(())
    /// # }
    /// ```
    pub fn scans(&self, code: impl Into<String>) -> Linking<'_> {
        Linking { person: self, code: Code::Scanned(code.into()), takes: Duration::ZERO, error: None }
    }

    /// Enters a pair code on the phone. This links the account to the instance that shows the code.
    pub fn enters(&self, pair_code: impl Into<String>) -> Linking<'_> {
        Linking { person: self, code: Code::Entered(pair_code.into()), takes: Duration::ZERO, error: None }
    }

    /// Ends the link of the account to an instance.
    ///
    /// # Panics
    ///
    /// Awaiting it panics if the instance is not linked to this account.
    pub fn unlinks<'a>(&'a self, instance: &'a InstanceHandle, reason: UnlinkReason) -> Acting<'a> {
        self.attempts_in_world(move |world| {
            if world.paired_account(&instance.id)? != self.jid {
                let problem = format!("the instance `{}` is linked to another account", instance.id);
                return Err(Rejected::because(problem));
            }
            world.logout(&instance.id, reason.text(), false);
            Ok(())
        })
    }

    fn links(
        &self,
        world: &mut World,
        code: &Code,
        takes: Duration,
        error: Option<String>,
    ) -> Result<InstanceHandle, LinkError> {
        let id = world.instance_with_code(code, &self.jid)?;
        if let Some(error) = error {
            world.fail_login(&id, &self.jid, &error);
            return Err(LinkError::Failed(error));
        }
        world.login(&id, &self.jid, takes);
        Ok(self.simulator.instance(&id))
    }
}

impl<'a> Linking<'a> {
    /// Sets how long the login takes on the simulator's clock. Until then, the instance has a device id but is not
    /// logged in. By default, the instance is logged in immediately.
    pub fn takes(mut self, duration: Duration) -> Self {
        self.takes = duration;
        self
    }

    /// Makes the pairing fail after the code was accepted. The instance reports it as a `login_error`.
    pub fn and_fails(mut self, error: impl Into<String>) -> Self {
        self.error = Some(error.into());
        self
    }

    pub(crate) fn into_act(self) -> Acting<'a, Result<InstanceHandle, LinkError>> {
        let Self { person, code, takes, error } = self;
        person.attempts_in_world(move |world| Ok(person.links(world, &code, takes, error)))
    }
}

impl<'a> IntoFuture for Linking<'a> {
    type Output = Result<InstanceHandle, LinkError>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    #[track_caller]
    fn into_future(self) -> Self::IntoFuture {
        self.into_act().into_future()
    }
}

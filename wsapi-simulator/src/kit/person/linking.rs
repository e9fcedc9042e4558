//! Pairing, as it is done on the phone.

use std::time::Duration;

use wsapi_client::BoxFuture;

use super::{Acting, Person};
use crate::{
    kit::InstanceHandle,
    server::LinkError,
    world::{Code, World},
};

/// A code that a person is about to scan or to enter. It is done when it is awaited, which returns when the handlers
/// have settled.
#[derive(Debug)]
#[must_use = "it is done when it is awaited"]
pub struct Linking<'a> {
    person: &'a Person,
    code: Code,
    takes: Duration,
    error: Option<String>,
}

/// How a phone ends the link to an instance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unlinked {
    /// The person logs the instance out, in the phone's list of linked devices.
    #[default]
    FromPhone,
    /// The phone itself was logged out.
    PhoneLoggedOut,
    /// WhatsApp gives no reason.
    Unexplained,
}

impl Unlinked {
    fn reason(self) -> &'static str {
        match self {
            Self::FromPhone => "401: logged out from another device",
            Self::PhoneLoggedOut => "403: primary device was logged out",
            Self::Unexplained => "406: logged out for unknown reason",
        }
    }
}

impl Person {
    /// Scans the text of a QR code with the phone, which links the account to the instance that shows it.
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

    /// Enters a pair code in the phone, which links the account to the instance that shows it.
    pub fn enters(&self, pair_code: impl Into<String>) -> Linking<'_> {
        Linking { person: self, code: Code::Entered(pair_code.into()), takes: Duration::ZERO, error: None }
    }

    /// Ends the link of the account to an instance.
    ///
    /// # Panics
    ///
    /// Panics when it is awaited if the instance is not linked to this account.
    pub fn unlinks<'a>(&'a self, instance: &'a InstanceHandle, how: Unlinked) -> Acting<'a> {
        Acting::new(&self.simulator, move |world| {
            let account = world.instances.get(&instance.id).and_then(|instance| instance.account());
            assert_eq!(account, Some(&self.jid), "the instance {} is linked to another account", instance.id);
            world.logout(&instance.id, how.reason(), false);
        })
    }
}

impl Linking<'_> {
    /// Lets the login take a while on the clock of the simulator. Until then the instance has a device id, and is not
    /// logged in. Without it, the instance is ready at once.
    pub fn takes(mut self, duration: Duration) -> Self {
        self.takes = duration;
        self
    }

    /// Lets the pairing fail after the code was accepted, which the instance reports as a `login_error`.
    pub fn and_fails(mut self, error: impl Into<String>) -> Self {
        self.error = Some(error.into());
        self
    }
}

impl<'a> IntoFuture for Linking<'a> {
    type Output = Result<InstanceHandle, LinkError>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { person, code, takes, error } = self;
        let link = move |world: &mut World| {
            let id = world.instance_with_code(&code, &person.jid)?;
            if let Some(error) = error {
                world.fail_login(&id, &person.jid, &error);
                return Err(LinkError::Failed(error));
            }
            world.login(&id, &person.jid, takes);
            Ok(person.simulator.instance(&id))
        };
        Acting::new(&person.simulator, link).into_future()
    }
}

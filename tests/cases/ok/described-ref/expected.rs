// ==> operations/trips.rs

//! The operations of `client.trips()`, as types.

use crate::generated::types::Trip;
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `getTrip`: `GET /trips`. Called with
/// [`Trips::get`](crate::generated::resources::Trips::get).
#[derive(Debug)]
pub enum GetTrip {}

impl Wire for GetTrip {
    type Request = ();
    type Response = Json<Trip>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getTrip",
        method: Method::GET,
        path: "/trips",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

// ==> resources/trips.rs

//! The resource `client.trips()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `trips`.
///
/// Returned by [`Client::trips`].
#[derive(Clone, Debug)]
pub struct Trips {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Trips`].
    pub fn trips(&self) -> Trips {
        Trips { client: self.clone() }
    }
}

impl Trips {
    /// Calls `getTrip`.
    ///
    /// `getTrip` · `GET /trips` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: described_reference::Client) -> Result<(), described_reference::Error> {
    /// let trip = client.trips().get().await?;
    /// println!("{trip:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "getTrip")]
    #[inline]
    pub fn get(&self) -> Call<operations::GetTrip> {
        Call::new(&self.client, ())
    }
}

// ==> types/trips.rs

//! Types that only the resource `trips` uses.

use crate::prelude::object;

/// The fields of `Trip`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Trip {
    /// Where it begins.
    pub from: Place,
    /// Where it ends.
    pub to: Place,
    /// The member `via`.
    pub via: Option<Place>,
}

object!(Trip { from: "from", to: "to", via: "via" });

impl Trip {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// A place on the map.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Place {
    /// The member `x`.
    pub x: f64,
    /// The member `y`.
    pub y: f64,
}

object!(Place { x: "x", y: "y" });

impl Place {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

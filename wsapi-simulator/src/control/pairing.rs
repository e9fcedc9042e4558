//! The pending pairing of an instance.

use std::time::SystemTime;

use serde::Serialize;
use wsapi_client::{Jid, Time};

use crate::instance::Link;

/// The codes with which a phone can pair the instance, without their texts: the operations of the session return them.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Pairing<'a> {
    qr_code: Option<QrCode>,
    pair_code: Option<PairCode<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct QrCode {
    expires_at: Time,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PairCode<'a> {
    phone: &'a Jid,
    expires_at: Time,
}

impl<'a> Pairing<'a> {
    /// Returns `None` if all codes have expired.
    pub(super) fn of(link: &'a Link, now: SystemTime) -> Option<Self> {
        let qr_code = link.qr_until(now).map(|until| QrCode { expires_at: until.into() });
        let pair_code = link.pair_code_until(now);
        let pair_code = pair_code.map(|(phone, until)| PairCode { phone, expires_at: until.into() });
        (qr_code.is_some() || pair_code.is_some()).then_some(Self { qr_code, pair_code })
    }
}

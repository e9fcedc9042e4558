//! Pairing, and the state of the device.

use wsapi_client::{
    Download, EventData, operations,
    types::{Ack, LinkCode, SessionStatus},
};

use super::{Behaviour, Output};
use crate::{
    instance::Link,
    server::{Context, Rejection, phone, qr},
};

pub(super) fn behaviours() -> Vec<Behaviour> {
    vec![
        Behaviour::of::<operations::GetQr>(qr_picture),
        Behaviour::of::<operations::GetQrText>(qr_text),
        Behaviour::of::<operations::GetPairCode>(pair_code),
        Behaviour::of::<operations::GetSessionStatus>(status),
        Behaviour::of::<operations::Logout>(logout),
        Behaviour::of::<operations::FlushHistory>(flush_history),
    ]
}

/// The characters of a pair code, without easily confused ones.
const PAIR_CODE_ALPHABET: &[u8] = b"123456789ABCDEFGHJKLMNPQRSTVWXYZ";
const BASE64_ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn qr_picture(context: &mut Context<'_>, (): ()) -> Output<operations::GetQr> {
    let text = new_qr(context)?;
    let picture = qr::picture(&text).ok_or_else(|| Rejection::bad_request("failed to generate QR code"))?;
    Ok(Download::from_bytes("image/png", picture))
}

fn qr_text(context: &mut Context<'_>, (): ()) -> Output<operations::GetQrText> {
    new_qr(context).map(link_code)
}

fn pair_code(context: &mut Context<'_>, (): ()) -> Output<operations::GetPairCode> {
    let phone = phone::international(context.path("phone"))?;
    must_be_unpaired(context)?;
    let mut part = || context.world.network.ids.text(4, PAIR_CODE_ALPHABET);
    let code = format!("{}-{}", part(), part());
    let opened = context.now();
    context.instance().link = Some(Link { qr: None, pair_code: Some((code.clone(), phone)), opened });
    Ok(link_code(code))
}

fn status(context: &mut Context<'_>, (): ()) -> Output<operations::GetSessionStatus> {
    let now = context.now();
    let instance = context.instance();
    let mut status = SessionStatus::new();
    status.is_connected = instance.is_connected(now);
    status.is_logged_in = instance.is_logged_in(now);
    status.device_id = instance.device_id();
    Ok(status)
}

fn logout(context: &mut Context<'_>, (): ()) -> Output<operations::Logout> {
    if !context.instance().is_paired() {
        return Err(Rejection::bad_request("failed to logout: the store doesn't contain a device JID"));
    }
    context.whatsapp().map_err(|rejected| Rejection::failed("logout", &rejected.0))?;
    let id = context.instance_id().to_owned();
    context.world.logout(&id, "api_logout", true);
    Ok(())
}

fn flush_history(context: &mut Context<'_>, (): ()) -> Output<operations::FlushHistory> {
    let now = context.now();
    if !context.instance().is_logged_in(now) {
        return Err(Rejection::bad_request("device not paired"));
    }
    let (id, config) = (context.instance_id().to_owned(), context.instance().config.clone());
    for event in context.instance().history.flush(now) {
        context.world.announce(&id, &EventData::MessageHistorySync(Box::new(event)), &config);
    }
    Ok(ack())
}

/// Opens a connection with a new code, which invalidates the earlier one.
fn new_qr(context: &mut Context<'_>) -> Result<String, Rejection> {
    must_be_unpaired(context)?;
    let ids = &mut context.world.network.ids;
    let reference = ids.text(88, BASE64_ALPHABET);
    let mut key = || format!("{}=", ids.text(43, BASE64_ALPHABET));
    let text = format!("2@{reference},{},{},{}", key(), key(), key());
    let opened = context.now();
    context.instance().link = Some(Link { qr: Some(text.clone()), pair_code: None, opened });
    Ok(text)
}

fn must_be_unpaired(context: &mut Context<'_>) -> Result<(), Rejection> {
    if context.instance().is_paired() { Err(Rejection::bad_request("device already registered")) } else { Ok(()) }
}

fn link_code(text: String) -> LinkCode {
    let mut code = LinkCode::new();
    code.code = text;
    code
}

/// Returns the acknowledgement of an operation that completes later.
pub(super) fn ack() -> Ack {
    let mut ack = Ack::new();
    "ok".clone_into(&mut ack.status);
    ack
}

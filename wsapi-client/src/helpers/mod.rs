//! What goes beyond single operations and knows their types: the second layer, above the runtime and the generated
//! code.

mod event;
mod instance_config;
mod message;
mod pairing;

pub use self::pairing::{Pairing, QrCode};

/// Events cross threads; the runtime cannot promise it, since it does not know them.
const _: () = {
    const fn shared<T: Send + Sync + 'static>() {}
    shared::<crate::Event>();
    shared::<crate::EventData>();
};

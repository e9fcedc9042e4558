//! What goes beyond single operations and knows their types: the second layer, above the runtime and the generated
//! code.

mod instance_config;
mod items;

pub use self::items::{Items, Paged};

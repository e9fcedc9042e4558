//! JSON, by reflection.
//!
//! Every generated type shows its parts as [`Field`]s, and one loop each reads, writes, prints and checks them all.
//! serde's derives would compile the same loops again for each type, in the SDK and in every program that uses it. The
//! types still implement serde's traits, through the same loops.

mod fields;
pub(crate) mod object;
mod open_enum;
mod raw;
mod read;
mod reflection;
pub(crate) mod show;
mod write;

pub use self::open_enum::UnknownValue;
pub(crate) use self::{
    object::object,
    open_enum::{OpenEnum, open_enum},
    raw::{RawData, Unparsed},
    read::{deserialize, from_slice},
    reflection::{Field, Member, Object, SetText, Shape, Slot, View, Visit, VisitMut},
    show::show_object,
    write::{Written, serialize, to_vec},
};

/// A JSON object without a fixed shape.
///
/// ```
/// let mut object = wsapi_client::JsonObject::new();
/// object.insert("colour".to_owned(), "green".into());
/// ```
pub type JsonObject = serde_json::Map<String, serde_json::Value>;

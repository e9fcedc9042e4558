//! Reflection: every value gives access to its parts, so that one loop each can read, write, print and check all of
//! them.

use std::{any::Any, borrow::Cow, fmt};

use serde_json::{Value, value::RawValue};

use super::JsonObject;

/// A value that can be read, written, shown and checked without knowing its type.
pub trait Field: Any + Send + Sync {
    /// Creates a placeholder to read into.
    fn empty() -> Self
    where
        Self: Sized;

    /// Returns the value for writing.
    fn view(&self) -> View<'_>;

    /// Returns the place that the value is read into.
    fn slot(&mut self) -> Slot<'_>;

    /// Returns whether an object may lack it.
    fn is_optional(&self) -> bool {
        false
    }

    /// Returns whether an object is written without it.
    fn is_absent(&self) -> bool {
        false
    }

    /// Writes the parts that are safe to log.
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// Returns the reason why it cannot be sent, without the value, such as "is empty".
    fn problem(&self) -> Option<&'static str> {
        None
    }
}

/// A value that is being written.
#[allow(missing_debug_implementations, reason = "it lives for a match")]
pub enum View<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    Text(Cow<'a, str>),
    /// An array.
    List(&'a dyn List),
    /// An object with any names.
    Map(&'a dyn Map),
    /// An object with known names.
    Object(&'a dyn Object),
    /// JSON without a fixed shape.
    Json(&'a Value),
    /// Unparsed JSON.
    Raw(&'a RawValue),
    /// Something that cannot be written, and why.
    Unwritable(&'static str),
}

/// The place that a value is read into.
#[allow(missing_debug_implementations, reason = "it lives for a match")]
pub enum Slot<'a> {
    /// `true` or `false`.
    Bool(&'a mut bool),
    /// A number.
    Number(&'a mut dyn SetNumber),
    /// A string.
    Text(&'a mut dyn SetText),
    /// An array. `null` is an empty one.
    List(&'a mut dyn List),
    /// An object with any names. `null` is an empty one.
    Map(&'a mut dyn Map),
    /// An object with known names.
    Object(&'a mut dyn Object),
    /// `null` or a value.
    Optional(&'a mut dyn Optional),
    /// JSON without a fixed shape.
    Json(&'a mut Value),
    /// Unparsed JSON.
    Raw(&'a mut Box<RawValue>),
}

/// A number as JSON has them.
#[derive(Clone, Copy, Debug)]
pub enum Number {
    /// An integer.
    Signed(i64),
    /// An integer above `i64::MAX`, or any that is not negative.
    Unsigned(u64),
    /// A number with a fraction or an exponent.
    Float(f64),
}

/// A number that can be set.
pub trait SetNumber {
    /// Describes the accepted numbers, such as "a 32-bit integer".
    fn expected(&self) -> &'static str;

    /// Returns whether numbers with a fraction are accepted.
    fn takes_fractions(&self) -> bool {
        false
    }

    /// Sets the number. Returns `false` if it is not accepted.
    fn set_number(&mut self, number: Number) -> bool;
}

/// A string that can be set to any text.
pub trait SetText {
    /// Replaces the text.
    fn set_text(&mut self, text: &str);
}

/// A list whose items are fields.
pub trait List {
    /// Visits the items in order.
    fn for_each(&self, visit: &mut dyn FnMut(&dyn Field));

    /// Visits the items in order, to change them.
    fn for_each_mut(&mut self, visit: &mut dyn FnMut(&mut dyn Field));

    /// Adds a placeholder to read into.
    fn push(&mut self) -> &mut dyn Field;

    /// Removes all items.
    fn clear(&mut self);
}

/// A map from strings to fields.
pub trait Map {
    /// Visits the entries in order.
    fn for_each(&self, visit: &mut dyn FnMut(&str, &dyn Field));

    /// Adds a placeholder to read into.
    fn insert(&mut self, name: String) -> &mut dyn Field;

    /// Removes all entries.
    fn clear(&mut self);
}

/// A field that may be `null`.
pub trait Optional {
    /// Sets a placeholder to read into.
    fn fill(&mut self) -> &mut dyn Field;

    /// Returns the value, if there is one.
    fn value_mut(&mut self) -> Option<&mut dyn Field>;

    /// Sets `null`.
    fn clear(&mut self);
}

/// A callback that gets the fields of a struct, and the members without a field, if the struct preserves them.
pub(crate) type Visit<'a> = dyn FnMut(&[&dyn Field], Option<&JsonObject>) + 'a;

/// A callback that gets the same, to change them.
pub(crate) type VisitMut<'a> = dyn FnMut(&mut [&mut dyn Field], Option<&mut JsonObject>) + 'a;

/// A struct whose fields are the members of a JSON object.
pub trait Object: Any + Send + Sync {
    /// Returns the names.
    fn shape(&self) -> &'static Shape;

    /// Creates a placeholder to read into.
    fn empty() -> Self
    where
        Self: Sized;

    /// Calls `visit` with the fields in the order of the shape, and with the members without a field, if the struct
    /// preserves them.
    fn with_fields(&self, visit: &mut Visit<'_>);

    /// Calls `visit` with the same, to change them.
    fn with_fields_mut(&mut self, visit: &mut VisitMut<'_>);
}

/// The names of a struct.
#[derive(Debug)]
pub struct Shape {
    /// The name of the struct.
    pub name: &'static str,
    /// The fields in order.
    pub members: &'static [Member],
}

/// The names of a field.
#[derive(Debug)]
pub struct Member {
    /// In Rust.
    pub field: &'static str,
    /// In JSON.
    pub wire: &'static str,
    /// An absent value is written as `null` instead of being left out.
    pub null: bool,
}

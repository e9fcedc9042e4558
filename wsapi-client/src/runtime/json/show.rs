//! Shows a value in `Debug`: names, flags and sizes, but no text that someone wrote.

use std::fmt;

use super::reflection::{Field, List, Object};

/// A value as `Debug` may show it.
pub(crate) struct Shown<'a>(pub(crate) &'a dyn Field);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.show(f)
    }
}

/// Shows a value as `Some`, as `Option` does.
pub(super) fn show_some(value: &dyn Field, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.debug_tuple("Some").field(&Shown(value)).finish()
}

pub(super) fn show_list(list: &dyn List, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut shown = f.debug_list();
    list.for_each(&mut |item| _ = shown.entry(&Shown(item)));
    shown.finish()
}

pub(crate) fn show_object(object: &dyn Object, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let shape = object.shape();
    let mut shown = f.debug_struct(shape.name);
    object.with_fields(&mut |fields, other| {
        for (member, field) in shape.members.iter().zip(fields) {
            shown.field(member.field, &Shown(*field));
        }
        if let Some(other) = other.filter(|other| !other.is_empty()) {
            shown.field("other", &format_args!("{} members", other.len()));
        }
    });
    shown.finish()
}

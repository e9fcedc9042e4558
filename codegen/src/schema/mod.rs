//! Facts about schemas: keywords, types, composition, equality, references.

mod composition;
mod keywords;
mod parts;
mod types;

pub(crate) use composition::{
    adds, admits_null, combines, is_annotation_only, members, object_parts, properties, resolved, sole_member,
};
pub(crate) use keywords::{applies, canonical, declares, is_allowed_next_to_reference, is_annotation};
pub(crate) use parts::{is_enum, is_struct, parts, parts_mut, refer, reference, references, rename_references};
pub(crate) use types::{Type, declared_type, type_of};

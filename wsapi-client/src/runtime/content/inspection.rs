//! Checks a body before it is written: that every value can be sent, and whether it contains a file.

use std::{any::Any, fmt::Write};

use crate::runtime::{
    json::{Field, Object, Slot},
    media::{Attachment, Media},
    service::AttachmentMembers,
};

/// Checks all fields, and takes out the file. The description of a problem contains no value of the body.
pub(super) fn inspect(body: &mut dyn Field, members: &AttachmentMembers) -> Result<Option<Attachment>, String> {
    if let Slot::Object(object) = body.slot() {
        return inspect_object(object, members);
    }
    check(body).map(|()| None).map_err(Problem::into_message)
}

/// Checks the members of a body one by one. Only they can contain a file.
fn inspect_object(object: &mut dyn Object, members: &AttachmentMembers) -> Result<Option<Attachment>, String> {
    let shape = object.shape();
    let (mut result, mut media, mut siblings) = (Ok(()), None, Siblings::default());
    object.with_fields_mut(&mut |fields, _| {
        for (member, field) in shape.members.iter().zip(fields) {
            siblings.see(member.wire, &**field, members);
            match media_in(&mut **field) {
                Some(found) => media = Some((std::mem::replace(found, Media::none()), member.wire)),
                None if result.is_ok() => {
                    result = check(&mut **field).map_err(|problem| problem.within(member.wire));
                }
                None => {}
            }
        }
    });
    result.map_err(Problem::into_message)?;
    match media {
        Some((media, member)) => attachment(media, member, &siblings, members),
        None => Ok(None),
    }
}

/// Returns the file of a field, if the field can contain one.
fn media_in(field: &mut dyn Field) -> Option<&mut Media> {
    if (&*field as &dyn Any).is::<Media>() {
        return (field as &mut dyn Any).downcast_mut();
    }
    match field.slot() {
        Slot::Optional(optional) => media_in(optional.value_mut()?),
        _ => None,
    }
}

/// The members next to a file: absent from the type, not set, or set.
#[derive(Default)]
struct Siblings {
    url: Option<bool>,
    mime_type: Option<bool>,
}

impl Siblings {
    fn see(&mut self, name: &str, field: &dyn Field, members: &AttachmentMembers) {
        let is_set = Some(!field.is_absent());
        if name == members.url {
            self.url = is_set;
        } else if name == members.mime_type {
            self.mime_type = is_set;
        }
    }
}

fn attachment(
    media: Media,
    member: &'static str,
    siblings: &Siblings,
    members: &AttachmentMembers,
) -> Result<Option<Attachment>, String> {
    let url = members.url;
    match (media.is_none(), media.as_url().is_some(), siblings.url) {
        (true, _, Some(false)) => Err(format!("missing file: set `{member}` to a file, or `{url}` to its URL")),
        (true, ..) => Ok(None),
        (false, _, Some(true)) => Err(format!("`{member}` and `{url}` are both set; set only one of them")),
        (false, true, None) => Err(format!("`{member}` takes a file or bytes, not a URL (`Media::url`)")),
        _ => Ok(Some(Attachment {
            media,
            member,
            mime_type: (siblings.mime_type == Some(false)).then_some(members.mime_type),
            url: (siblings.url == Some(false)).then_some(url),
        })),
    }
}

/// A problem in a body, and its location. The path is added on the way back, because hardly any body has a problem.
struct Problem {
    text: &'static str,
    steps: Vec<Step>,
}

enum Step {
    Name(&'static str),
    Index(usize),
}

/// Checks a value and everything in it.
fn check(field: &mut dyn Field) -> Result<(), Problem> {
    if (field as &mut dyn Any).is::<Media>() {
        return Err(Problem::new("cannot contain a file: only a top-level member of the body can"));
    }
    if let Some(text) = field.problem() {
        return Err(Problem::new(text));
    }
    let mut result = Ok(());
    match field.slot() {
        Slot::Optional(optional) => return optional.value_mut().map_or(Ok(()), check),
        Slot::List(list) => {
            let mut index = 0;
            list.for_each_mut(&mut |item| {
                if result.is_ok() {
                    result = check(item).map_err(|problem| problem.at(index));
                }
                index += 1;
            });
        }
        Slot::Object(object) => {
            let shape = object.shape();
            object.with_fields_mut(&mut |fields, _| {
                for (member, field) in shape.members.iter().zip(fields) {
                    if result.is_ok() {
                        result = check(&mut **field).map_err(|problem| problem.within(member.wire));
                    }
                }
            });
        }
        _ => {}
    }
    result
}

impl Problem {
    fn new(text: &'static str) -> Self {
        Self { text, steps: Vec::new() }
    }

    fn within(mut self, name: &'static str) -> Self {
        self.steps.push(Step::Name(name));
        self
    }

    fn at(mut self, index: usize) -> Self {
        self.steps.push(Step::Index(index));
        self
    }

    fn into_message(self) -> String {
        let mut message = "`".to_owned();
        for (index, step) in self.steps.iter().rev().enumerate() {
            // Writing to a string cannot fail.
            _ = match step {
                Step::Name(name) if index == 0 => write!(message, "{name}"),
                Step::Name(name) => write!(message, ".{name}"),
                Step::Index(index) => write!(message, "[{index}]"),
            };
        }
        if self.steps.is_empty() {
            message.push_str("body");
        }
        _ = write!(message, "` {}", self.text);
        message
    }
}

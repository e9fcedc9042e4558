//! A last look at a body before it is written: is every address one that the service takes, and is there a
//! medium to send along?
//!
//! By convention of the service, a medium stands in a field of the body, and beside it the body may have `url`
//! for its address and `mimeType` for its type.

use std::fmt::Write;

use super::{Media, Secret, field::Field, jid};

/// Names the fields that stand beside a medium.
const URL: &str = "url";
const MIME_TYPE: &str = "mimeType";

/// A medium that was taken out of a body.
pub(super) struct Medium {
    pub(super) media: Media,
    /// Where its content goes.
    pub(super) member: &'static str,
    /// Where its type goes, if the body has a place for it and names none.
    pub(super) mime_type: Option<&'static str>,
    /// Where its address goes, if the body has a place for it.
    pub(super) url: Option<&'static str>,
}

/// Looks at all fields, and takes the medium out. A problem is told without any value of the body.
pub(super) fn inspect(body: &mut impl Field) -> Result<Option<Medium>, String> {
    let mut inspection = Inspection::default();
    body.inspect(&mut inspection);
    inspection.finish()
}

/// What has been seen so far, and where the look is.
#[derive(Debug, Default)]
pub struct Inspection {
    /// The member of the body that is looked at, if the body is an object, and how deep in it the look is.
    member: Option<&'static str>,
    depth: usize,
    problem: Option<Problem>,
    media: Option<(Media, &'static str)>,
    url: Sibling,
    mime_type: Sibling,
}

#[derive(Debug)]
struct Problem {
    text: &'static str,
    /// The way back from it, which is noted on that way: hardly any look finds a problem.
    steps: Vec<Step>,
}

#[derive(Debug)]
enum Step {
    Name(&'static str),
    Index(usize),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Sibling {
    /// The body has no such field.
    #[default]
    None,
    Unset,
    Set,
}

impl Inspection {
    /// Looks at a field of an object.
    pub(crate) fn field(&mut self, name: &'static str, field: &mut impl Field) {
        if self.depth == 0 {
            self.member = Some(name);
            let sibling = if field.is_missing() { Sibling::Unset } else { Sibling::Set };
            match name {
                URL => self.url = sibling,
                MIME_TYPE => self.mime_type = sibling,
                _ => {}
            }
        }
        self.step(Step::Name(name), field);
    }

    /// Looks at an item of a list.
    pub(super) fn item(&mut self, index: usize, item: &mut impl Field) {
        self.step(Step::Index(index), item);
    }

    pub(super) fn found_jid(&mut self, text: &str) {
        if let Some(problem) = jid::problem_in_body(text) {
            self.refuse(problem);
        }
    }

    pub(super) fn found_number(&mut self, is_finite: bool) {
        if !is_finite {
            self.refuse("is no number that JSON has");
        }
    }

    pub(super) fn found_secret(&mut self, secret: &Secret) {
        if secret.is_empty_by_accident() {
            self.refuse("is empty; say `Secret::server_default()` if the server's default is meant");
        }
    }

    /// Takes the medium.
    pub(super) fn found_media(&mut self, media: &mut Media) {
        match (self.depth, self.member) {
            (1, Some(member)) if self.media.is_none() => {
                self.media = Some((std::mem::replace(media, Media::none()), member));
            }
            _ => self.refuse("is a medium where the SDK can send none"),
        }
    }

    fn step(&mut self, step: Step, field: &mut impl Field) {
        let was_fine = self.problem.is_none();
        self.depth += 1;
        field.inspect(self);
        self.depth -= 1;
        if let (true, Some(problem)) = (was_fine, &mut self.problem) {
            problem.steps.push(step);
        }
    }

    /// The first problem counts.
    fn refuse(&mut self, text: &'static str) {
        self.problem.get_or_insert(Problem { text, steps: Vec::new() });
    }

    fn finish(self) -> Result<Option<Medium>, String> {
        if let Some(problem) = self.problem {
            return Err(problem.told());
        }
        let Some((media, member)) = self.media else { return Ok(None) };
        match (media.is_none(), media.as_url().is_some(), self.url) {
            (true, _, Sibling::Unset) => {
                Err(format!("there is neither a medium in `{member}` nor an address in `{URL}`"))
            }
            (true, ..) => Ok(None),
            (false, _, Sibling::Set) => {
                Err(format!("there is a medium in `{member}` and an address in `{URL}`; the service takes one of them"))
            }
            (false, true, Sibling::None) => {
                Err(format!("`{member}` takes no address of a medium, but its content: a file, or bytes"))
            }
            _ => Ok(Some(Medium {
                media,
                member,
                mime_type: (self.mime_type == Sibling::Unset).then_some(MIME_TYPE),
                url: (self.url == Sibling::Unset).then_some(URL),
            })),
        }
    }
}

impl Problem {
    fn told(self) -> String {
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

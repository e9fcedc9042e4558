//! Fields that need a box, because the type contains itself through them.

use std::collections::HashMap;

use crate::api::{Field, Kind, Type};

/// Boxes a field of each cycle of types.
pub(super) fn decide(types: &mut [Type]) {
    let positions: HashMap<String, usize> =
        types.iter().enumerate().map(|(at, ty)| (ty.name().to_owned(), at)).collect();
    let mut search = Search { seen: vec![Seen::No; types.len()], path: Vec::new() };
    for start in 0..types.len() {
        search.run(start, types, &positions);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    No,
    /// On the path from the first type to the current one.
    OnPath,
    Done,
}

/// A search through all types, without recursion: a chain of types can be as long as the document.
struct Search {
    seen: Vec<Seen>,
    /// Types, each with the number of its fields that are done.
    path: Vec<(usize, usize)>,
}

impl Search {
    fn run(&mut self, start: usize, types: &mut [Type], positions: &HashMap<String, usize>) {
        self.enter(start);
        while let Some((at, done)) = self.path.last_mut() {
            let (at, field) = (*at, *done);
            *done += 1;
            let Some(field) = fields(&mut types[at]).get_mut(field) else {
                self.seen[at] = Seen::Done;
                self.path.pop();
                continue;
            };
            let Some(&target) = contained(&field.kind).and_then(|name| positions.get(name)) else { continue };
            match self.seen[target] {
                Seen::No => self.enter(target),
                Seen::OnPath => field.is_boxed = true,
                Seen::Done => {}
            }
        }
    }

    fn enter(&mut self, at: usize) {
        if self.seen[at] == Seen::No {
            self.seen[at] = Seen::OnPath;
            self.path.push((at, 0));
        }
    }
}

fn fields(ty: &mut Type) -> &mut [Field] {
    match ty {
        Type::Struct(strukt) => &mut strukt.fields,
        Type::Enum(_) => &mut [],
    }
}

/// The struct that a value contains in place. Lists and maps have their items elsewhere.
fn contained(kind: &Kind) -> Option<&str> {
    match kind {
        Kind::Struct(name) => Some(name),
        Kind::Nullable(inner) => contained(inner),
        _ => None,
    }
}

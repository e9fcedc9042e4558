//! Fields that need a box, because the type contains itself through them.

use std::collections::HashMap;

use crate::api::{Field, Kind, Type};

/// Boxes one field in each cycle of types.
pub(super) fn decide(types: &mut [Type]) {
    let positions: HashMap<String, usize> =
        types.iter().enumerate().map(|(at, ty)| (ty.name().to_owned(), at)).collect();
    let mut seen = vec![Seen::No; types.len()];
    for start in 0..types.len() {
        if seen[start] == Seen::No {
            search(start, types, &positions, &mut seen);
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    No,
    /// On the path from the first type to the current one.
    OnPath,
    Done,
}

/// A search without recursion: a chain of types can be as long as the document.
fn search(start: usize, types: &mut [Type], positions: &HashMap<String, usize>, seen: &mut [Seen]) {
    // Types, each with the number of its fields that have been visited.
    let mut path = vec![(start, 0)];
    while let Some((at, done)) = path.last_mut() {
        let at = *at;
        seen[at] = Seen::OnPath;
        let Some(field) = fields(&mut types[at]).get_mut(*done) else {
            seen[at] = Seen::Done;
            path.pop();
            continue;
        };
        *done += 1;
        let Some(&target) = contained(&field.kind).and_then(|name| positions.get(name)) else { continue };
        match seen[target] {
            Seen::No => path.push((target, 0)),
            Seen::OnPath => field.is_boxed = true,
            Seen::Done => {}
        }
    }
}

fn fields(ty: &mut Type) -> &mut [Field] {
    match ty {
        Type::Struct(strukt) => &mut strukt.fields,
        Type::Enum(_) => &mut [],
    }
}

/// The struct that a value contains inline. Lists and maps store their items on the heap.
fn contained(kind: &Kind) -> Option<&str> {
    match kind {
        Kind::Struct(name) => Some(name),
        Kind::Nullable(inner) => contained(inner),
        _ => None,
    }
}

//! Fields that need a box, because the type contains itself through them.

use std::collections::HashMap;

use crate::api::{Kind, Shape, Type};

/// Boxes one field in each cycle of types.
pub(super) fn decide(types: &mut [Type]) {
    let positions: HashMap<String, usize> = types.iter().enumerate().map(|(at, ty)| (ty.name.clone(), at)).collect();
    let mut seen = vec![Seen::No; types.len()];
    for start in 0..types.len() {
        // Types, each with the number of its fields that are done. A chain of types can be as long as the document, so
        // the search has no recursion.
        let mut path = if seen[start] == Seen::No { vec![(start, 0)] } else { Vec::new() };
        while let Some((at, done)) = path.last_mut() {
            let at = *at;
            seen[at] = Seen::OnPath;
            let fields =
                if let Shape::Struct(strukt) = &mut types[at].shape { &mut strukt.fields[..] } else { &mut [] };
            let Some(field) = fields.get_mut(*done) else {
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
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    No,
    /// On the path from the first type to the current one.
    OnPath,
    Done,
}

/// The struct that a value contains in place. Lists and maps have their items elsewhere.
fn contained(kind: &Kind) -> Option<&str> {
    match kind {
        Kind::Struct(name) => Some(name),
        Kind::Nullable(inner) => contained(inner),
        _ => None,
    }
}

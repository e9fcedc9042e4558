//! Pages of a list.

use super::{Context, Refusal};

/// The size of a page that the request does not say.
const SIZE: i64 = 20;
/// The greatest size of a page.
const MOST: i64 = 100;

/// Which part of a list is asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Page {
    /// The first page is 1.
    pub(crate) number: i64,
    pub(crate) size: i64,
}

impl Page {
    /// Reads the parameters `pageNumber` and `pageSize`.
    pub(crate) fn of(context: &Context<'_>) -> Result<Self, Refusal> {
        let number = |name: &str, default: i64| match context.query(name).filter(|value| !value.is_empty()) {
            None => Ok(default),
            Some(value) => value.parse().ok().filter(|number| *number > 0).ok_or_else(|| invalid(name)),
        };
        Ok(Self { number: number("pageNumber", 1)?, size: number("pageSize", SIZE)?.min(MOST) })
    }

    /// The items of the page, and the number of all items.
    pub(crate) fn cut<T>(&self, items: impl Iterator<Item = T>) -> (Vec<T>, i64) {
        let items: Vec<T> = items.collect();
        let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
        let start = self.number.saturating_sub(1).saturating_mul(self.size);
        let as_count = |number: i64| usize::try_from(number).unwrap_or(usize::MAX);
        (items.into_iter().skip(as_count(start)).take(as_count(self.size)).collect(), total)
    }
}

/// A parameter has a value that cannot be read.
pub(crate) fn invalid(name: &str) -> Refusal {
    Refusal::bad_request(format!("invalid query parameter: {name}"))
}

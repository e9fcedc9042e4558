//! Pages of a list.

use super::{Context, Rejection};

/// The default page size.
const SIZE: i64 = 20;
/// The maximum page size.
const MOST: i64 = 100;

/// The requested page of a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Page {
    /// The number of the page, starting at 1.
    pub(crate) number: i64,
    pub(crate) size: i64,
}

impl Page {
    /// Reads the parameters `pageNumber` and `pageSize`.
    pub(crate) fn of(context: &Context<'_>) -> Result<Self, Rejection> {
        let number = |name: &str, default: i64| match context.query(name).filter(|value| !value.is_empty()) {
            None => Ok(default),
            Some(value) => value.parse().ok().filter(|number| *number > 0).ok_or_else(|| invalid(name)),
        };
        Ok(Self { number: number("pageNumber", 1)?, size: number("pageSize", SIZE)?.min(MOST) })
    }

    /// Returns the items of the page, and the total number of items.
    pub(crate) fn cut<T>(&self, items: impl Iterator<Item = T>) -> (Vec<T>, i64) {
        let items: Vec<T> = items.collect();
        let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
        let start = self.number.saturating_sub(1).saturating_mul(self.size);
        let as_count = |number: i64| usize::try_from(number).unwrap_or(usize::MAX);
        (items.into_iter().skip(as_count(start)).take(as_count(self.size)).collect(), total)
    }
}

/// Returns the rejection of a parameter with an invalid value.
pub(crate) fn invalid(name: &str) -> Rejection {
    Rejection::bad_request(format!("invalid query parameter: {name}"))
}

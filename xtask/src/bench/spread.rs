//! The median, the lowest and the highest result of several rounds.

use super::row::Unit;

/// The distribution of a measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spread {
    pub(super) median: f64,
    pub(super) min: f64,
    pub(super) max: f64,
}

impl Spread {
    /// Returns the spread of these values, or `None` if there are none.
    pub(super) fn of(values: &[f64]) -> Option<Self> {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let (min, max) = (*sorted.first()?, *sorted.last()?);
        let middle = sorted.len() / 2;
        let median =
            if sorted.len() % 2 == 1 { sorted[middle] } else { f64::midpoint(sorted[middle - 1], sorted[middle]) };
        Some(Self { median, min, max })
    }

    /// Formats the three numbers with the unit, as in `1.23 ms (1.20–1.31)`.
    pub(super) fn print(&self, unit: Unit) -> String {
        let (divisor, name) = scale(unit, self.median);
        let [median, min, max] = [self.median, self.min, self.max].map(|value| digits(unit, value / divisor));
        format!("{median}{name} ({min}–{max})")
    }
}

/// Formats a value with its unit.
pub(super) fn print(unit: Unit, value: f64) -> String {
    let (divisor, name) = scale(unit, value);
    format!("{}{name}", digits(unit, value / divisor))
}

/// Returns the unit that fits a value, and its size.
fn scale(unit: Unit, value: f64) -> (f64, &'static str) {
    let scales: &[(f64, &str)] = match unit {
        Unit::Seconds => &[(1.0, " s"), (1e-3, " ms"), (1e-6, " µs")],
        Unit::Bytes => &[(1024.0 * 1024.0, " MiB"), (1024.0, " KiB")],
        Unit::Number => &[(1.0, "")],
    };
    let fitting = scales.iter().find(|(divisor, _)| value >= *divisor);
    fitting.or(scales.last()).copied().unwrap_or((1.0, ""))
}

/// Formats a value with three significant digits, but at most four decimals. A plain number of at least 1 has one digit
/// more, since goals are near 1.
fn digits(unit: Unit, value: f64) -> String {
    let magnitude = if value > 0.0 { value.log10().floor() as i32 } else { 0 };
    let last = if unit == Unit::Number && value >= 1.0 { 3 } else { 2 };
    let decimals = usize::try_from((last - magnitude).clamp(0, 4)).unwrap_or_default();
    format!("{value:.decimals$}")
}

#[cfg(test)]
mod tests {
    use super::{Spread, print};
    use crate::bench::row::Unit;

    #[test]
    fn median_of_an_even_number_of_rounds_is_between_the_middle_two() {
        assert_eq!(Spread::of(&[4.0, 1.0, 3.0, 2.0]), Some(Spread { median: 2.5, min: 1.0, max: 4.0 }));
        assert_eq!(Spread::of(&[]), None);
    }

    #[test]
    fn numbers_have_three_significant_digits_in_a_fitting_unit() {
        let shown = [12.345, 0.012_345, 0.000_085_2].map(|value| print(Unit::Seconds, value));
        assert_eq!(shown, ["12.3 s", "12.3 ms", "85.2 µs"]);
        assert_eq!(print(Unit::Bytes, 52_428_800.0), "50.0 MiB");
        assert_eq!(print(Unit::Bytes, 0.0), "0.00 KiB");
        assert_eq!(print(Unit::Number, 0.003_14), "0.0031");
        assert_eq!(print(Unit::Number, 1.0239), "1.024");
    }
}

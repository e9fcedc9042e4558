//! Prints the results of a run as Markdown: the machine, and one table.

use std::fmt::Write;

use super::{
    machine::Machine,
    row::{Goal, Row, Unit},
    spread::{self, Spread},
};

const HEADER: [&str; 6] = ["compared", "ours", "peer", "ratio", "goal", "rounds"];

const INTRODUCTION: &str = "\
# Benchmarks

`cargo xtask bench` writes this file. [CONTRIBUTING.md](CONTRIBUTING.md#speed) explains the comparisons.
";

const LEGEND: &str = "\
Times and memory are medians, with the lowest and the highest round in parentheses. A ratio is our result divided by the
peer's result of the same round; below 1, ours is faster or smaller. The rounds of both sides alternate. A document size
is compared with the size before it: a ratio near 2 and a slope near 1 mean that the cost is proportional to the size.
";

/// The results of a run.
#[derive(Debug)]
pub(super) struct Report {
    /// `true` if only a few rounds were measured.
    pub(super) quick: bool,
    /// The profile of the generators.
    pub(super) profile: &'static str,
    /// The machine before the run.
    pub(super) machine: Machine,
    /// The load after the run. The run itself causes load.
    pub(super) load_after: String,
    /// The comparisons.
    pub(super) rows: Vec<Row>,
}

impl Report {
    /// Returns the text of the file.
    pub(super) fn print(&self) -> String {
        let Machine { cpu, memory, system, rust, date, commit, load } = &self.machine;
        let load = format!("{load} before, {} after", self.load_after);
        let profile = format!("the generators are built with the {} profile", self.profile);
        let facts = [
            ["CPU", cpu],
            ["memory", memory],
            ["system", system],
            ["Rust", rust],
            ["profile", &profile],
            ["date", date],
            ["commit", commit],
            ["load", &load],
        ];
        let quick = "\n**Quick run:** there were only a few rounds, so the numbers are rough.\n";
        let quick = if self.quick { quick } else { "" };
        let machine = table(&["machine", ""], &facts.map(|fact| fact.map(str::to_owned).to_vec()));
        let rows: Vec<Vec<String>> = self.rows.iter().map(cells).collect();
        format!("{INTRODUCTION}{quick}\n{machine}\n{LEGEND}\n{}", table(&HEADER, &rows))
    }
}

fn cells(row: &Row) -> Vec<String> {
    let dash = || "–".to_owned();
    let ours = Spread::of(&row.ours).map_or_else(dash, |ours| ours.print(row.unit));
    let peer = match (&row.peer, &row.skipped) {
        (Some(peer), Some(reason)) => format!("{peer}: skipped, {reason}"),
        (Some(peer), None) => match Spread::of(&row.theirs) {
            Some(theirs) => format!("{peer}: {}", theirs.print(row.unit)),
            None => peer.clone(),
        },
        (None, _) => dash(),
    };
    let ratio = row.ratio().map_or_else(dash, |ratio| ratio.print(Unit::Number));
    let limit = row.goal.map(|goal| match goal {
        Goal::Ratio(ratio) => format!("≤ {ratio:.2}"),
        Goal::Ours(value) => format!("ours ≤ {}", spread::print(row.unit, value)),
    });
    let verdict = row.is_met().map(|is_met| if is_met { "met" } else { "**missed**" });
    let goal = limit.zip(verdict).map_or_else(dash, |(limit, verdict)| format!("{limit}, {verdict}"));
    let rounds = if row.ours.is_empty() { dash() } else { row.ours.len().to_string() };
    vec![row.compared.clone(), ours, peer, ratio, goal, rounds]
}

/// Returns a table whose columns are aligned in the source text too, since it is also printed to terminals.
fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| escaped(cell)).collect()).collect();
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.chain([header[column].chars().count(), 3]).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    let mut out = String::new();
    line(&mut out, &widths, header.iter().copied());
    let rules: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    line(&mut out, &widths, rules.iter().map(String::as_str));
    for row in &rows {
        line(&mut out, &widths, row.iter().map(String::as_str));
    }
    out
}

fn line<'a>(out: &mut String, widths: &[usize], cells: impl Iterator<Item = &'a str>) {
    for (cell, width) in cells.zip(widths) {
        let _ = write!(out, "| {cell:<width$} ");
    }
    out.push_str("|\n");
}

/// Returns the text of a cell on one line, with bars escaped.
fn escaped(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::{Machine, Report};
    use crate::bench::row::{Goal, Row, Unit};

    fn report(quick: bool, rows: Vec<Row>) -> String {
        let machine = Machine {
            cpu: "Fast CPU, 2 cores".to_owned(),
            memory: "8.0 GiB".to_owned(),
            system: "Linux 6".to_owned(),
            rust: "rustc 1.89.0".to_owned(),
            date: "2026-01-02".to_owned(),
            commit: "0123abc".to_owned(),
            load: "0.1".to_owned(),
        };
        Report { quick, profile: "release", machine, load_after: "1.9".to_owned(), rows }.print()
    }

    /// Returns the table of comparisons, with single spaces.
    fn rows(rows: Vec<Row>) -> String {
        let text = report(false, rows);
        let table = text.find("| compared").expect("there is a table");
        let words = text[table..].lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        words.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn rows_have_medians_ratios_and_verdicts() {
        let row = |name| Row::seconds(name, "other", vec![1.0, 3.0, 2.0], vec![2.0, 4.0, 5.0]);
        let memory = Row { unit: Unit::Bytes, ours: vec![1e6], theirs: vec![1e7], ..row("size") };
        let table = rows(vec![
            Row { goal: Some(Goal::Ratio(0.4)), ..row("build") },
            Row { goal: Some(Goal::Ours(1_048_576.0)), ..memory },
            Row { peer: None, theirs: Vec::new(), ..row("1x") },
            Row::skipped("build", "third", "a | b\nsecond line"),
        ]);
        let rows: Vec<&str> = table.lines().skip(2).collect();
        let expected = [
            "| build | 2.00 s (1.00–3.00) | other: 4.00 s (2.00–5.00) | 0.500 (0.400–0.750) | ≤ 0.40, **missed** | 3 |",
            "| size | 977 KiB (977–977) | other: 9.54 MiB (9.54–9.54) | 0.100 (0.100–0.100) | ours ≤ 1.00 MiB, met | 1 |",
            "| 1x | 2.00 s (1.00–3.00) | – | – | – | 3 |",
            "| build | – | third: skipped, a \\| b second line | – | – | – |",
        ];
        assert_eq!(rows, expected, "{table}");
    }

    #[test]
    fn columns_are_aligned() {
        let text = report(false, vec![Row::seconds("a", "b", vec![1.0], vec![1.0])]);
        let lines = text.lines().skip_while(|line| !line.starts_with("| compared"));
        let widths: Vec<usize> = lines.map(|line| line.chars().count()).collect();
        assert!(widths.len() == 3 && widths.iter().all(|width| *width == widths[0]), "{text}");
    }

    #[test]
    fn quick_run_is_marked() {
        assert!(report(true, Vec::new()).contains("**Quick run:** there were only a few rounds"));
        assert!(!report(false, Vec::new()).contains("quick"));
    }

    #[test]
    fn machine_is_in_the_file() {
        let text = report(false, Vec::new());
        for cell in ["Fast CPU, 2 cores", "8.0 GiB", "Linux 6", "rustc 1.89.0", "2026-01-02", "0123abc"] {
            assert!(text.contains(cell), "{cell} is missing:\n{text}");
        }
        assert!(text.contains("| 0.1 before, 1.9 after"), "{text}");
    }
}

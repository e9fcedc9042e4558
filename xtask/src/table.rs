//! Prints rows as aligned columns.

/// Rows of cells. A row with fewer cells than the header may end with a note, which spans the remaining columns.
#[derive(Debug)]
pub(crate) struct Table {
    header: Vec<&'static str>,
    rows: Vec<(Vec<String>, String)>,
}

impl Table {
    /// Creates an empty table. The first column is left-aligned, and all others are right-aligned.
    pub(crate) fn new(header: &[&'static str]) -> Self {
        Self { header: header.to_vec(), rows: Vec::new() }
    }

    /// Adds a row; the note follows its last cell.
    pub(crate) fn add(&mut self, cells: impl IntoIterator<Item = String>, note: impl Into<String>) {
        self.rows.push((cells.into_iter().collect(), note.into()));
    }

    /// Returns the table as text.
    pub(crate) fn print(&self) -> String {
        let widths: Vec<usize> = (0..self.header.len()).map(|column| self.width(column)).collect();
        let header = line(&widths, self.header.iter().copied(), "");
        let rows = self.rows.iter().map(|(cells, note)| line(&widths, cells.iter().map(String::as_str), note));
        std::iter::once(header).chain(rows).collect()
    }

    fn width(&self, column: usize) -> usize {
        let cells = self.rows.iter().filter_map(|(cells, _)| cells.get(column)).map(|cell| cell.chars().count());
        cells.chain([self.header[column].chars().count()]).max().unwrap_or_default()
    }
}

fn line<'a>(widths: &[usize], cells: impl Iterator<Item = &'a str>, note: &str) -> String {
    let cells = cells.zip(widths).enumerate().map(|(column, (cell, &width))| match column {
        0 => format!("{cell:<width$}"),
        _ => format!("  {cell:>width$}"),
    });
    let line = cells.chain([format!("  {note}")]).collect::<String>();
    format!("{}\n", line.trim_end())
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn note_spans_the_columns_that_a_row_leaves_empty() {
        let mut table = Table::new(&["name", "count", "time"]);
        table.add(["long name", "1", "20 ms"].map(String::from), "yes");
        table.add(["other".to_owned()], "rejected: it is not a document");
        let expected = "name       count   time\n\
                        long name      1  20 ms  yes\n\
                        other      rejected: it is not a document\n";
        assert_eq!(table.print(), expected);
    }
}

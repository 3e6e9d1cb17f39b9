//! Comma-separated values, safe to open in a spreadsheet.

use crate::error::{Error, Result};

/// One line. A cell that a spreadsheet would take for a formula begins with an apostrophe; signs in
/// front of a number stay.
pub fn csv_line<T: AsRef<str>>(cells: impl IntoIterator<Item = T>) -> Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for cell in cells {
        let cell = cell.as_ref();
        let is_number =
            cell.trim_start_matches(['+', '-']).chars().all(|c| c.is_ascii_digit() || c == '.');
        let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number;
        if is_formula { writer.write_field(format!("'{cell}")) } else { writer.write_field(cell) }
            .map_err(Error::internal)?;
    }
    writer.write_record(None::<&[u8]>).map_err(Error::internal)?;
    let line = writer.into_inner().map_err(|error| Error::internal(error.to_string()))?;
    String::from_utf8(line).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_never_becomes_a_formula() {
        let line =
            csv_line(["=1+1", "@SUM(A1)", "-2+3", "+12025550100", "a,\"b\""]).expect("a line");
        assert_eq!(line, "'=1+1,'@SUM(A1),'-2+3,+12025550100,\"a,\"\"b\"\"\"\n");
    }
}

//! The last lines of a terminal, drawn again and again, also after its size has changed.

use console::{Term, measure_text_width};

use crate::report::terminal::cut;

/// What is drawn there, and what it takes to clear it away.
#[derive(Debug, Default)]
pub struct Screen {
    /// How wide each of the lines is that stand there. The cursor is behind the last one.
    drawn: Vec<usize>,
    /// The columns that the terminal had then.
    columns: usize,
}

impl Screen {
    /// Whether the terminal has another width than when it was drawn on.
    pub fn is_resized(&self) -> bool {
        !self.drawn.is_empty() && size().1 != self.columns
    }

    /// What puts `bars` in the place of those that are there, and `lines`, for good, above them. It
    /// is to be written before this is called again.
    pub fn draw(&mut self, lines: &[String], bars: Vec<String>) -> String {
        let (rows, columns) = size();
        let mut text = self.clearing(columns);
        for line in lines {
            text.push_str(line);
            text.push_str("\r\n");
        }
        // A line as wide as the terminal leaves the cursor where terminals disagree.
        let most = columns.saturating_sub(1).max(1);
        let bars: Vec<String> =
            bars.iter().rev().take(rows.saturating_sub(1).max(1)).rev().map(|bar| cut(bar, Some(most))).collect();
        text.push_str(&bars.join("\r\n"));
        self.drawn = bars.iter().map(|bar| measure_text_width(bar)).collect();
        self.columns = columns;
        text
    }

    /// What clears away all that is drawn. A terminal that became narrower has broken the lines
    /// that no longer fit over several rows, so there are more of them than lines; no spaces are
    /// drawn behind the lines, which would be broken as well.
    fn clearing(&self, columns: usize) -> String {
        let rows: usize = self.drawn.iter().map(|width| width.div_ceil(columns.max(1)).max(1)).sum();
        match rows {
            0 => String::new(),
            1 => "\r\x1b[J".to_owned(),
            rows => format!("\r\x1b[{}A\x1b[J", rows - 1),
        }
    }
}

/// Rows and columns.
fn size() -> (usize, usize) {
    let (rows, columns) = Term::stderr().size();
    (rows.into(), columns.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_narrower_terminal_has_broken_is_cleared_as_well() {
        let screen = Screen { drawn: vec![70, 79, 10], columns: 80 };
        assert_eq!(screen.clearing(80), "\r\x1b[2A\x1b[J");
        assert_eq!(screen.clearing(100), "\r\x1b[2A\x1b[J");
        assert_eq!(screen.clearing(40), "\r\x1b[4A\x1b[J");
        assert_eq!(Screen { drawn: vec![5], columns: 80 }.clearing(80), "\r\x1b[J");
        assert_eq!(Screen::default().clearing(80), "");
    }
}

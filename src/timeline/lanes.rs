//! On which line each hook goes when those that do not overlap may share one.

use super::Row;

/// Gives each row, in the order of their start, the first line that is free. The first line is the
/// foreground's, where one comes after another. Returns how many lines there are.
pub fn assign(rows: &mut [Row]) -> usize {
    // When the last background hook of each line after the first ended.
    let mut ends: Vec<u64> = Vec::new();
    for row in rows {
        if !row.background {
            row.lane = 0;
            continue;
        }
        let free = ends.iter().position(|end| *end <= row.start_ms).unwrap_or(ends.len());
        if free == ends.len() {
            ends.push(0);
        }
        ends[free] = row.end_ms;
        row.lane = free + 1;
    }
    ends.len() + 1
}

//! Sizes for people.

/// `1.5 MB`: powers of 1000. Below that the number with the word for bytes, as in `999 B`.
pub fn text(bytes: u64, word: &str) -> String {
    let mut value = bytes as f64;
    if value < 1000.0 {
        return format!("{bytes} {word}");
    }
    for unit in ["kB", "MB", "GB"] {
        value /= 1000.0;
        if value < 1000.0 {
            return format!("{value:.1} {unit}");
        }
    }
    format!("{:.1} TB", value / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        let of = [999, 1_200, 1_234_567, 2_000_000_000, 2_000_000_000_000].map(|bytes| text(bytes, "B"));
        assert_eq!(of, ["999 B", "1.2 kB", "1.2 MB", "2.0 GB", "2.0 TB"]);
        assert_eq!(text(999, "bytes"), "999 bytes");
    }
}

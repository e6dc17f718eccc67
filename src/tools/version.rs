//! Version numbers, as programs print them. Pure.

use std::cmp::Ordering;
use std::fmt;

/// `20.20.2`: numbers with dots between them. What follows them (`-rc1`, `+deb12`) is not compared.
#[derive(Debug, Clone)]
pub struct Version {
    numbers: Vec<u64>,
    text: String,
}

impl Version {
    /// The first version in a text, a program's answer to `--version`, say: numbers with dots if
    /// there are any, else a number.
    pub fn find(text: &str) -> Option<Version> {
        let pieces = || text.split(|c: char| !(c.is_ascii_digit() || c == '.')).map(|piece| piece.trim_matches('.'));
        let found = pieces().find(|piece| piece.contains('.')).or_else(|| pieces().find(|piece| !piece.is_empty()))?;
        // A number that no u64 holds is larger than any that is asked for.
        let numbers = found
            .split('.')
            .map(|number| number.parse().unwrap_or(if number.is_empty() { 0 } else { u64::MAX }))
            .collect();
        Some(Version { numbers, text: found.to_owned() })
    }

    /// The first number.
    pub fn major(&self) -> u64 {
        self.numbers.first().copied().unwrap_or_default()
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        let length = self.numbers.len().max(other.numbers.len());
        let at = |version: &Version, index: usize| version.numbers.get(index).copied().unwrap_or_default();
        (0..length)
            .map(|index| at(self, index).cmp(&at(other, index)))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Version {}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Whether `version` is known to be older than `wanted`.
pub fn is_older(version: Option<&str>, wanted: Option<&str>) -> bool {
    match (version.and_then(Version::find), wanted.and_then(Version::find)) {
        (Some(version), Some(wanted)) => version < wanted,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn versions_are_found_in_what_programs_say() {
        for (text, version) in [
            ("v20.20.2\n", "20.20.2"),
            ("GNU Wget 1.21.3 built on linux-gnu.", "1.21.3"),
            ("openjdk 17.0.9 2023-10-17", "17.0.9"),
            ("Version: ImageMagick 6.9.11-60 Q16 x86_64 2021-01-25", "6.9.11"),
            ("pike 7", "7"),
            ("built 2023 by us, 1.0.", "1.0"),
        ] {
            assert_eq!(Version::find(text).unwrap().to_string(), version);
        }
        assert_eq!(Version::find("no idea..."), None);
    }

    #[test]
    fn numbers_are_compared_as_numbers() {
        assert!(is_older(Some("v20.20.2"), Some("22.12.0")) && is_older(Some("2.9.0"), Some("2.10")));
        for (version, wanted) in [
            (Some("22.12"), Some("22.12.0")),
            (Some("6.9.11-60"), Some("6.0.0")),
            (None, Some("1.0")),
            (Some("0.1"), None),
        ] {
            assert!(!is_older(version, wanted), "{version:?} {wanted:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_found_is_found_again_in_its_own_text(text in "[0-9.a-z ]{0,50}") {
            if let Some(version) = Version::find(&text) {
                let again = Version::find(&version.to_string());
                prop_assert_eq!(again.as_ref(), Some(&version));
                prop_assert_eq!(again.map(|again| again.to_string()), Some(version.to_string()));
            }
        }
    }
}

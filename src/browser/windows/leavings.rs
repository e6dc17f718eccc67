//! What a page can leave in its window, and what cannot be taken away again.

/// Answers with which a server tells the browser something that outlasts the page, and that no command of the protocol takes back. A later page of the same
/// window would be loaded otherwise than in a new one: over TLS without a request (RFC 6797), with another protocol (RFC 7838), with more request headers.
const LASTING: &[&str] = &["strict-transport-security", "alt-svc", "accept-ch", "critical-ch", "nel", "report-to", "use-as-dictionary"];

/// Whether this response header has an effect that stays in the browser context for good. Names in any case.
pub fn lasting_header(name: &str) -> bool {
    LASTING.iter().any(|lasting| name.eq_ignore_ascii_case(lasting))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_lasts_is_lasting() {
        assert!(lasting_header("Strict-Transport-Security") && lasting_header("alt-svc"));
        assert!(!lasting_header("Set-Cookie") && !lasting_header("Cache-Control") && !lasting_header(""));
    }
}

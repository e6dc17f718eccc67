//! Netscape's cookies.txt: a cookie a line, seven fields with tabs between them
//! (<https://curl.se/docs/http-cookies.html>).

use super::{Cookie, Jar, domain, expiry};

/// What stands before the first field of a cookie that scripts do not see.
const HTTP_ONLY: &str = "#HttpOnly_";

/// Reads a whole file. An error is the number of a line, and what is wrong with it.
pub fn parse(text: &str) -> Result<Jar, (usize, String)> {
    let mut jar = Jar::default();
    // Old editors end a line with a carriage return alone.
    let is_of_both = text.contains("\r\n");
    let lines = text.split(move |c| c == '\n' || (c == '\r' && !is_of_both));
    for (index, line) in lines.enumerate() {
        let line = line.trim_end_matches('\r');
        let (line, http_only) = line.strip_prefix(HTTP_ONLY).map_or((line, false), |rest| (rest, true));
        if line.trim().is_empty() || (line.starts_with('#') && !http_only) {
            continue;
        }
        let cookie = cookie(line).map_err(|reason| (index + 1, reason))?;
        jar.cookies.push(Cookie { http_only, ..cookie });
    }
    Ok(jar)
}

fn cookie(line: &str) -> Result<Cookie, String> {
    let by_tabs: Vec<&str> = line.split('\t').collect();
    // Copied from a terminal or a web page, tabs have become spaces.
    let fields = if by_tabs.len() < 6 { line.split_whitespace().collect() } else { by_tabs };
    let (host, below, path, secure, expires, name, value) = match fields[..] {
        [host, below, path, secure, expires, name, value] => (host, below, path, secure, expires, name, value),
        // Editors take away a tab at the end of a line, and with it an empty value.
        [host, below, path, secure, expires, name] => (host, below, path, secure, expires, name, ""),
        _ => {
            return Err(format!(
                "it has {} field{}, and not 7 with tabs between them",
                fields.len(),
                if fields.len() == 1 { "" } else { "s" }
            ));
        }
    };
    let below = truth(below).ok_or("its second field is neither TRUE nor FALSE")?;
    let domain = domain(host, Some(below || host.starts_with('.'))).ok_or("its first field is not a host")?;
    let secure = truth(secure).ok_or("its fourth field is neither TRUE nor FALSE")?;
    let expires = match expires.trim() {
        "" => None,
        number => expiry(
            number
                .parse()
                .ok()
                .filter(|number: &f64| number.is_finite())
                .ok_or("its fifth field is not a time in seconds")?,
        ),
    };
    let path = if path.starts_with('/') { path } else { "/" };
    Ok(Cookie { path: path.to_owned(), secure, expires, ..Cookie::new(name, value, &domain) })
}

fn truth(text: &str) -> Option<bool> {
    match text.trim().to_ascii_uppercase().as_str() {
        "TRUE" | "1" => Some(true),
        "FALSE" | "0" => Some(false),
        _ => None,
    }
}

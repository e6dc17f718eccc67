//! Whether the HTML of a page breaks off. Pure.
//!
//! Where a body was compressed, or had no length, a browser takes what came before the connection
//! closed as all of it, and reports no error. Then only the text itself shows that it is cut off.

/// Whether `html` has most likely lost its end: there is neither `</body>` nor `</html>` in it, and
/// it ends where no author ends a page. Those end tags may be left out, so a page that ends after
/// some other end tag or a comment is taken for whole.
pub fn breaks_off(html: &[u8]) -> bool {
    let text = String::from_utf8_lossy(html).to_ascii_lowercase();
    let text = text.trim_end();
    if text.contains("</body") || text.contains("</html") {
        return false;
    }
    let is_inside = |begin: &str, end: &str| {
        text.rfind(begin).is_some_and(|begun| text.rfind(end).is_none_or(|ended| ended < begun))
    };
    let is_in_a_tag = text.rfind('<').is_some_and(|begun| {
        !text[begun..].contains('>') && text[begun + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')
    });
    if is_in_a_tag
        || is_inside("<!--", "-->")
        || ["script", "style", "title", "textarea"]
            .iter()
            .any(|name| is_inside(&format!("<{name}"), &format!("</{name}")))
    {
        return true;
    }
    let ends_well = text.ends_with("-->")
        || text.ends_with('>') && text.rfind('<').is_some_and(|begun| text[begun..].starts_with("</"));
    (text.contains("<html") || text.contains("<body")) && !ends_well
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_without_an_end_are_known() {
        for cut in [
            "<!doctype html><html><body><p>one <p>tw",
            "<html><body><div>text</div><a hre",
            "<!doctype html><title>no bod",
            "<p>text</p><script>if (a > b) { f('</p>')",
            "<p>text</p><!-- a <b>comment</b>",
            "<BODY><TABLE><TR><TD>1",
        ] {
            assert!(breaks_off(cut.as_bytes()), "{cut}");
        }
        for whole in [
            "",
            "<!doctype html><html><body><p>one</BODY></html>\n",
            "<html lang=en><title>minified</title><p>one</p><footer>two</footer>\n",
            "<!doctype html><title>small</title><p>and no end tags at all",
            "<body><p>1 < 2</p><!-- served by x -->",
            "plain text, 1 < 2",
        ] {
            assert!(!breaks_off(whole.as_bytes()), "{whole}");
        }
    }
}

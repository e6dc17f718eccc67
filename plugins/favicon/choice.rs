//! Which of the icons that a page names are tried, and in which order. Pure.

use serde::Deserialize;

use super::data_url;

/// Icons of the page that are tried before `/favicon.ico`.
const MOST: usize = 4;

/// What a tab or a list shows, in pixels, on screens of all kinds.
const IDEAL: std::ops::RangeInclusive<u32> = 32..=64;

/// A `<link>` to an icon.
#[derive(Debug, Clone, Deserialize)]
pub struct Link {
    pub rel: String,
    /// Absolute, where it is an address at all.
    pub href: String,
    /// `16x16 32x32`, `any`, or empty.
    pub sizes: String,
    /// The mimetype that the page promises, or empty.
    #[serde(rename = "type")]
    pub mimetype: String,
    /// Whether its `media` is that of this browser.
    pub applies: bool,
}

/// An icon that is available.
#[derive(Debug, Clone, PartialEq)]
pub enum Icon {
    /// At an http or https address.
    Web(String),
    /// Written into the page.
    Inline(Vec<u8>),
}

/// The icons to try, the best first; the last is that of the site, at `/favicon.ico`. A page that
/// names an empty icon (`data:,`) and no other says that it has none: then there is none to try, as
/// for a browser.
pub fn in_order(mut links: Vec<Link>, origin: &str) -> Vec<Icon> {
    links.sort_by_cached_key(rank);
    let is_web = |address: &str| address.starts_with("http://") || address.starts_with("https://");
    let mut has_empty = false;
    let mut icons: Vec<Icon> = Vec::new();
    for link in links {
        let icon = match link.href.get(..5) {
            Some(scheme) if scheme.eq_ignore_ascii_case("data:") => match data_url::decode(&link.href) {
                Some(bytes) if bytes.is_empty() => {
                    has_empty = true;
                    continue;
                }
                Some(bytes) => Icon::Inline(bytes),
                None => continue,
            },
            _ if is_web(&link.href) => Icon::Web(link.href),
            _ => continue,
        };
        if !icons.contains(&icon) {
            icons.push(icon);
        }
    }
    icons.truncate(MOST);
    let of_site = Icon::Web(format!("{origin}/favicon.ico"));
    if is_web(origin) && !icons.contains(&of_site) && !(icons.is_empty() && has_empty) {
        icons.push(of_site);
    }
    icons
}

/// Smaller is better: what it is for, whether it is for this browser, its size, its format. Equals
/// stay in the order of the page.
fn rank(link: &Link) -> (u8, bool, (u8, u32), u8) {
    let rel = link.rel.to_ascii_lowercase();
    let purpose = match () {
        () if rel.split_ascii_whitespace().any(|word| word == "icon") => 0,
        () if rel.contains("apple-touch-icon") => 1,
        // One colour, for a browser to fill.
        () => 2,
    };
    let path = link.href.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let is = |mimetypes: &[&str], ending: &str| {
        mimetypes.contains(&link.mimetype.to_ascii_lowercase().as_str()) || path.ends_with(ending)
    };
    let format = if is(&["image/svg+xml"], ".svg") {
        0
    } else if is(&["image/png"], ".png") {
        1
    } else if is(&["image/x-icon", "image/vnd.microsoft.icon"], ".ico") {
        2
    } else {
        3
    };
    let sizes = link.sizes.split_ascii_whitespace().filter_map(size_rank);
    let size = sizes.min().unwrap_or(if format == 0 { (0, 0) } else { (2, 0) });
    (purpose, !link.applies, size, format)
}

/// Ideal, larger (the smallest of these first), unknown, smaller (the largest first); nothing for
/// what is no size.
fn size_rank(size: &str) -> Option<(u8, u32)> {
    if size.eq_ignore_ascii_case("any") {
        return Some((0, 0));
    }
    let (width, height) = size.split_once(['x', 'X'])?;
    let side = width.parse::<u32>().ok()?.min(height.parse().ok()?);
    Some(match side {
        side if IDEAL.contains(&side) => (0, 0),
        side if side > *IDEAL.end() => (1, side),
        side => (3, u32::MAX - side),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SITE: &str = "http://a.example";

    fn link(rel: &str, href: &str, sizes: &str, mimetype: &str) -> Link {
        Link { rel: rel.into(), href: href.into(), sizes: sizes.into(), mimetype: mimetype.into(), applies: true }
    }

    /// The paths of what is tried, in order.
    fn tried(links: Vec<Link>) -> Vec<String> {
        in_order(links, SITE)
            .into_iter()
            .map(|icon| match icon {
                Icon::Web(url) => url.trim_start_matches(SITE).to_owned(),
                Icon::Inline(bytes) => String::from_utf8(bytes).unwrap(),
            })
            .collect()
    }

    fn at(path: &str) -> String {
        format!("{SITE}{path}")
    }

    #[test]
    fn the_best_comes_first_and_the_sites_own_last() {
        let purposes = vec![
            link("mask-icon", &at("/m.svg"), "", ""),
            link("apple-touch-icon", &at("/a.png"), "", ""),
            link("Shortcut Icon", &at("/i.ico"), "", ""),
        ];
        assert_eq!(tried(purposes), ["/i.ico", "/a.png", "/m.svg", "/favicon.ico"]);
        let icon = |path: &str, sizes: &str| link("icon", &at(path), sizes, "");
        let sizes = vec![
            icon("/16.png", "16x16"),
            icon("/512.png", "512X512"),
            icon("/192.png", "192x192"),
            icon("/48.png", "16x16 48x48"),
            icon("/x.gif", ""),
        ];
        assert_eq!(tried(sizes), ["/48.png", "/192.png", "/512.png", "/x.gif", "/favicon.ico"]);
        let formats = vec![
            icon("/a.ico", "32x32"),
            icon("/a.png?v=1", "32x32"),
            link("icon", &at("/vector"), "", "image/svg+xml"),
            icon("/a.svg", "any"),
        ];
        assert_eq!(tried(formats), ["/vector", "/a.svg", "/a.png?v=1", "/a.ico", "/favicon.ico"]);
        let dark = Link { applies: false, ..icon("/dark.svg", "any") };
        assert_eq!(tried(vec![dark, icon("/16.png", "16x16")]), ["/16.png", "/dark.svg", "/favicon.ico"]);
    }

    #[test]
    fn what_is_no_icon_is_not_tried() {
        assert_eq!(tried(vec![]), ["/favicon.ico"]);
        let foreign = [
            "file:///etc/passwd",
            "javascript:1",
            "blob:http://a.example/1",
            "chrome://favicon/x",
            "no address",
            "",
            "datä:",
        ];
        assert_eq!(tried(foreign.map(|href| link("icon", href, "", "")).to_vec()), ["/favicon.ico"]);
        assert_eq!(
            tried(vec![link("icon", &at("/favicon.ico"), "", ""), link("icon", &at("/favicon.ico"), "", "")]),
            ["/favicon.ico"]
        );
        assert_eq!(in_order(vec![], "null"), []);
    }

    #[test]
    fn a_page_can_have_its_icon_written_into_it_or_say_that_it_has_none() {
        assert_eq!(tried(vec![link("icon", "data:,x%21", "", "")]), ["x!", "/favicon.ico"]);
        assert_eq!(tried(vec![link("icon", "data:,", "", "")]), [""; 0]);
        assert_eq!(
            tried(vec![link("icon", "data:;base64,", "", ""), link("mask-icon", &at("/m.svg"), "", "")]),
            ["/m.svg", "/favicon.ico"]
        );
    }

    proptest! {
        #[test]
        fn no_link_panics(rel in "\\PC{0,20}", href in "\\PC{0,20}|(data:|http://)\\PC{0,20}", sizes in "[0-9xX any]{0,30}", mimetype in "\\PC{0,10}") {
            let tried = in_order(vec![link(&rel, &href, &sizes, &mimetype); 3], SITE);
            prop_assert!(tried.len() <= 2);
        }
    }
}

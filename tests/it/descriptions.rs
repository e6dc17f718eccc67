//! What the page says of itself, and what assistive technology would say of it.

use std::fs;

use serde_json::{Value, json};

use crate::collection::Collection;
use crate::site::Site;

/// Pages in a directory, served.
fn site_of(pages: &[(&str, &str)]) -> (tempfile::TempDir, Site) {
    let files = tempfile::tempdir().unwrap();
    for (name, html) in pages {
        fs::write(files.path().join(name), format!("<!doctype html>{html}")).unwrap();
    }
    let site = Site::serve(files.path());
    (files, site)
}

/// What the plugin wrote for a page, and its result in a line.
fn saved(collection: &Collection, url: &str, plugin: &str) -> (Value, String) {
    let result = collection.result(url, plugin);
    assert_eq!(result["status"], "succeeded", "{result:#}");
    let text = fs::read(collection.snapshot_dir(url).join(plugin).join(format!("{plugin}.json"))).unwrap();
    (serde_json::from_slice(&text).unwrap(), result["output_str"].as_str().unwrap().to_owned())
}

#[test]
fn what_a_page_says_of_itself_is_saved_whatever_it_has_made_of_its_own_javascript() {
    let speaking = r#"<html lang=en><title> A  page </title><base href="/base/">
        <meta charset=utf-8><meta name=Description content="About pages"><meta name=robots content=noindex><meta http-equiv=x-test content=1>
        <meta property="og:image" content="/a.png"><meta property="og:image" content="/b.png"><meta name=twitter:card property=twitter:card content=summary>
        <link rel=canonical href=same><link rel="alternate" hreflang=de href=/de>
        <script type="application/ld+json">{"@type": "Article"}</script><script type="application/ld+json">{'broken'}</script>
        <h1>One <b>two</b></h1><h3>Three</h3><a href=/in rel=nofollow>in</a><a href=http://elsewhere.invalid/>out</a><a href=mailto:a@b.example>mail</a>
        <form name=querySelectorAll></form><form name=title></form>
        <script>
          for (const name of ['map', 'filter', 'slice', 'flatMap', 'forEach']) Array.prototype[name] = () => [];
          JSON.stringify = () => '{}'; Document.prototype.querySelectorAll = null; Object.getOwnPropertyDescriptor = null;
          document.head.append(Object.assign(document.createElement('meta'), { name: 'late', content: 'by script' }));
        </script>"#;
    let (_files, site) = site_of(&[("speaking.html", speaking), ("silent.html", "<title>Silent</title><p>Nothing.")]);
    let collection = Collection::new();
    let (url, silent) = (site.url("speaking.html"), site.url("silent.html"));
    collection.run(&["archive", "--plugins", "seo", &url, &silent]).exits(0);
    let (seo, said) = saved(&collection, &url, "seo");
    assert_eq!(said, "7 meta tags, 2 headings, 2 JSON-LD blocks");
    let broken = seo["json_ld"][1]["error"].clone();
    assert!(broken.as_str().unwrap().contains("line 1"), "{seo:#}");
    assert_eq!(
        seo,
        json!({
            "url": url, "title": "A page", "description": "About pages", "canonical": site.url("base/same"), "robots": "noindex", "lang": "en",
            "meta": {
                "description": ["About pages"], "late": ["by script"], "og:image": ["/a.png", "/b.png"], "robots": ["noindex"], "twitter:card": ["summary"],
            },
            "http_equiv": { "x-test": ["1"] },
            "alternates": [{ "lang": "de", "href": site.url("de") }],
            "headings": [{ "level": 1, "text": "One two" }, { "level": 3, "text": "Three" }],
            "json_ld": [{ "@type": "Article" }, { "text": "{'broken'}", "error": broken }],
            "links": { "all": 3, "internal": 1, "external": 1, "nofollow": 1 },
        })
    );
    let silent = collection.result(&silent, "seo");
    assert_eq!(
        (&silent["status"], &silent["output_str"]),
        (&json!("noresults"), &json!("the page has no meta tags, headings or JSON-LD"))
    );
}

/// The first node of this role, the tree from its top.
fn find<'a>(node: &'a Value, role: &str) -> Option<&'a Value> {
    if node["role"] == role {
        Some(node)
    } else {
        node["children"].as_array()?.iter().find_map(|child| find(child, role))
    }
}

#[test]
fn a_page_is_saved_as_assistive_technology_sees_it() {
    let page = "<title>Seen</title><h1>The <b>top</b></h1><nav aria-label=Main><a href=/a>A link</a></nav><div aria-hidden=true>Hidden</div>
        <main><button disabled>Press</button><iframe srcdoc='<h2>Inner</h2><input type=checkbox checked aria-label=Tick>'></iframe></main>";
    let other = "<title>Outer</title><p>Before<iframe src=OTHER></iframe>";
    let (files, site) = site_of(&[("seen.html", page), ("empty.html", "<title>Empty</title>")]);
    fs::write(files.path().join("other.html"), other.replace("OTHER", &site.url_at("localhost", "seen.html"))).unwrap();
    let collection = Collection::new();
    let (url, empty, other) = (site.url("seen.html"), site.url("empty.html"), site.url("other.html"));
    collection.run(&["archive", "--plugins", "accessibility", &url, &empty, &other]).exits(0);
    let (account, said) = saved(&collection, &url, "accessibility");
    assert_eq!(said, format!("{} nodes, 2 headings", account["nodes"]));
    assert_eq!(account["url"], url);
    assert_eq!(account["headings"], json!([{ "level": 1, "text": "The top" }, { "level": 2, "text": "Inner" }]));
    assert_eq!(account["landmarks"], json!([{ "role": "navigation", "name": "Main" }, { "role": "main", "name": "" }]));
    let tree = &account["tree"];
    assert_eq!((&tree["role"], &tree["name"]), (&json!("RootWebArea"), &json!("Seen")));
    let button = find(tree, "button").unwrap();
    assert_eq!((&button["name"], &button["properties"]["disabled"]), (&json!("Press"), &json!(true)));
    let frame = find(tree, "Iframe").unwrap();
    let tick = find(frame, "checkbox").unwrap_or_else(|| panic!("{tree:#}"));
    assert_eq!((&tick["name"], &tick["properties"]["checked"]), (&json!("Tick"), &json!("true")));
    assert!(!account.to_string().contains("Hidden") && account.get("frames_left_out").is_none(), "{account:#}");
    let empty = collection.result(&empty, "accessibility");
    assert_eq!(empty["status"], "noresults", "{empty:#}");
    // What is in a frame of another site is there when Chrome has given it no process of its own;
    // the frame is in any case.
    let (account, _) = saved(&collection, &other, "accessibility");
    let frame = find(&account["tree"], "Iframe").unwrap_or_else(|| panic!("{account:#}"));
    assert_eq!(find(frame, "button").is_some(), frame.get("children").is_some(), "{account:#}");
}

#[test]
fn a_page_that_is_too_much_for_chromes_tree_is_told_and_spoils_nothing_else() {
    let nested = "<title>Deep</title><script>
        let inside = document.body ?? document.documentElement.appendChild(document.createElement('body'));
        const shadow = inside.appendChild(document.createElement('p')).attachShadow({ mode: 'open' });
        inside = shadow.appendChild(document.createElement('div'));
        for (let level = 0; level < 1500; level++) inside = inside.appendChild(document.createElement('div'));
        inside.append('deep');
        </script>";
    let wide = format!("<title>Wide</title>{}<iframe src=narrow.html></iframe>", "<p>x".repeat(40));
    let (_files, site) = site_of(&[("nested.html", nested), ("wide.html", &wide), ("narrow.html", "<p>y<p>z")]);
    let collection = Collection::new();
    let (nested, wide, narrow) = (site.url("nested.html"), site.url("wide.html"), site.url("narrow.html"));
    let max = |most: &str| format!("ACCESSIBILITY_MAX_NODES={most}");
    let archive = |most: &str, url: &str| {
        collection.run(&["archive", "--plugins", "accessibility,title", "--set", &max(most), url]).exits(0)
    };
    archive("20000", &nested);
    let result = collection.result(&nested, "accessibility");
    assert_eq!(result["status"], "skipped", "{result:#}");
    assert!(result["output_str"].as_str().unwrap().contains("levels deep"), "{result:#}");
    assert_eq!(collection.result(&nested, "title")["output_str"], "Deep");
    archive("40", &wide);
    let result = collection.result(&wide, "accessibility");
    assert_eq!(
        (&result["status"], &result["output_str"]),
        (&json!("skipped"), &json!("it has more elements and texts than ACCESSIBILITY_MAX_NODES allows"))
    );
    // The page itself is not too large, and with its frame it would be.
    archive("90", &wide);
    let (account, _) = saved(&collection, &wide, "accessibility");
    let left_out =
        json!([{ "url": narrow, "reason": "it has more elements and texts than ACCESSIBILITY_MAX_NODES allows" }]);
    assert_eq!(
        (&account["frames_left_out"], find(&account["tree"], "paragraph").is_some()),
        (&left_out, true),
        "{account:#}"
    );
}

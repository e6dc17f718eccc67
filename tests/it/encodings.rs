//! Pages that are not UTF-8: what is saved of them is, and says so.

use std::fs;

use crate::collection::Collection;
use crate::site::Site;

const XHTML: &str = "<?xml version='1.0' encoding='ISO-8859-1'?>\n<!DOCTYPE html>\n<html xmlns='http://www.w3.org/1999/xhtml'><head>\
    <meta charset='ISO-8859-1'/><title>caf\u{e9}</title></head><body><p>encoding=\"ISO-8859-1\"</p></body></html>";

#[test]
fn the_saved_page_declares_what_it_is() {
    let files = tempfile::tempdir().unwrap();
    let latin_1 = |text: &str| text.chars().map(|letter| u8::try_from(letter).unwrap()).collect::<Vec<u8>>();
    fs::write(files.path().join("latin.xhtml"), latin_1(XHTML)).unwrap();
    fs::write(files.path().join("utf.xhtml"), XHTML.replace("ISO-8859-1'", "UTF-8'")).unwrap();
    fs::write(
        files.path().join("undeclared.xhtml"),
        XHTML.split_once('\n').unwrap().1.replace("<meta charset='ISO-8859-1'/>", ""),
    )
    .unwrap();
    let (site, collection) = (Site::serve(files.path()), Collection::new());
    let urls = ["latin", "utf", "undeclared"].map(|name| site.url(&format!("/{name}.xhtml")));
    let settings = ["--set", "CHROME_WAIT_FOR=load"];
    collection
        .run(&[&["archive", "--plugins", "dom,title"], &settings[..], &urls.each_ref().map(String::as_str)].concat())
        .exits(0);
    let saved = |url| fs::read_to_string(collection.snapshot_dir(url).join("dom/output.html")).unwrap();
    let declared = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    for (url, beginning) in urls.iter().zip([&format!("\u{feff}{declared}"), declared, "<!DOCTYPE html>"]) {
        let html = saved(url);
        assert!(html.starts_with(beginning), "{html:?}");
        assert!(
            html.contains("<title>caf\u{e9}</title>") && html.contains("<p>encoding=\"ISO-8859-1\"</p>"),
            "{html:?}"
        );
    }
}

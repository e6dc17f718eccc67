//! Hooks that take whatever page they find. In a browser that pages share they may save another
//! page under this one's name, and say that all went well.

use std::collections::BTreeSet;

use crate::plan::{Plan, Step};

/// The plugins with a hook that asks the browser for its pages and not for its own, where pages
/// share a browser.
pub fn takes_any_page(plan: &Plan) -> BTreeSet<String> {
    let has_own_browser =
        |step: &Step| step.plugin.environment.get("CHROME_PER_PAGE").is_some_and(|value| value == "true");
    if plan.snapshot.iter().any(has_own_browser) {
        return BTreeSet::new();
    }
    let foreign = plan
        .snapshot
        .iter()
        .filter(|step| step.hook.name.extension.as_deref() == Some("js") && !step.plugin.infrastructure);
    let takes_any =
        foreign.filter(|step| std::fs::read_to_string(&step.hook.path).is_ok_and(|text| asks_for_any_page(&text)));
    takes_any.map(|step| step.plugin.name.clone()).collect()
}

/// A hook in JavaScript that lists puppeteer's pages and never reads which one is its own.
fn asks_for_any_page(text: &str) -> bool {
    text.contains(".pages()") && !text.contains("target_id")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_by_what_they_ask() {
        assert!(asks_for_any_page("const page = (await browser.pages()).find(page => page.url().startsWith('http'))"));
        assert!(!asks_for_any_page(
            "fs.readFileSync('../chrome/target_id.txt'); (await browser.pages()).find(page => id(page) === target)"
        ));
        assert!(!asks_for_any_page("console.log('hello')"));
    }
}

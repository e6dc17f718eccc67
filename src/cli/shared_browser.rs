//! Hooks that take whatever page they find. In a browser that pages share they may save another page under this one's name, and say that all went well.

use std::collections::BTreeSet;

use crate::plan::Plan;

/// What to warn of: plugins with a hook that asks the browser for its pages and not for its own.
pub fn warning(plan: &Plan) -> Option<String> {
    let has_own_browser = |step: &&crate::plan::Step| step.plugin.environment.get("CHROME_PER_PAGE").is_some_and(|value| value == "true");
    if plan.snapshot.iter().any(|step| has_own_browser(&step)) {
        return None;
    }
    let names: BTreeSet<&str> = plan
        .snapshot
        .iter()
        .filter(|step| step.hook.name.extension.as_deref() == Some("js") && !step.plugin.infrastructure)
        .filter(|step| std::fs::read_to_string(&step.hook.path).is_ok_and(|text| takes_any_page(&text)))
        .map(|step| step.plugin.name.as_str())
        .collect();
    (!names.is_empty()).then(|| {
        let names = names.into_iter().collect::<Vec<_>>().join(", ");
        format!(
            "hooks of {names} take the first page that they find in the browser, which is another page's when several are open; \
             --set CHROME_PER_PAGE=true gives each page a browser of its own, --concurrency 1 helps as well"
        )
    })
}

/// A hook in JavaScript that lists puppeteer's pages and never reads which one is its own.
fn takes_any_page(text: &str) -> bool {
    text.contains(".pages()") && !text.contains("target_id")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_by_what_they_ask() {
        assert!(takes_any_page("const page = (await browser.pages()).find(page => page.url().startsWith('http'))"));
        assert!(!takes_any_page("fs.readFileSync('../chrome/target_id.txt'); (await browser.pages()).find(page => id(page) === target)"));
        assert!(!takes_any_page("console.log('hello')"));
    }
}

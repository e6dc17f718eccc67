//! What strangers' pages may reach: options of `archive` and `retry` that become settings.

use super::collection::{ALLOW_SCHEMES, Collection, builtin_directory};
use super::{Common, Failure};
use crate::browser::guard::SETTING as NO_PRIVATE_NETWORKS;
use crate::plan::Plan;

/// How careful to be.
#[derive(Debug, Clone, clap::Args)]
pub struct CautionArgs {
    /// Let pages reach public addresses only: not this machine, its network or a cloud's metadata, by whatever name or redirect
    #[arg(long)]
    no_private_networks: bool,
}

impl CautionArgs {
    /// The common options with these, and the schemes that are allowed, among the settings.
    pub fn among(&self, common: &Common, schemes: &[String]) -> Common {
        let mut common = common.clone();
        if !schemes.is_empty() {
            common.set.push(format!("{ALLOW_SCHEMES}={}", schemes.join(",")));
        }
        if self.no_private_networks {
            common.set.push(format!("{NO_PRIVATE_NETWORKS}=true"));
        }
        common
    }
}

/// With NO_PRIVATE_NETWORKS: an error when the browser would not heed it, and the plugins that may connect as they like.
pub fn not_covered(collection: &Collection, plan: &Plan) -> Result<Vec<String>, Failure> {
    if collection.global(NO_PRIVATE_NETWORKS) != "true" {
        return Ok(Vec::new());
    }
    let built_in = builtin_directory()?;
    let mut names = Vec::new();
    for step in plan.crawl.iter().chain(&plan.snapshot).chain(&plan.crawl_end) {
        let name = &step.plugin.name;
        if step.hook.path.starts_with(&built_in) || names.contains(name) {
            continue;
        }
        if name == "chrome" {
            let dir = step.hook.path.parent().unwrap_or(&step.hook.path).display();
            let advice = "add --builtin chrome to use the one that does";
            return Err(Failure::usage(format!("--no-private-networks: the plugin chrome in {dir} knows nothing of it; {advice}")));
        }
        names.push(name.clone());
    }
    Ok(names)
}

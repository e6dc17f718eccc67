//! What pages may reach: options of `archive`, `resume` and `retry`.

use crate::service::NetworkPolicy;

/// How careful to be.
#[derive(Debug, Clone, clap::Args)]
pub struct PolicyArgs {
    /// Let pages connect to public addresses only: not to this machine, its network or cloud
    /// metadata
    #[arg(long)]
    no_private_networks: bool,
}

impl PolicyArgs {
    /// With the schemes that are allowed beside http and https.
    pub fn policy(&self, allow_schemes: &[String]) -> NetworkPolicy {
        NetworkPolicy { no_private_networks: self.no_private_networks, allow_schemes: allow_schemes.to_vec() }
    }
}

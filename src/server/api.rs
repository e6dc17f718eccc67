//! The routes, one file for each subject.

mod devtools;
mod lease_port;
pub mod leases;
pub mod pool_health;
pub mod root_lease;

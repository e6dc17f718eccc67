//! The routes, one file for each subject.

mod devtools;
mod lease_port;
pub mod leases;

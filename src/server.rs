//! Everything that speaks HTTP: what stands before the routes ([`app`], [`guard`]), and the routes
//! ([`api`]).

pub mod answer;
pub mod api;
pub mod app;
pub mod guard;
pub mod listen;
pub mod metrics;
pub mod params;
pub mod token;
mod upgrade;

#[cfg(test)]
mod tests;

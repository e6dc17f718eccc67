//! Tacklebox archives web pages by running hooks.
//!
//! A *plugin* is a directory; a *hook* is an executable in it, named so that sorting the names gives the order. The runner starts hooks as child
//! processes, one shared Chrome per crawl serves them all over CDP, and every plugin leaves one directory of files and one result per snapshot.
//!
//! The modules below stand in the order in which the data flows, and none imports one that stands further down, or beside it in the same
//! paragraph (`tests/it/directions.rs` checks it):
//!
//! - what everything uses: [`login`] keeps names and passwords apart from addresses, [`tell`] says something on stderr, and [`deadline`], [`exit`], [`log`];
//! - what things are: [`id`], [`timestamp`], [`url`], [`crawl`], [`snapshot`], [`archive_result`], [`hook_run`], [`event`], [`layout`],
//!   [`moments`], [`env_vars`];
//! - [`secrets`]: what pages are asked for with and nobody else is to read;
//! - rules without side effects: [`record`], [`frontier`], [`input`], [`mimetype`], [`outcome`], [`plugin`], [`config`], [`timeline`], [`ceilings`], [`plan`];
//!   and [`tools`], which only looks;
//! - [`held`] and [`place`] tell whether a collection is where it was, [`own_files`] are read and written beside what hooks put there, [`process`] starts and ends processes, [`hook`] runs one hook, [`run`] a crawl; what happens leaves it as events. [`install`] gets the tools that hooks need;
//! - [`store`] keeps them in SQLite, [`doctor`] compares that with the files, [`report`] shows what happens;
//! - [`browser`] and [`native`] are the other side: they run inside hooks, never in the runner;
//! - [`cli`] ties it all together.

pub mod login;
pub mod tell;

pub mod deadline;
pub mod exit;
pub mod log;
pub mod timestamp;
pub mod url;

pub mod id;

pub mod archive_result;
pub mod crawl;
pub mod env_vars;
pub mod hook_run;
pub mod layout;
pub mod moments;
pub mod snapshot;

pub mod event;

pub mod secrets;

pub mod record;

pub mod frontier;
pub mod input;
pub mod mimetype;
pub mod outcome;

pub mod plugin;

pub mod config;
pub mod timeline;

pub mod ceilings;

pub mod tools;

pub mod plan;

pub mod held;

pub mod own_files;
pub mod place;

pub mod process;

pub mod hook;

pub mod run;

pub mod install;

pub mod store;

pub mod doctor;

pub mod report;

pub mod browser;

pub mod native;

pub mod service;

pub mod cli;

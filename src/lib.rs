//! Tacklebox archives web pages by running hooks.
//!
//! A *plugin* is a directory; a *hook* is an executable in it, named so that sorting the names
//! gives the order. The runner starts hooks as child processes, one shared Chrome per crawl serves
//! them all over CDP, and every plugin leaves one directory of files and one result per snapshot.
//! docs/glossary.md defines these words.
//!
//! The rooms below stand in the order in which they may import: none imports one that stands
//! further down, or beside it in the same paragraph, and the files of a room form no circle
//! (`tests/it/directions.rs` checks both).
//!
//! - [`stderr`] and [`log`]: lines for the person at the terminal;
//! - [`model`]: what is spoken of. [`rules`]: decisions without I/O. [`files`]: what lies on disk,
//!   and in what form;
//! - [`secrets`]: what pages are requested with and nobody else may read; [`input`]: lists of URLs;
//! - [`plugin`], [`config`], [`tools`], [`plan`]: plugins, settings and programs become the steps
//!   of a crawl;
//! - [`process`] starts and ends processes, [`hook`] runs one hook, [`install`] gets the programs
//!   that hooks need;
//! - [`cdp`], [`browser`], [`native`]: the other side. They run inside hooks, never in the runner;
//! - [`pool`]: Chromes on lease to other programs;
//! - [`run`]: one crawl; what happens leaves it as events. [`store`] keeps them in SQLite,
//!   [`timeline`] and [`doctor`] read them, [`report`] turns them into text;
//! - [`service`]: what the program can be asked to do. [`cli`] asks it.

pub mod stderr;

pub mod log;

pub mod model;

pub mod rules;

pub mod files;

pub mod secrets;

pub mod input;

pub mod plugin;

pub mod config;

pub mod tools;

pub mod plan;

pub mod process;

pub mod hook;

pub mod install;

pub mod cdp;

pub mod browser;

pub mod pool;

pub mod native;

pub mod timeline;

pub mod run;

pub mod store;

pub mod doctor;

pub mod report;

pub mod service;

pub mod server;

pub mod cli;

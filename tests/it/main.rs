//! The whole program from outside: the real binary runs real hooks, and what it leaves is looked
//! at.
//!
//! No test waits for a time to pass where it could wait for something to happen; a limit says when
//! to give up.
#![expect(
    clippy::disallowed_methods,
    reason = "these tests start the program under test; the ban is on a second way to start hooks in src"
)]
#![expect(clippy::disallowed_macros, reason = "what a test prints is for those who look into why it failed")]

mod bad_servers;
mod collection;
mod limits;
mod processes;
mod site;

mod at_rest;
mod browser_end;
mod captures;
mod concurrency;
mod contract;
mod crawl_hooks;
mod descriptions;
mod directions;
mod docs;
mod doctor;
mod embedded;
mod encodings;
mod endings;
mod faults_browser;
mod faults_disk;
mod faults_network;
mod faults_resume;
mod favicon;
mod file_fence;
mod foreign;
mod fragments;
mod half_characters;
mod hashed_in_the_end;
mod hostile_pages;
mod input;
mod interrupt;
mod judgement;
mod kit;
mod leftovers;
mod listeners;
mod lost_collection;
mod lost_index;
mod marks;
mod misbehaviour;
mod named_elements;
mod namespaces;
mod network_events;
mod old_collection;
mod one_document;
mod output;
mod page_commands;
mod pages;
mod planted_links;
mod plugins;
mod pool;
mod pool_process;
mod pool_refusals;
mod private_files;
mod private_networks;
mod records;
mod retry;
mod same_outputs;
mod schemas;
mod second_attempt;
mod secrets;
mod service;
mod settings;
mod timeline;
mod titles;
mod tools;
mod unpacked;
mod unread;
mod windows;

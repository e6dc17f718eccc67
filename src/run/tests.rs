//! The runner alone: crawls with hooks that are played and a ledger in memory, on a clock that
//! stands still while anything is to be done. Times are therefore exact, in milliseconds of a
//! crawl.

mod dispatching;
mod fakes;
mod interrupts;
mod losses;
mod outcomes;
mod retries;

//! What lies on disk, and in what form: the layout of a collection, the files of crawls and
//! snapshots, the outputs of plugins.

pub mod atomic;
pub mod crawl_file;
mod directories;
pub mod executables;
pub mod index_file;
pub mod layout;
pub mod location;
pub mod outputs;
pub mod own_files;
pub mod pinned;
pub mod static_file_mark;

pub use directories::{remove_dir, remove_empty};

//! What the code wants to be known besides its results: `tracing`'s messages, on stderr.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

use crate::stderr::Stderr;

/// The variable with another filter than "warnings and errors", e.g. `debug` or
/// `tacklebox::store=trace`.
pub const VARIABLE: &str = "TACKLEBOX_LOG";

/// Shows messages from now on.
pub fn start(colours: bool) {
    let format = tracing_subscriber::fmt().with_writer(|| Stderr).with_ansi(colours).with_target(false).without_time();
    // A filter takes time to build, which a native hook pays once a page; without one a comparison
    // of levels is enough.
    let set = match std::env::var(VARIABLE) {
        Ok(filter) if !filter.is_empty() => {
            let filter = EnvFilter::builder().with_default_directive(LevelFilter::WARN.into()).parse_lossy(filter);
            format.with_env_filter(filter).try_init()
        }
        _ => format.with_max_level(LevelFilter::WARN).try_init(),
    };
    // It fails when something else in this process, such as a test, has set a logger; then that one
    // is used.
    let _ = set;
}

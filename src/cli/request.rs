//! What pages are requested with: options of `archive`, `resume` and `retry`.

use std::path::PathBuf;

use crate::service::RequestOptions;

/// Cookies and headers.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct RequestArgs {
    /// Send these cookies: a Netscape cookies.txt, a Playwright storage state, or a JSON list
    #[arg(long, value_name = "FILE")]
    cookies: Option<PathBuf>,
    /// Send this header with every request, or to one host; may be repeated
    ///
    /// 'Name: value' goes to every host that a page loads from, 'example.com Name: value' to that
    /// host only, '*.example.com Name: value' also to its subdomains. @FILE reads headers from a
    /// file, one per line, where other users of this machine do not see them.
    #[arg(long, value_name = "[HOST ]NAME: VALUE", allow_hyphen_values = true)]
    header: Vec<String>,
}

impl From<RequestArgs> for RequestOptions {
    fn from(args: RequestArgs) -> Self {
        RequestOptions { cookies: args.cookies, headers: args.header }
    }
}

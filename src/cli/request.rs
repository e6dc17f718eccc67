//! What pages are requested with: options of `archive`, `resume` and `retry`.

use std::path::PathBuf;

use crate::service::RequestOptions;

/// Cookies and headers.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct RequestArgs {
    /// Send these cookies: a Netscape cookies.txt, a storage state of Playwright, or a list in JSON
    #[arg(long, value_name = "FILE")]
    cookies: Option<PathBuf>,
    /// Send this header with each request, or with those to one host; may be repeated
    ///
    /// 'Name: value' goes to every host that a page asks, 'example.com Name: value' to that one alone, '*.example.com Name: value' also to those below it. With @FILE, the
    /// headers are read from a file, one a line, where other users of this machine do not see them.
    #[arg(long, value_name = "[HOST ]NAME: VALUE", allow_hyphen_values = true)]
    header: Vec<String>,
}

impl From<RequestArgs> for RequestOptions {
    fn from(args: RequestArgs) -> Self {
        RequestOptions { cookies: args.cookies, headers: args.header }
    }
}

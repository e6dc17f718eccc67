//! What a person may want to know about a request, beside the events of its crawl.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::given::GivenCounts;
use crate::config::Origin;
use crate::input::{Foreign, LeftOut};
use crate::install::Progress;
use crate::model::hint::Hint;
use crate::model::timestamp::Timestamp;
use crate::plan::Skip;
use crate::store::interrupted::QueueState;

/// See the module. Texts may come from strangers; the edge escapes control characters for
/// the terminal or the page.
#[derive(Debug, Clone)]
pub enum Notice {
    /// An address was given without a scheme. `given` is absent where it holds a password.
    SchemeAssumed { given: Option<String>, url: String },
    /// A line of a list is not a URL.
    LineRefused { list: String, line: u64, reason: String, hint: Option<Hint>, text: String },
    /// A list has another format.
    ListRefused { list: String, foreign: Foreign },
    /// Of so many lines of a list only the URL was taken; the first of what was left out.
    TextLeftOut { list: String, lines: u64, shown: Vec<LeftOut> },
    /// Another name or password was given for this place before; that one is used.
    OtherLoginUsed { url: String },
    /// What became of all that was given, when it was not all taken.
    Given(GivenCounts),
    /// A file of cookies or headers has something that is not sent.
    RequestFile { file: PathBuf, what: String },
    /// A file of cookies has none to send.
    NoCookies { file: PathBuf },
    /// This secret header goes to every host.
    HeaderToAll { name: String },
    /// Crawls were interrupted with so many pages left, and are resumed after this one.
    PagesLeft { pages: u64 },
    /// A crawl that was interrupted is resumed.
    Resuming { created_at: Timestamp, queue: QueueState, pages: u64 },
    /// Another process is at work on the crawl.
    AtWorkElsewhere { created_at: Timestamp },
    /// Something that the crawl was given cannot be read again.
    NotReadAgain { reason: String },
    /// So many pages are left of a crawl whose queue was lost with the index; why some may be
    /// missing.
    LeftOfLostQueue { pages: u64, lost: Option<String> },
    /// A crawl was given up; so many pages were taken off its queue.
    Abandoned { created_at: Timestamp, removed: u64 },
    /// A process of a runner that was killed was ended.
    StrayEnded { process: String },
    /// A process of a runner that was killed is still there after SIGKILL.
    StrayLeft { process: String },
    /// Secrets stay in this directory for crawls that may be resumed or retried.
    SecretsKept { dir: PathBuf },
    /// What plugins need is being installed.
    Installing(Progress),
    /// Something is wrong with a plugin or a tool, and the crawl goes on.
    Warning(String),
    /// A plugin is skipped in this crawl.
    PluginSkipped { plugin: String, skip: Skip },
    /// No plugin declares this setting.
    UnknownSetting { key: String, origin: Origin },
    /// The hooks of these plugins do not obey NO_PRIVATE_NETWORKS.
    NotCoveredByPolicy { plugins: Vec<String> },
    /// The hooks of these plugins take any page of a shared browser.
    TakesAnyPage { plugins: BTreeSet<String> },
    /// Links are to be followed, and these plugins do not say whether they find any; why the
    /// built-in one does not run.
    LinksUncertain { depth: u32, plugins: BTreeSet<String>, finder: &'static str, why_not: String },
}

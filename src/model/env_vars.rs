//! Every environment variable of the hook contract, declared once. docs/hooks.md lists them; a test
//! compares the two.

macro_rules! variables {
    ($($(#[doc = $doc:literal])+ $name:ident),+ $(,)?) => {
        $($(#[doc = $doc])+ pub const $name: &str = stringify!($name);)+

        /// All of them, with their documentation.
        pub const ALL: &[(&str, &str)] = &[$((stringify!($name), concat!($($doc),+))),+];
    };
}

variables! {
    /// The address of the page.
    URL,
    /// The snapshot's id.
    SNAPSHOT_ID,
    /// The given address from which this page was found; its own when it was given itself.
    ROOT_URL,
    /// How many links away from a given URL this page is.
    SNAPSHOT_DEPTH,
    /// The crawl's id.
    CRAWL_ID,
    /// The plugin's name.
    PLUGIN,
    /// The hook's file name.
    HOOK_NAME,
    /// Absolute directory of the snapshot.
    SNAP_DIR,
    /// The same, under its older name.
    SNAPSHOT_DIR,
    /// Absolute directory of the crawl.
    CRAWL_DIR,
    /// The same, under its older name.
    CRAWL_OUTPUT_DIR,
    /// Absolute directory of the plugin in these, where the hook runs and leaves its files.
    OUTPUT_DIR,
    /// Absolute directory of the collection.
    DATA_DIR,
    /// Where tools for hooks are installed.
    LIB_DIR,
    /// Where browser profiles are kept.
    PERSONAS_DIR,
    /// The browser profile in use.
    ACTIVE_PERSONA,
    /// JSON: snapshot_id, snapshot_depth, plugin, hook_name, crawl_id.
    EXTRA_CONTEXT,
    /// Seconds this hook may run in the foreground.
    TIMEOUT,
    /// The same, under the name that hooks of abx-plugins read.
    ABXPKG_LIB_DIR,
    /// Where LIB_DIR's node modules are, when there are any, then the inherited one.
    NODE_PATH,
    /// The first of these directories, under the name that some hooks read.
    NODE_MODULES_DIR,
    /// Where libraries from PyPI are that were installed for the plugin, and the package that the
    /// hook is part of.
    PYTHONPATH,
    /// The runner's own directory, then LIB_DIR/bin, then the inherited one.
    PATH,
    /// A file with the cookies, headers and passwords that were given for the page's crawl, as
    /// JSON, when there are any; only its owner can read it (docs/security.md).
    TACKLEBOX_SECRETS,
    /// One per run of the runner, inherited by every descendant: an id and who the runner is
    /// (`<id>:<pid>:<start time>:<boot id>`), by which its strays are found when it is dead.
    TACKLEBOX_RUN,
}

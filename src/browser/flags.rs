//! The command line of Chrome. Pure.

use std::path::Path;

use super::find::Kind;

/// What the browser is wanted for.
#[derive(Debug, Clone)]
pub struct LaunchOptions<'a> {
    pub purpose: Purpose,
    pub kind: Kind,
    pub profile: &'a Path,
    /// Whether Chrome's sandbox is to be used.
    pub sandbox: bool,
    /// Width and height of a page, in CSS pixels.
    pub size: (u32, u32),
    pub user_agent: Option<&'a str>,
    /// What makes all connections go through a proxy; empty for none.
    pub proxy: &'a [String],
    /// From the settings; they come last and may override.
    pub extra: &'a [String],
}

/// Who uses the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Hooks, over its port; its windows are made by its owner.
    Archiving,
    /// A client of the browser pool, through the pool; it has no port, and one page.
    Lease,
}

/// Two page features that cost a third of the start, and what would phone home. Repeated
/// `--disable-features` override one another, so all are merged into one.
const DISABLED_FEATURES: &[&str] =
    &["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "Translate", "MediaRouter", "OptimizationHints", "AcceptCHFrame"];

const ALWAYS: &[&str] = &[
    // With the pipe Chrome dies when its owner does.
    "--remote-debugging-pipe",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--disable-breakpad",
    "--disable-domain-reliability",
    "--disable-client-side-phishing-detection",
    "--disable-prompt-on-repost",
    // A page that is not in front is archived as carefully as one that is.
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    // /dev/shm is 64 MB in many containers, and Chrome crashes when it is full.
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--hide-scrollbars",
    "--mute-audio",
    "--metrics-recording-only",
    "--no-pings",
    "--password-store=basic",
    "--use-mock-keychain",
    // The same picture on every machine.
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
];

const FOR_ARCHIVING: &[&str] = &[
    "--remote-debugging-port=0",
    "--no-startup-window",
    // A page that opens windows, each of which does the same, takes the whole browser along. The
    // full browser blocks popups by itself; the headless shell does with this.
    "--block-new-web-contents",
];

/// The argument for a debugging port.
pub const DEBUGGING_PORT: &str = "--remote-debugging-port";

/// The arguments for `options`.
pub fn arguments(options: &LaunchOptions) -> Vec<String> {
    let own: &[&str] = match options.purpose {
        Purpose::Archiving => FOR_ARCHIVING,
        Purpose::Lease => &[],
    };
    let mut arguments: Vec<String> = ALWAYS.iter().chain(own).map(|flag| (*flag).to_owned()).collect();
    if options.kind == Kind::Full {
        arguments.push("--headless=new".into());
    }
    if !options.sandbox {
        arguments.push("--no-sandbox".into());
    }
    arguments.push(format!("--user-data-dir={}", options.profile.display()));
    arguments.push(format!("--window-size={},{}", options.size.0, options.size.1));
    if let Some(agent) = options.user_agent {
        arguments.push(format!("--user-agent={agent}"));
    }
    arguments.extend_from_slice(options.proxy);
    let mut features: Vec<&str> = DISABLED_FEATURES.to_vec();
    for flag in options.extra {
        match flag.strip_prefix("--disable-features=") {
            Some(more) => features.extend(more.split(',')),
            None => arguments.push(flag.clone()),
        }
    }
    arguments.push(format!("--disable-features={}", features.join(",")));
    if options.purpose == Purpose::Lease {
        // The page that clients expect a browser to begin with.
        arguments.push("about:blank".into());
    }
    arguments
}

/// The name of an argument: what stands before `=`.
pub fn name(flag: &str) -> &str {
    flag.split('=').next().unwrap_or(flag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_merged_into_one_flag() {
        let extra = ["--disable-features=Mine".to_owned(), "--lang=de".to_owned()];
        let options = LaunchOptions {
            purpose: Purpose::Archiving,
            kind: Kind::Full,
            profile: Path::new("/p"),
            sandbox: true,
            size: (1, 2),
            user_agent: Some("me"),
            proxy: &[],
            extra: &extra,
        };
        let lease = arguments(&LaunchOptions { purpose: Purpose::Lease, ..options.clone() });
        assert_eq!(lease.last().map(String::as_str), Some("about:blank"));
        assert!(!lease.iter().any(|flag| name(flag) == DEBUGGING_PORT));
        let arguments = arguments(&options);
        assert!(arguments.iter().any(|flag| name(flag) == DEBUGGING_PORT));
        let features: Vec<_> = arguments.iter().filter(|flag| flag.starts_with("--disable-features")).collect();
        assert!(features.len() == 1 && features[0].ends_with(",Mine"));
        assert!(arguments.contains(&"--headless=new".to_owned()) && !arguments.contains(&"--no-sandbox".to_owned()));
        assert!(
            arguments.contains(&"--window-size=1,2".to_owned()) && arguments.contains(&"--user-agent=me".to_owned())
        );
    }
}

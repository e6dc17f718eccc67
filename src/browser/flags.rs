//! The command line of Chrome. Pure.

use std::path::Path;

use super::find::Kind;

/// What the browser is wanted for.
#[derive(Debug, Clone)]
pub struct LaunchOptions<'a> {
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

/// Two page features that cost a third of the start, and what would phone home. Repeated
/// `--disable-features` override one another, so all are merged into one.
const DISABLED_FEATURES: &[&str] =
    &["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "Translate", "MediaRouter", "OptimizationHints", "AcceptCHFrame"];

const ALWAYS: &[&str] = &[
    // With the pipe Chrome dies when its owner does; by the port everybody else connects.
    "--remote-debugging-pipe",
    "--remote-debugging-port=0",
    "--no-startup-window",
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
    // A page that opens windows, each of which does the same, takes the whole browser along. The
    // full browser blocks popups by itself; the headless shell does with this.
    "--block-new-web-contents",
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

/// The arguments for `options`.
pub fn arguments(options: &LaunchOptions) -> Vec<String> {
    let mut arguments: Vec<String> = ALWAYS.iter().map(|flag| (*flag).to_owned()).collect();
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
            kind: Kind::Full,
            profile: Path::new("/p"),
            sandbox: true,
            size: (1, 2),
            user_agent: Some("me"),
            proxy: &[],
            extra: &extra,
        };
        let arguments = arguments(&options);
        let features: Vec<_> = arguments.iter().filter(|flag| flag.starts_with("--disable-features")).collect();
        assert!(features.len() == 1 && features[0].ends_with(",Mine"));
        assert!(arguments.contains(&"--headless=new".to_owned()) && !arguments.contains(&"--no-sandbox".to_owned()));
        assert!(
            arguments.contains(&"--window-size=1,2".to_owned()) && arguments.contains(&"--user-agent=me".to_owned())
        );
    }
}

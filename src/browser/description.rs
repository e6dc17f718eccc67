//! What a Chrome says of its own protocol, where none runs that can be asked.

use std::path::Path;
use std::time::Duration;

use super::endpoint::Endpoint;
use super::find::ChromeBinary;
use super::flags::{LaunchOptions, Purpose, arguments};
use super::launch::Browser;

/// How long its start may take.
const LAUNCH: Duration = Duration::from_secs(60);

/// Starts a Chrome with nothing in it, in the directory `home`, asks it, and ends it: JSON, one to
/// two megabytes. The error is in words.
pub async fn description(program: &ChromeBinary, home: &Path) -> Result<String, String> {
    let profile = home.join("profile");
    // It opens no page, so there is nothing to shut into a sandbox, which not every system allows.
    let options = LaunchOptions {
        purpose: Purpose::Archiving,
        kind: program.kind,
        profile: &profile,
        sandbox: false,
        size: (800, 600),
        user_agent: None,
        proxy: &[],
        extra: &[],
    };
    let log = home.join("chrome.log");
    let browser = Browser::launch(&program.path, arguments(&options), &profile, &log, LAUNCH)
        .await
        .map_err(|error| error.to_string())?;
    let port = browser.debugging_port().map_or_else(String::new, |port| port.ws_url.clone());
    let asked = async {
        let endpoint = Endpoint::parse(&port).map_err(|error| error.to_string())?;
        endpoint.description().await.map_err(|error| error.to_string())
    }
    .await;
    if let Err(error) = browser.close().await {
        tracing::warn!("{}: the profile could not be removed: {error}", profile.display());
    }
    asked
}

//! `--no-private-networks`: the browser reaches the network through a SOCKS5 proxy of our own,
//! which connects to public addresses only.
//!
//! What counts is the address at the moment of connecting: the proxy resolves the name, judges
//! every address of the answer, and connects to one that it has judged. A name that means something
//! else a moment later (DNS rebinding), a redirect, an iframe, a script or an odd way to write
//! 127.0.0.1 all end here, since the browser has no other way out.

pub mod address;
mod journal;
mod proxy;
mod socks;

use std::path::Path;
use std::sync::Arc;

pub use journal::{Failed, why};
pub use proxy::{EgressProxy, Resolver, SystemResolver};

use super::flags;

/// The proxy's address, for hooks that fetch by themselves: in the crawl's `chrome/`.
pub const ADDRESS_FILE: &str = "proxy.txt";

/// Connections that did not come about, and why, a JSON object a line: in the crawl's `chrome/`. It
/// is replaced by a shorter one when it has grown long.
pub const JOURNAL_FILE: &str = "proxy_failures.jsonl";

/// The setting that turns it on.
pub const SETTING: &str = "NO_PRIVATE_NETWORKS";

/// Starts a proxy that refuses connections to private networks, and keeps its journal in
/// `directory`.
pub async fn start(directory: &Path) -> std::io::Result<EgressProxy> {
    EgressProxy::start(Arc::new(SystemResolver), address::why_not_public, &directory.join(JOURNAL_FILE)).await
}

/// Arguments for Chrome that leave it no way but the proxy on `port`.
pub fn arguments(port: u16) -> Vec<String> {
    [
        format!("--proxy-server=socks5://127.0.0.1:{port}").as_str(),
        // Without this Chrome goes to loopback and link-local addresses by itself.
        "--proxy-bypass-list=<-loopback>",
        // Names are resolved by the proxy; should a part of Chrome try by itself, it finds none.
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
        "--disable-quic",
        // WebRTC sends UDP packets past any proxy otherwise. The headless shell and the full
        // browser have different names for this.
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// The first of the user's own arguments for Chrome that would bypass the proxy.
pub fn contradiction(extra: &[String]) -> Option<&str> {
    const OTHER_WAYS: &[&str] = &["--no-proxy-server", "--host-rules", "--enable-quic", "--origin-to-force-quic-on"];
    extra.iter().map(String::as_str).find(|flag| {
        let name = flags::name(flag);
        name.starts_with("--proxy-")
            || OTHER_WAYS.contains(&name)
            || arguments(0).iter().any(|own| flags::name(own) == name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_proxy_cannot_be_had_as_well() {
        let extra = |flag: &str| ["--lang=de".to_owned(), flag.to_owned()];
        for flag in [
            "--proxy-server=http://proxy:3128",
            "--proxy-pac-url=http://x/",
            "--no-proxy-server",
            "--host-resolver-rules=MAP a b",
        ] {
            assert_eq!(contradiction(&extra(flag)), Some(flag));
        }
        assert_eq!(contradiction(&extra("--disable-gpu")), None);
    }
}

//! What distinguishes the browsers that clients ask for. Pure.

use crate::browser::{egress, flags};

/// Arguments for Chrome that a client may give. None of them starts a program, opens a port, names a
/// file, or takes a protection away.
const ALLOWED: &[&str] = &[
    "--accept-lang",
    "--autoplay-policy",
    "--blink-settings",
    "--force-color-profile",
    "--force-dark-mode",
    "--force-device-scale-factor",
    "--lang",
    "--user-agent",
    "--window-size",
];

/// How a browser is started. Two leases that ask for the same have equal ones.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Configuration {
    /// More arguments for Chrome, sorted.
    arguments: Vec<String>,
    /// `http://HOST:PORT` or `socks5://HOST:PORT`
    proxy: Option<String>,
    /// Whether the browser reaches public addresses only.
    pub public_only: bool,
}

/// Something that a browser is not started with.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigurationError {
    #[error("arguments: {0:?} is not allowed; allowed are {allowed}", allowed = ALLOWED.join(", "))]
    Argument(String),
    #[error("proxy: expected http://HOST:PORT or socks5://HOST:PORT")]
    Proxy,
    #[error("proxy: with private_networks=false all connections go through a proxy of the pool's own")]
    TwoProxies,
}

impl Configuration {
    pub fn new(
        mut arguments: Vec<String>,
        proxy: Option<String>,
        public_only: bool,
    ) -> Result<Self, ConfigurationError> {
        let is_allowed = |argument: &String| {
            ALLOWED.contains(&flags::name(argument)) && !argument.contains(|character: char| character.is_control())
        };
        if let Some(refused) = arguments.iter().find(|argument| !is_allowed(argument)) {
            return Err(ConfigurationError::Argument(refused.clone()));
        }
        arguments.sort();
        arguments.dedup();
        let proxy = proxy.filter(|proxy| !proxy.is_empty());
        match &proxy {
            Some(_) if public_only => return Err(ConfigurationError::TwoProxies),
            Some(proxy) if !is_proxy(proxy) => return Err(ConfigurationError::Proxy),
            _ => {}
        }
        Ok(Configuration { arguments, proxy, public_only })
    }

    /// The arguments for Chrome; `egress` is the port of the pool's own proxy where one is needed.
    pub fn flags(&self, egress: Option<u16>) -> (Vec<String>, Vec<String>) {
        let proxy = match (egress, &self.proxy) {
            (Some(port), _) => egress::arguments(port),
            (None, Some(proxy)) => vec![format!("--proxy-server={proxy}")],
            (None, None) => Vec::new(),
        };
        (proxy, self.arguments.clone())
    }
}

/// Chrome takes no user and password here, and a path makes no sense.
fn is_proxy(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| {
        matches!(url.scheme(), "http" | "https" | "socks5")
            && url.host_str().is_some_and(|host| !host.is_empty())
            && url.username().is_empty()
            && matches!(url.path(), "" | "/")
            && url.query().is_none()
            && !text.contains([',', ';', ' '])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_that_could_do_harm_are_refused() {
        for argument in [
            "--utility-cmd-prefix=sh",
            "--renderer-cmd-prefix=sh",
            "--gpu-launcher=sh",
            "--browser-subprocess-path=/bin/sh",
            "--user-data-dir=/",
            "--remote-debugging-port=9222",
            "--remote-debugging-address=0.0.0.0",
            "--remote-allow-origins=*",
            "--load-extension=/tmp",
            "--no-sandbox",
            "--disk-cache-dir=/etc",
            "--log-file=/etc/passwd",
            "--proxy-server=evil:1",
            "--host-rules=MAP a b",
            "--disable-web-security",
            "file:///etc/passwd",
            "lang",
            "--lang=de\0",
            "",
        ] {
            let refused = Configuration::new(vec![argument.to_owned()], None, false);
            assert_eq!(refused, Err(ConfigurationError::Argument(argument.to_owned())));
        }
        assert!(Configuration::new(vec!["--lang=de".into(), "--window-size=10,10".into()], None, true).is_ok());
    }

    #[test]
    fn equal_wishes_are_equal() {
        let one = Configuration::new(vec!["--lang=de".into(), "--window-size=1,2".into()], None, false).unwrap();
        let other =
            Configuration::new(vec!["--window-size=1,2".into(), "--lang=de".into(), "--lang=de".into()], None, false);
        assert_eq!(Ok(one), other);
        assert_eq!(Configuration::new(Vec::new(), Some(String::new()), false), Ok(Configuration::default()));
    }

    #[test]
    fn a_proxy_is_an_address_and_nothing_else() {
        for proxy in ["http://127.0.0.1:3128", "socks5://proxy:1080", "https://p.example:1/"] {
            assert!(Configuration::new(Vec::new(), Some(proxy.into()), false).is_ok(), "{proxy}");
        }
        for proxy in [
            "proxy",
            "file:///x",
            "http://user:p@h:1",
            "http://h:1/path",
            "http://h:1;direct://",
            "http://",
            "http://h:1?x",
        ] {
            assert_eq!(
                Configuration::new(Vec::new(), Some(proxy.into()), false),
                Err(ConfigurationError::Proxy),
                "{proxy}"
            );
        }
        assert_eq!(
            Configuration::new(Vec::new(), Some("http://h:1".into()), true),
            Err(ConfigurationError::TwoProxies)
        );
    }
}

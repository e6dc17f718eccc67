//! `ssl.bg`: how the connection to every https host was encrypted, and with which certificates.

use std::collections::BTreeSet;
use std::pin::Pin;
use std::time::Duration;

use chromiumoxide::cdp::browser_protocol::network::GetCertificateParams;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use serde::Serialize;
use serde_json::Value;

use crate::browser::network;
use crate::browser::target_tree::TargetTree;
use crate::cdp::{CdpError, Event};
use crate::model::timestamp::Timestamp;
use crate::native::{Context, HookResult, Listening, Report, write_json_lines};

/// How long Chrome may take to hand over a certificate.
const CERTIFICATE_LIMIT: Duration = Duration::from_secs(5);

/// A certificate on its way: the host's number, and Chrome's answer.
type CertificateRequest = Pin<Box<dyn Future<Output = (usize, Result<Value, CdpError>)>>>;

pub async fn run(context: Context) -> HookResult {
    let setup = |_| vec![("Network.enable", network::events_only())];
    let mut target_tree = TargetTree::attach(&context.snap_dir()?, Box::new(setup)).await?;
    let incomplete = target_tree.incomplete();
    let mut page = Listening::begin(&context, target_tree, incomplete);
    let mut hosts = Hosts::default();
    let mut asked: FuturesUnordered<CertificateRequest> = FuturesUnordered::new();
    loop {
        tokio::select! {
            biased;
            event = page.next() => match event {
                Some(event) => if let Some(index) = hosts.see(&event) {
                    // Chrome knows the certificate in the session that saw the response, as long as
                    // the page is there.
                    let answer = page.source.session(&event).run_within(GetCertificateParams::new(hosts.origin(index)), CERTIFICATE_LIMIT);
                    asked.push(Box::pin(async move { (index, answer.await) }));
                },
                None => break,
            },
            Some((index, answer)) = asked.next() => hosts.take_certificates(index, answer),
        }
    }
    while let Some((index, answer)) = asked.next().await {
        hosts.take_certificates(index, answer);
    }
    page.report(report(&hosts)?)
}

fn report(hosts: &Hosts) -> HookResult {
    let (Some(first), count) = (hosts.seen.first(), hosts.seen.len()) else {
        let why = hosts.refused.as_ref().map(|why| format!("no TLS connection: {why}"));
        return Ok(Report::NoResults(why.unwrap_or_else(|| "no TLS connection".into())));
    };
    write_json_lines("ssl.jsonl", &hosts.seen)?;
    let others = if count == 1 { String::new() } else { format!(" and {} more hosts", count - 1) };
    Ok(Report::Succeeded(format!("{}: {}, {}{others}", first.host, first.protocol, first.issuer)))
}

/// A line of `ssl.jsonl`.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
struct Host {
    /// With its port.
    host: String,
    protocol: String,
    key_exchange: Option<String>,
    key_exchange_group: Option<String>,
    cipher: String,
    subject: String,
    sans: Vec<String>,
    issuer: String,
    valid_from: Option<Timestamp>,
    valid_to: Option<Timestamp>,
    /// Chrome's verdict: `secure`, `insecure`, ...
    security_state: Option<String>,
    /// The certificates as the server sent them, its own first, as PEM.
    chain: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    chain_error: Option<String>,
}

/// The hosts that were spoken to over TLS, each once.
#[derive(Debug, Default)]
struct Hosts {
    known: BTreeSet<String>,
    seen: Vec<Host>,
    /// Why Chrome would not speak to one.
    refused: Option<String>,
}

impl Hosts {
    /// Takes in one event; the number of the host, when it is the first that is seen of it.
    fn see(&mut self, event: &Event) -> Option<usize> {
        let response = match event.method.as_ref() {
            "Network.responseReceived" => event.params.get("response")?,
            "Network.requestWillBeSent" => event.params.get("redirectResponse")?,
            "Network.loadingFailed" => {
                let is_tls = |text: &&str| text.contains("_CERT_") || text.contains("_SSL_");
                self.refused = self.refused.take().or(event.text("/errorText").filter(is_tls).map(str::to_owned));
                return None;
            }
            _ => return None,
        };
        let details = response.get("securityDetails").filter(|details| details.is_object())?;
        let url = ::url::Url::parse(response.get("url")?.as_str()?).ok()?;
        let name = format!("{}:{}", url.host_str()?, url.port_or_known_default()?);
        if !self.known.insert(name.clone()) {
            return None;
        }
        let text =
            |key: &str| details.get(key).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned);
        let time = |key: &str| details.get(key).and_then(Value::as_f64).and_then(Timestamp::from_epoch_seconds);
        let names = details.get("sanList").and_then(Value::as_array).into_iter().flatten();
        self.seen.push(Host {
            host: name,
            protocol: text("protocol").unwrap_or_default(),
            key_exchange: text("keyExchange"),
            key_exchange_group: text("keyExchangeGroup"),
            cipher: text("cipher").unwrap_or_default(),
            subject: text("subjectName").unwrap_or_default(),
            sans: names.filter_map(Value::as_str).map(str::to_owned).collect(),
            issuer: text("issuer").unwrap_or_default(),
            valid_from: time("validFrom"),
            valid_to: time("validTo"),
            security_state: response.get("securityState").and_then(Value::as_str).map(str::to_owned),
            chain: Vec::new(),
            chain_error: Some("the page was closed before Chrome handed it over".into()),
        });
        Some(self.seen.len() - 1)
    }

    fn origin(&self, index: usize) -> String {
        format!("https://{}", self.seen.get(index).map(|host| host.host.as_str()).unwrap_or_default())
    }

    fn take_certificates(&mut self, index: usize, answer: Result<Value, CdpError>) {
        let Some(host) = self.seen.get_mut(index) else { return };
        host.chain_error = match answer {
            Ok(answer) => {
                let names = answer.get("tableNames").and_then(Value::as_array).into_iter().flatten();
                host.chain = names.filter_map(Value::as_str).map(pem).collect();
                host.chain.is_empty().then(|| "Chrome does not have it".into())
            }
            Err(error) => Some(error.to_string()),
        };
    }
}

/// RFC 7468: base64 in lines of 64 characters.
fn pem(der: &str) -> String {
    let mut text = String::from("-----BEGIN CERTIFICATE-----\n");
    for (index, letter) in der.chars().filter(|letter| !letter.is_whitespace()).enumerate() {
        if index > 0 && index % 64 == 0 {
            text.push('\n');
        }
        text.push(letter);
    }
    text.push_str("\n-----END CERTIFICATE-----\n");
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn responded(url: &str, details: Value) -> Event {
        let params = json!({ "requestId": "1", "response": { "url": url, "securityState": "secure", "securityDetails": details } });
        Event { method: "Network.responseReceived".into(), session_id: None, params }
    }

    #[test]
    fn each_host_is_seen_once() {
        let mut hosts = Hosts::default();
        let details =
            json!({ "protocol": "TLS 1.3", "subjectName": "x", "sanList": ["x", 1], "validFrom": 1_795_181_885 });
        for (url, seen) in [
            ("http://x/", None),
            ("https://x/", Some(0)),
            ("https://x/a", None),
            ("https://x:444/", Some(1)),
            ("https://[::1]/", Some(2)),
            ("nonsense", None),
        ] {
            let details = if url.starts_with("https") { details.clone() } else { Value::Null };
            assert_eq!(hosts.see(&responded(url, details)), seen, "{url}");
        }
        assert_eq!((hosts.origin(0), hosts.origin(2)), ("https://x:443".into(), "https://[::1]:443".into()));
        let host = &hosts.seen[0];
        assert_eq!((host.sans.len(), host.valid_from.unwrap().to_string()), (1, "2026-11-20T13:38:05.000Z".into()));
        hosts.take_certificates(0, Ok(json!({ "tableNames": ["QUJD"] })));
        hosts.take_certificates(1, Ok(json!({})));
        assert_eq!(hosts.seen[0].chain, ["-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n"]);
        assert!(hosts.seen[0].chain_error.is_none() && hosts.seen[1].chain_error.is_some());
    }

    #[test]
    fn a_refusal_is_remembered() {
        let mut hosts = Hosts::default();
        let failed = |text: &str| Event {
            method: "Network.loadingFailed".into(),
            session_id: None,
            params: json!({ "errorText": text }),
        };
        assert_eq!(hosts.see(&failed("net::ERR_ABORTED")), None);
        assert_eq!(hosts.refused, None);
        hosts.see(&failed("net::ERR_CERT_DATE_INVALID"));
        assert_eq!(hosts.refused.as_deref(), Some("net::ERR_CERT_DATE_INVALID"));
    }
}

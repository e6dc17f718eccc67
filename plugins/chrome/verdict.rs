//! What stands in the page's place, if it is no page: a failure that may pass, an error for good, a
//! bot challenge. Pure.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::browser::navigation::{Navigation, NavigationOutcome};
use crate::browser::parts::Parts;
use crate::model::timestamp::Timestamp;

/// Answers after which a server may answer better later: too many requests, and the three by which
/// a gateway says that what is behind it does not (RFC 9110, RFC 6585).
const PASSING: [u16; 4] = [429, 502, 503, 504];

/// What was found beside the page itself.
#[derive(Debug, Default)]
pub struct Signs<'a> {
    /// The document's body broke off.
    pub broke_off: bool,
    /// The header `Retry-After`.
    pub retry_after: Option<&'a str>,
    /// Whose bot challenge it is.
    pub bot_challenge: Option<&'a str>,
    /// Why there is nothing to be seen.
    pub nothing: Option<&'static str>,
}

/// The `Page` record about a navigation; nothing when there is a page, or a file.
pub fn of(navigation: &Navigation, signs: &Signs, now: Timestamp) -> Option<Value> {
    use NavigationOutcome as O;
    let status = navigation.status.filter(|status| *status >= 400);
    let said = || navigation.error.clone().unwrap_or_else(|| "the page could not be loaded".into());
    let answered = |status: u16| format!("the server answered {status}{}", reason_phrase(status));
    let (state, reason) = match (navigation.outcome, status) {
        (_, Some(status)) if PASSING.contains(&status) => ("transient", answered(status)),
        (O::Connection | O::Timeout, _) => ("transient", said()),
        (O::Slow, _) if signs.broke_off => ("transient", said()),
        (O::Loaded | O::Slow | O::HttpError, _) if signs.bot_challenge.is_some() => {
            ("error", format!("the page is behind a bot challenge ({})", signs.bot_challenge.unwrap_or_default()))
        }
        (_, Some(status)) => ("error", answered(status)),
        (O::Loaded | O::Slow, None) if signs.nothing.is_some() => {
            ("error", signs.nothing.unwrap_or_default().to_owned())
        }
        (O::Loaded | O::Slow | O::StaticFile | O::Download, None) => return None,
        _ => ("error", said()),
    };
    let mut record = json!({ "type": "Page", "state": state, "reason": reason });
    if let Some(seconds) = signs.retry_after.and_then(|text| seconds_until(text, now)).filter(|_| state == "transient")
    {
        record["retry_after"] = seconds.into();
    }
    Some(record)
}

/// `Retry-After`: seconds, or a date (RFC 9110, section 10.2.3).
fn seconds_until(text: &str, now: Timestamp) -> Option<u64> {
    let text = text.trim();
    if let Ok(seconds) = text.parse() {
        return Some(seconds);
    }
    let at = chrono::DateTime::parse_from_rfc2822(text).ok()?;
    Some(Timestamp::from_epoch_seconds(at.timestamp() as f64)?.millis_since(now).div_ceil(1000))
}

fn reason_phrase(status: u16) -> &'static str {
    match status {
        400 => " Bad Request",
        401 => " Unauthorized",
        403 => " Forbidden",
        404 => " Not Found",
        410 => " Gone",
        429 => " Too Many Requests",
        451 => " Unavailable For Legal Reasons",
        500 => " Internal Server Error",
        502 => " Bad Gateway",
        503 => " Service Unavailable",
        504 => " Gateway Timeout",
        _ => "",
    }
}

/// Looks at the page from a world of its own, with Chrome's own functions: a page that has replaced
/// those of its world has no effect here.
///
/// - `bot_challenge`: the widespread service whose bot challenge this is, by what such services put
///   into their pages, or null. Challenge pages have little text: a long page with such a sign is
///   none, and a captcha in a page with much else in it is part of a form.
/// - `blank`: whether the document has nothing that could be seen: no text, and no element but
///   those that every document has.
/// - `empty`: whether the answer had no body at all.
/// - `parts`: what Chrome may not have asked for, or not whole (see [`Parts`]), of the page and the
///   frames of its own site in it.
pub const LOOK: &str = r#"(() => {
  const body = field(Document, 'body')();
  const all = body ? field(HTMLElement, 'innerText')(body).trim() : '';
  const text = all.slice(0, 4000);
  const has = selector => elements(selector).length > 0;
  const runs = pattern => elements('script:not([src])').some(script => pattern.test(field(Node, 'textContent')(script)));
  const bot_challenge = () => {
    if (location.pathname.startsWith('/sorry/') && has('#captcha-form')) return 'Google';
    if (text.length >= 2000) return null;
    if (has('#challenge-running, #cf-challenge-running, #challenge-form[action*="__cf_chl_"], #challenge-form[action*="/cdn-cgi/"]')) return 'Cloudflare';
    if (has('script[src*="/cdn-cgi/challenge-platform/"][src*="/orchestrate/"]') || runs(/\b_cf_chl_opt\s*=/)) return 'Cloudflare';
    if (has('iframe[src*="captcha-delivery.com"]')) return 'DataDome';
    if (has('#px-captcha')) return 'HUMAN';
    if (has('iframe[src*="_Incapsula_Resource"]') || /Incapsula incident ID/.test(text)) return 'Imperva';
    if (text.length >= 600) return null;
    if (has('#captcha-container script[src*="awswaf"], script[src*="token.awswaf.com"]') || runs(/\bgokuProps\s*=/)) return 'AWS WAF';
    const captcha = 'iframe[src*="hcaptcha.com"], iframe[src*="/recaptcha/"], iframe[src*="challenges.cloudflare.com"], .h-captcha, .g-recaptcha, .cf-turnstile';
    return has(captcha) && elements('a[href], area[href]').length < 6 ? 'a captcha' : null;
  };
  const rest = () => elements('*').some(element => !/^(html|head|body|meta|pre)$/.test(element.localName)
    || element.matches('[style], [background]') || field(Element, 'shadowRoot')(element));
  const root = field(Document, 'documentElement')();
  const blank = !all && !(root && field(Node, 'textContent')(root).trim()) && !rest();
  const nothing_came = performance.getEntriesByType('navigation')[0]?.decodedBodySize === 0;
  const shadowRootOf = field(Element, 'shadowRoot');
  const embedded = new Set(), media = new Set(), roots = [document];
  let streamed = 0;
  const address = (element, text) => { try { return new URL(text, field(Node, 'baseURI')(element)); } catch { return null; } };
  const add = (list, url) => {
    if (!url || !/^https?:$/.test(url.protocol)) return false;
    url.hash = '';
    if (list.size < 50) list.add(url.href);
    return true;
  };
  const plays = (element) => {
    const source = Element.prototype.querySelector.call(element, 'source[src]');
    const text = element.srcObject ? 'blob:' : element.currentSrc || element.getAttribute('src') || (source && source.getAttribute('src'));
    const url = text && address(element, text);
    const is_list = url && /\.(m3u8|mpd)$/i.test(url.pathname);
    if (url && url.protocol !== 'data:' && (is_list || !add(media, url))) streamed += 1;
  };
  for (const root of roots) {
    const all = (root.nodeType === Node.DOCUMENT_NODE ? Document : DocumentFragment).prototype.querySelectorAll;
    for (const element of all.call(root, '*')) {
      const shadow = shadowRootOf(element);
      if (shadow) roots.push(shadow);
      switch (element.localName) {
        case 'embed': if (element.hasAttribute('src')) add(embedded, address(element, element.getAttribute('src'))); break;
        case 'object': if (element.hasAttribute('data')) add(embedded, address(element, element.getAttribute('data'))); break;
        case 'audio': case 'video': plays(element); break;
        case 'iframe': case 'frame': { const inner = element.contentDocument; if (inner && roots.length < 200) roots.push(inner); break; }
      }
    }
  }
  const parts = { embedded: [...embedded], media: [...media], streamed };
  return JSON.stringify({ url: location.href, bot_challenge: bot_challenge(), blank, empty: blank && nothing_came, parts });
})()"#;

/// What [`LOOK`] gives.
#[derive(Debug, Default, Clone, PartialEq, Deserialize)]
pub struct Look {
    /// The document's address.
    pub url: Option<String>,
    pub bot_challenge: Option<String>,
    blank: bool,
    empty: bool,
    pub parts: Parts,
}

impl Look {
    /// Why there is nothing to be seen; nothing when there is something.
    pub fn nothing(&self) -> Option<&'static str> {
        match (self.blank, self.empty) {
            (true, true) => Some("the server answered with an empty page"),
            (true, false) => Some("the page is blank: its document has no text and no elements"),
            (false, _) => None,
        }
    }
}

/// The service that says in the answer's own headers that this is its bot challenge.
pub fn bot_challenge_in_headers(header: impl Fn(&str) -> Option<String>) -> Option<&'static str> {
    if header("cf-mitigated").is_some_and(|value| value.eq_ignore_ascii_case("challenge")) {
        return Some("Cloudflare");
    }
    header("x-amzn-waf-action")
        .is_some_and(|value| matches!(value.as_str(), "captcha" | "challenge"))
        .then_some("AWS WAF")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_answer_panics(status in any::<Option<u16>>(), after in "(?s)[0-9]{0,30}|-?[0-9.e]{0,12}|.{0,40}|(Mon|Sat), [0-9]{1,3} (Nov|Feb) [0-9]{1,6} [0-9:]{0,9} (GMT|[+-][0-9]{4})") {
            let now = Timestamp::parse("2026-11-21T12:00:00Z").unwrap();
            let signs = Signs { retry_after: Some(&after), ..Signs::default() };
            let record = of(&navigation(NavigationOutcome::HttpError, status, None), &signs, now);
            // What is said is read again by the runner.
            if let Some(record) = record {
                prop_assert!(matches!(crate::rules::record::parse(&record.to_string()), Ok(Some(crate::rules::record::Record::Page(_)))), "{}", record);
            }
        }
    }

    fn navigation(outcome: NavigationOutcome, status: Option<u16>, error: Option<&str>) -> Navigation {
        Navigation {
            wait_until: "load".into(),
            elapsed: 1,
            url: "http://a/".into(),
            final_url: None,
            status,
            timestamp: String::new(),
            started_at: None,
            moments: crate::model::moments::Moments::default(),
            outcome,
            loader_id: None,
            execution_context_id: None,
            missing: Vec::new(),
            notes: Vec::new(),
            error: error.map(str::to_owned),
        }
    }

    #[test]
    fn verdicts() {
        use NavigationOutcome as O;
        let now = Timestamp::parse("2026-11-21T12:00:00Z").unwrap();
        for (outcome, status, signs, expected) in [
            (O::Loaded, Some(200), Signs::default(), None),
            (O::StaticFile, Some(200), Signs::default(), None),
            (O::HttpError, Some(403), Signs::default(), Some(("error", "the server answered 403 Forbidden", None))),
            (O::HttpError, Some(418), Signs::default(), Some(("error", "the server answered 418", None))),
            (
                O::Empty,
                Some(503),
                Signs { retry_after: Some("7"), ..Signs::default() },
                Some(("transient", "the server answered 503 Service Unavailable", Some(7))),
            ),
            (
                O::HttpError,
                Some(429),
                Signs { retry_after: Some("Sat, 21 Nov 2026 12:00:30 GMT"), ..Signs::default() },
                Some(("transient", "the server answered 429 Too Many Requests", Some(30))),
            ),
            (O::Connection, None, Signs::default(), Some(("transient", "why", None))),
            (O::Slow, Some(200), Signs { broke_off: true, ..Signs::default() }, Some(("transient", "why", None))),
            (O::Slow, Some(200), Signs::default(), None),
            (
                O::Loaded,
                Some(200),
                Signs { bot_challenge: Some("DataDome"), ..Signs::default() },
                Some(("error", "the page is behind a bot challenge (DataDome)", None)),
            ),
            (
                O::Loaded,
                Some(200),
                Signs { nothing: Some("empty"), ..Signs::default() },
                Some(("error", "empty", None)),
            ),
            (
                O::HttpError,
                Some(404),
                Signs { nothing: Some("empty"), ..Signs::default() },
                Some(("error", "the server answered 404 Not Found", None)),
            ),
            (O::Dns, None, Signs::default(), Some(("error", "why", None))),
        ] {
            let record = of(&navigation(outcome, status, Some("why")), &signs, now);
            let found = record.as_ref().map(|record| {
                (record["state"].as_str().unwrap(), record["reason"].as_str().unwrap(), record["retry_after"].as_u64())
            });
            assert_eq!(found, expected, "{outcome:?} {status:?}");
        }
        assert_eq!(seconds_until("soon", now), None);
    }

    #[test]
    fn bot_challenges_in_headers() {
        assert_eq!(
            bot_challenge_in_headers(|name| (name == "cf-mitigated").then(|| "challenge".into())),
            Some("Cloudflare")
        );
        assert_eq!(bot_challenge_in_headers(|_| None), None);
    }
}

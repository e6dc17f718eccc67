//! Cookies in JSON: a storage state of Playwright (<https://playwright.dev/docs/auth>), or a list,
//! as Puppeteer, Selenium and extensions such as EditThisCookie write it.

use serde_json::{Map, Value, json};
use url::Url;

use super::{Cookie, Jar, OriginStorage, SameSite, domain, expiry, in_short};
use crate::model::timestamp::Timestamp;
use crate::secrets::Secret;

/// Reads a whole file.
pub fn parse(text: &str) -> Result<Jar, String> {
    // What serde_json says names a place, and no text of the file.
    let all: Value = serde_json::from_str(text).map_err(|error| format!("it is not JSON: {error}"))?;
    let (list, origins) = match &all {
        Value::Array(list) => (list, &[][..]),
        Value::Object(state) => (
            state.get("cookies").and_then(Value::as_array).ok_or("it has no list of cookies")?,
            state.get("origins").and_then(Value::as_array).map_or(&[][..], Vec::as_slice),
        ),
        _ => return Err("it has no list of cookies".into()),
    };
    let mut jar = Jar::default();
    for (index, entry) in list.iter().enumerate() {
        jar.cookies.push(cookie(index + 1, entry)?);
    }
    for origin in origins {
        jar.storage.extend(storage(origin)?);
        if origin["indexedDB"].as_array().is_some_and(|databases| !databases.is_empty()) {
            jar.passed_over.push(format!(
                "the IndexedDB of {} is skipped; only cookies and localStorage are supported",
                origin["origin"].as_str().unwrap_or("an origin")
            ));
        }
    }
    Ok(jar)
}

fn cookie(number: usize, entry: &Value) -> Result<Cookie, String> {
    let entry = entry.as_object().ok_or_else(|| format!("cookie {number} is not an object"))?;
    let text = |key: &str| entry.get(key).and_then(Value::as_str);
    let name = text("name").or(text("key")).ok_or_else(|| format!("cookie {number} has no name"))?;
    let shown = in_short(name);
    let value = text("value").ok_or_else(|| format!("cookie {number} ({shown}): its value is not a text"))?;
    let url = text("url").and_then(|url| Url::parse(url).ok());
    let written = text("domain").filter(|domain| !domain.is_empty()).or_else(|| url.as_ref().and_then(Url::host_str));
    let written = written.ok_or_else(|| format!("cookie {number} ({shown}) names neither a domain nor a url"))?;
    let flag = |key: &str| entry.get(key).and_then(Value::as_bool);
    let domain = domain(written, flag("hostOnly").map(|host_only| !host_only))
        .ok_or_else(|| format!("cookie {number} ({shown}): its domain is not a host"))?;
    let is_session = flag("session").unwrap_or(false);
    Ok(Cookie {
        path: text("path").filter(|path| path.starts_with('/')).unwrap_or("/").to_owned(),
        secure: flag("secure").unwrap_or_else(|| url.is_some_and(|url| url.scheme() == "https")),
        http_only: flag("httpOnly").unwrap_or(false),
        expires: if is_session { None } else { expires(entry) },
        same_site: text("sameSite").and_then(same_site),
        partition_key: partition_key(entry),
        ..Cookie::new(name, value, &domain)
    })
}

/// A number of seconds under one of three names, or a date.
fn expires(entry: &Map<String, Value>) -> Option<f64> {
    let written = ["expires", "expirationDate", "expiry"].into_iter().find_map(|key| entry.get(key))?;
    let date = || Timestamp::parse(written.as_str()?).ok().map(|at| at.epoch_micros() as f64 / 1e6);
    written.as_f64().or_else(date).and_then(expiry)
}

fn same_site(text: &str) -> Option<SameSite> {
    match text.to_ascii_lowercase().as_str() {
        "strict" => Some(SameSite::Strict),
        "lax" => Some(SameSite::Lax),
        "none" | "no_restriction" => Some(SameSite::None),
        _ => None,
    }
}

/// As Chrome takes it; older versions wrote a text.
fn partition_key(entry: &Map<String, Value>) -> Option<Value> {
    match entry.get("partitionKey")? {
        Value::String(site) if !site.is_empty() => {
            let ancestor = entry.get("_crHasCrossSiteAncestor").and_then(Value::as_bool).unwrap_or(false);
            Some(json!({ "topLevelSite": site, "hasCrossSiteAncestor": ancestor }))
        }
        Value::Object(key) if key.get("topLevelSite").is_some_and(Value::is_string) => {
            let ancestor = key.get("hasCrossSiteAncestor").and_then(Value::as_bool).unwrap_or(false);
            Some(json!({ "topLevelSite": key["topLevelSite"], "hasCrossSiteAncestor": ancestor }))
        }
        _ => None,
    }
}

fn storage(entry: &Value) -> Result<Option<OriginStorage>, String> {
    let written = entry["origin"].as_str().ok_or("an entry of origins names no origin")?;
    let url = Url::parse(written).map_err(|error| format!("the origin {written}: {error}"))?;
    let item = |item: &Value| Some((item["name"].as_str()?.to_owned(), Secret::from(item["value"].as_str()?)));
    let items: Vec<_> = entry["localStorage"].as_array().into_iter().flatten().filter_map(item).collect();
    Ok((!items.is_empty()).then(|| OriginStorage { origin: url.origin().ascii_serialization(), items }))
}

//! `headers.bg`: the headers of the page's own document, as they were really sent and received.

use crate::browser::exchange::{End, Exchange, Exchanges, Response};
use crate::browser::exchange_json::{ExchangeJson, Field};
use crate::browser::navigation::navigation;
use crate::browser::network;
use crate::browser::page::Page;
use crate::native::{Context, HookResult, Listening, Report, write_json};

pub async fn run(context: Context) -> HookResult {
    let secrets = context.secrets()?;
    let (page, events) = Page::attach(&context.snap_dir()?).await?;
    page.session.call("Network.enable", network::events_only()).await?;
    let incomplete = page.is_untouched().await.err();
    let mut exchanges = Exchanges::default();
    let mut listening = Listening::begin(&context, events, incomplete).with_last_events();
    while let Some(event) = listening.next().await {
        // How much data came is of no interest here.
        if event.method != "Network.dataReceived" {
            exchanges.see(&event);
        }
    }
    let mut exchanges = exchanges.finish();
    exchanges.iter_mut().for_each(|exchange| exchange.hide(&secrets));
    let judged = navigation(&context.snap_dir()?).and_then(|navigation| navigation.loader_id);
    let report = match final_document(&exchanges, &page.target_id, judged.as_deref()) {
        Ok((exchange, response)) => {
            write_json("headers.json", &ExchangeJson { exchange, fields: FIELDS })?;
            let status = response.status.map_or_else(|| "no status".into(), |status| status.to_string());
            Report::Succeeded(format!("{status}, {} headers", response.headers.len()))
        }
        Err(why) => Report::NoResults(why),
    };
    listening.report(report)
}

/// `headers.json`
const FIELDS: &[Field] = &[
    Field::Url,
    Field::Method,
    Field::Status,
    Field::StatusText,
    Field::Protocol,
    Field::RemoteAddress,
    Field::FromCache,
    Field::RequestHeaders,
    Field::ResponseHeaders,
    Field::ResponseHeadersText,
];

/// The exchange, and its response, of the `judged` document, by Chrome's id of its load, or else of
/// the last document of the main frame that got an answer; else why there is none.
fn final_document<'a>(
    exchanges: &'a [Exchange],
    main_frame: &str,
    judged: Option<&str>,
) -> Result<(&'a Exchange, &'a Response), String> {
    let documents = || exchanges.iter().rev().filter(|exchange| exchange.is_document_of(main_frame));
    let answered =
        || documents().filter_map(|exchange| exchange.response.as_ref().map(|response| (exchange, response)));
    let is_judged = |exchange: &Exchange| judged == Some(exchange.request_id.as_str());
    if let Some(document) = answered().find(|(exchange, _)| is_judged(exchange)).or_else(|| answered().next()) {
        return Ok(document);
    }
    Err(match documents().next().map(|exchange| &exchange.end) {
        Some(End::Failed(why)) => format!("no answer: {why}"),
        Some(_) => "no answer".into(),
        None => "the page was not requested".into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(url: &str, status: Option<u64>) -> Exchange {
        let response = status.map(|status| Response { status: Some(status), ..Response::default() });
        Exchange {
            url: url.into(),
            kind: "Document".into(),
            frame_id: Some("F".into()),
            response,
            ..Exchange::default()
        }
    }

    #[test]
    fn the_last_answered_document_counts() {
        let all = [
            document("a", Some(302)),
            document("b", Some(200)),
            document("c", None),
            Exchange { frame_id: None, ..document("d", Some(200)) },
        ];
        assert_eq!(final_document(&all, "F", None).map(|(exchange, _)| exchange.url.as_str()), Ok("b"));
    }

    #[test]
    fn the_judged_document_counts_before_the_last() {
        let load = |id: &str, url| Exchange { request_id: id.into(), ..document(url, Some(200)) };
        let all = [load("1", "a"), load("2", "b")];
        assert_eq!(final_document(&all, "F", Some("1")).map(|(exchange, _)| exchange.url.as_str()), Ok("a"));
        assert_eq!(final_document(&all, "F", Some("3")).map(|(exchange, _)| exchange.url.as_str()), Ok("b"));
    }

    #[test]
    fn why_there_are_none() {
        let failed = Exchange { end: End::Failed("net::ERR_CONNECTION_REFUSED".into()), ..document("a", None) };
        assert_eq!(final_document(&[failed], "F", None), Err("no answer: net::ERR_CONNECTION_REFUSED".into()));
        assert_eq!(final_document(&[], "F", None), Err("the page was not requested".into()));
    }
}

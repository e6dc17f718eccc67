//! `responses.bg`: every response of the page, its frames and its workers, with its body.
//!
//! Two ways lead to a body. Each request is asked to hand over its data as they arrive, so that a
//! response that has finished is here already, however large it is and whatever becomes of the
//! page. Data that came before that was asked for are lost on this way, as are those of documents;
//! such a body is fetched whole as soon as it has finished, from a store that Chrome keeps of the
//! last ones, byte for byte.

mod bodies;
mod html_end;
mod index;
mod missing;
mod part_fetcher;

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::pin::Pin;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chromiumoxide::cdp::browser_protocol::network::GetResponseBodyParams;
use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt};
use serde_json::{Value, json};
use tokio::time::MissedTickBehavior;

use self::bodies::{Bodies, Spool, extension};
use self::html_end::breaks_off;
use self::index::{Body, Line, in_order};
use self::missing::{is_part, may_break_off_unnoticed, size_told, what_is_missing, whole_size};
use self::part_fetcher::{Done, Part, PartFetcher, PartState};
use crate::browser::exchange::{End, Exchange, Exchanges, Moment};
use crate::browser::navigation::navigation;
use crate::browser::network;
use crate::browser::parts;
use crate::browser::target_tree::{Kind, TargetTree};
use crate::cdp::{CdpError, Event, Session};
use crate::model::size;
use crate::native::{Context, HookError, HookResult, Listening, Report, record, write_json_lines};
use crate::secrets::Secrets;
use crate::stderr::stderr_line;

/// What Chrome keeps of a page's bodies, the latest ones, until they are fetched. Larger bodies
/// must come as they arrive.
const KEPT_BY_CHROME: u64 = 64 << 20;

/// Bytes of bodies that are fetched at a time; each is in this process several times over while its
/// message is read.
const FETCHED_AT_ONCE: u64 = 16 << 20;

/// How long Chrome may take to hand over a body.
const FETCH_LIMIT: Duration = Duration::from_secs(20);

/// How long all bodies may take together that are still missing when the hook is asked to end.
const LAST_FETCHES: Duration = Duration::from_secs(5);

pub async fn run(context: Context) -> HookResult {
    let max_bytes = context.number("RESPONSES_MAX_BYTES", 104_857_600.0)? as u64;
    let secrets = context.secrets()?;
    let mut target_tree = TargetTree::attach(&context.snap_dir()?, Box::new(setup)).await?;
    let main_frame = target_tree.target_id().to_owned();
    let incomplete = target_tree.incomplete();
    let media_max_bytes = context.number("RESPONSES_MEDIA_MAX_BYTES", 268_435_456.0)? as u64;
    let mut fetcher = PartFetcher::new(
        context.snap_dir()?,
        max_bytes,
        media_max_bytes,
        context.seconds("RESPONSES_MEDIA_TIMEOUT", 60.0)?,
    );
    // Headers may come a little later than the response that they belong to.
    let mut page = Listening::begin(&context, target_tree, incomplete).with_last_events();
    let mut recorder = Recorder { max_bytes, ..Recorder::default() };
    let mut look_again = tokio::time::interval(parts::LOOK_EVERY);
    look_again.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut probed: Option<Part> = None;
    loop {
        tokio::select! {
            biased;
            () = context.terminated() => break,
            // Before the events, of which there may be no end.
            Some(fetched) = recorder.fetching.next() => recorder.take_fetched(fetched),
            done = fetcher.next(), if fetcher.is_busy() => match done {
                Done::Probed(part) => probed = Some(part),
                done => recorder.take_part(done, &mut fetcher, &page.source),
            },
            _ = look_again.tick(), if fetcher.is_awaited() => {
                if let Some(parts) = fetcher.look() {
                    fetcher.begin(parts, recorder.played().into_iter());
                    recorder.advance(&mut fetcher, &page.source);
                }
            }
            event = page.next() => match event {
                Some(event) => recorder.see(&event, &page.source),
                None => break,
            },
            // When all earlier events are handled: they have the answers that the player got.
            () = std::future::ready(()), if probed.is_some() => {
                if let Some(part) = probed.take() {
                    recorder.take_part(Done::Probed(part), &mut fetcher, &page.source);
                }
            }
        }
    }
    if let Some(part) = probed {
        fetcher.again(part);
    }
    while let Some(event) = page.next().await {
        recorder.see(&event, &page.source);
    }
    let fetches = async {
        loop {
            tokio::select! {
                Some(fetched) = recorder.fetching.next() => recorder.take_fetched(fetched),
                done = fetcher.next(), if fetcher.is_busy() => recorder.take_part(done, &mut fetcher, &page.source),
                else => break,
            }
        }
    };
    // What has not come by then is listed without its body.
    let _ = tokio::time::timeout(LAST_FETCHES, fetches).await;
    let judged = navigation(&context.snap_dir()?).and_then(|navigation| navigation.loader_id);
    fetcher.end();
    let report = recorder.finish(&context, &main_frame, &secrets, judged.as_deref(), &fetcher, page.lost())?;
    page.report(report)
}

fn setup(kind: Kind) -> Vec<(&'static str, Value)> {
    // Chrome's store takes the place of the renderer's buffers, and is exact: those give text as
    // they have decoded it. With workers the store of the headless shell loses some bodies, and
    // without it what came before streaming was asked for is handed over as well.
    let mut calls = vec![("Network.enable", network::events_and_bodies(KEPT_BY_CHROME, KEPT_BY_CHROME / 2))];
    if kind != Kind::Worker {
        calls.push((
            "Network.configureDurableMessages",
            json!({ "maxTotalBufferSize": KEPT_BY_CHROME, "maxResourceBufferSize": KEPT_BY_CHROME }),
        ));
    }
    calls
}

type Answer = Result<Value, CdpError>;

/// A body on its way here as it arrives.
struct Stream {
    /// Whether Chrome streams it, and what it had before.
    asked: Option<Pin<Box<dyn Future<Output = Answer>>>>,
    spool: Spool,
    /// Something is missing, or it is larger than wanted; what comes is thrown away.
    is_void: bool,
}

struct Fetched {
    index: usize,
    answer: Answer,
    cost: u64,
}

struct Fetch {
    index: usize,
    sessions: Vec<Session>,
    cost: u64,
}

#[derive(Default)]
struct Recorder {
    exchanges: Exchanges,
    /// By request.
    streams: HashMap<String, Stream>,
    /// The session that reported a request.
    origins: HashMap<usize, Session>,
    bodies: Bodies,
    outcomes: HashMap<usize, Body>,
    fetching: FuturesUnordered<Pin<Box<dyn Future<Output = Fetched>>>>,
    fetched_at_once: u64,
    waiting: VecDeque<Fetch>,
    /// The exchanges whose bodies are waited for or being fetched.
    owed: BTreeSet<usize>,
    /// HTML documents that have most likely lost their end, without a word from Chrome.
    without_end: BTreeSet<usize>,
    max_bytes: u64,
}

impl Recorder {
    fn see(&mut self, event: &Event, target_tree: &TargetTree) {
        match self.exchanges.see(event) {
            Some(Moment::Sent(index)) => self.begin(index, target_tree.session(event)),
            Some(Moment::Data(index)) => self.take_data(index, event),
            Some(Moment::Ended(index)) => self.end(index, target_tree.session(event)),
            None => {}
        }
    }

    /// Asks for the data of a request as they arrive.
    fn begin(&mut self, index: usize, session: Session) {
        let Some(exchange) = self.exchanges.get(index) else { return };
        // A document's request belongs to a renderer that is about to give way to another; it knows
        // nothing of its data.
        if exchange.kind != "Document" && !self.streams.contains_key(&exchange.request_id) {
            let asked = session.submit("Network.streamResourceContent", json!({ "requestId": exchange.request_id }));
            let stream = Stream { asked: Some(Box::pin(asked)), spool: self.bodies.spool(), is_void: false };
            self.streams.insert(exchange.request_id.clone(), stream);
        }
        self.origins.insert(index, session);
    }

    fn take_data(&mut self, index: usize, event: &Event) {
        let Some(exchange) = self.exchanges.get(index) else { return };
        let Some(stream) = self.streams.get_mut(&exchange.request_id) else { return };
        if exchange.data_length > self.max_bytes {
            stream.give_up();
        }
        let Some(data) = event.text("/data").filter(|data| !data.is_empty()) else { return };
        if let Err(error) = stream.write(data) {
            stderr_line!("{}: {error}", exchange.url);
            stream.give_up();
        }
    }

    /// Saves the body of a request that has ended, or sees to it that it is fetched.
    fn end(&mut self, index: usize, session: Session) {
        let Some(exchange) = self.exchanges.get(index) else { return };
        let origin = self.origins.remove(&index);
        let stream = self.streams.remove(&exchange.request_id);
        if exchange.kind == "WebSocket"
            || has_no_body(exchange)
            || exchange.response.is_none() && matches!(exchange.end, End::Failed(_))
        {
            return;
        }
        if exchange.data_length > self.max_bytes {
            self.outcomes.insert(index, too_large(exchange.data_length));
            return;
        }
        if let Some(stream) = stream.filter(|stream| stream.has_all_of(exchange)) {
            let note = what_is_missing(exchange, stream.spool.size(), false);
            let outcome = save(&mut self.bodies, exchange, stream.spool, note);
            self.outcomes.insert(index, outcome);
            return;
        }
        let mut sessions = vec![session];
        sessions.extend(origin.filter(|origin| origin.id() != sessions.first().and_then(|session| session.id())));
        self.owed.insert(index);
        self.waiting.push_back(Fetch { index, sessions, cost: exchange.data_length });
        self.fetch_more();
    }

    /// Starts as many fetches as there is room for.
    fn fetch_more(&mut self) {
        while let Some(next) = self.waiting.front() {
            if !self.fetching.is_empty() && self.fetched_at_once + next.cost > FETCHED_AT_ONCE {
                return;
            }
            let Some(Fetch { index, sessions, cost }) = self.waiting.pop_front() else { return };
            let Some(exchange) = self.exchanges.get(index) else { continue };
            self.fetched_at_once += cost;
            let fetch = GetResponseBodyParams::new(exchange.request_id.clone());
            let mut sessions = sessions.into_iter();
            // Sent at once, whenever it is waited for: the page may be about to close.
            let first = sessions.next().map(|session| session.run_within(fetch.clone(), FETCH_LIMIT));
            self.fetching.push(Box::pin(async move {
                let mut answer = match first {
                    Some(first) => first.await,
                    None => Err(CdpError::Detached),
                };
                for session in sessions {
                    if answer.is_ok() {
                        break;
                    }
                    answer = session.run_within(fetch.clone(), FETCH_LIMIT).await;
                }
                Fetched { index, answer, cost }
            }));
        }
    }

    fn take_fetched(&mut self, Fetched { index, answer, cost }: Fetched) {
        self.fetched_at_once = self.fetched_at_once.saturating_sub(cost);
        self.owed.remove(&index);
        if let Some(exchange) = self.exchanges.get(index) {
            let fetched = answer.map_err(|error| why_not_fetched(&error, exchange)).and_then(decode);
            let outcome = match fetched {
                Ok((bytes, _)) if bytes.is_empty() && exchange.data_length > 0 => {
                    Body::Missing("Chrome did not keep the body".into())
                }
                // Nothing came, and that was all.
                Ok((bytes, _)) if bytes.is_empty() => Body::Missing("the response has no body".into()),
                Ok((bytes, _)) if bytes.len() as u64 > self.max_bytes => too_large(bytes.len() as u64),
                Ok((bytes, is_text)) => {
                    if may_break_off_unnoticed(exchange) && breaks_off(&bytes) {
                        self.without_end.insert(index);
                    }
                    let mut spool = self.bodies.spool();
                    match spool.write(&bytes) {
                        Ok(()) => save(
                            &mut self.bodies,
                            exchange,
                            spool,
                            what_is_missing(exchange, bytes.len() as u64, is_text),
                        ),
                        Err(error) => Body::Missing(error.to_string()),
                    }
                }
                Err(why) => Body::Missing(why),
            };
            self.outcomes.insert(index, outcome);
        }
        self.fetch_more();
    }

    /// The addresses from which players have had something, without those that others led to.
    fn played(&self) -> Vec<String> {
        let is_led_to =
            |index: usize, exchange: &Exchange| self.exchanges.of_request(&exchange.request_id).first() != Some(&index);
        let led_to: BTreeSet<&str> = self
            .exchanges
            .iter()
            .filter(|(index, exchange)| is_led_to(*index, exchange))
            .map(|(_, to)| to.url.as_str())
            .collect();
        let media = self
            .exchanges
            .iter()
            .map(|(_, exchange)| exchange)
            .filter(|exchange| exchange.kind == "Media" && exchange.url.starts_with("http"));
        media
            .filter(|exchange| !led_to.contains(exchange.url.as_str()))
            .map(|exchange| without_fragment(&exchange.url).to_owned())
            .collect()
    }

    /// What is known of a part of the page.
    fn known(&self, part: &Part) -> PartState {
        let mut known = PartState::Nothing;
        let asked = self.exchanges.iter().filter(|(_, exchange)| without_fragment(&exchange.url) == part.url);
        let indices: BTreeSet<usize> =
            asked.flat_map(|(_, exchange)| self.exchanges.of_request(&exchange.request_id)).copied().collect();
        for index in indices {
            let Some(exchange) = self.exchanges.get(index).filter(|exchange| exchange.end != End::Redirected) else {
                continue;
            };
            let is_whole = match self.outcomes.get(&index) {
                Some(Body::Saved(saved, _)) => !is_part(exchange, saved.size),
                // What only our own player has asked for was broken off with it, though Chrome may say so a
                // moment later: no more of it is on its way.
                _ => {
                    let is_on_its_way = !part.is_probed || exchange.end == End::Finished;
                    self.owed.contains(&index) && whole_size(exchange).is_none() && is_on_its_way
                }
            };
            let status = exchange.response.as_ref().and_then(|response| response.status);
            let is_refused = exchange.response.is_none() && matches!(exchange.end, End::Failed(_))
                || status.is_some_and(|status| status >= 400);
            if is_whole || is_refused {
                return PartState::Settled;
            }
            match (known, size_told(exchange)) {
                (_, Some(size)) => known = PartState::Size(Some(size)),
                (PartState::Nothing, None) if status.is_some() => known = PartState::Size(None),
                _ => {}
            }
        }
        known
    }

    fn advance(&mut self, fetcher: &mut PartFetcher, target_tree: &TargetTree) {
        let mut bodies = std::mem::take(&mut self.bodies);
        fetcher.advance(|part| self.known(part), || bodies.spool(), || target_tree.page());
        self.bodies = bodies;
    }

    /// Takes in what was done for a part of the page, and goes on to the next.
    fn take_part(&mut self, done: Done, fetcher: &mut PartFetcher, target_tree: &TargetTree) {
        match done {
            Done::Probed(part) => fetcher.again(part),
            Done::Fetched(part, Err(why)) => fetcher.given_up.push((part, why)),
            Done::Fetched(part, Ok(fetched)) => {
                let (exchange, spool) = *fetched;
                fetcher.take(part, spool.size());
                let outcome = if spool.size() == 0 {
                    Body::Missing("the response has no body".into())
                } else {
                    save(
                        &mut self.bodies,
                        &exchange,
                        spool,
                        Some("it was fetched whole when the page had loaded".into()),
                    )
                };
                let index = self.exchanges.add(exchange);
                self.outcomes.insert(index, outcome);
            }
        }
        self.advance(fetcher, target_tree);
    }

    /// Writes the index.
    fn finish(
        mut self,
        context: &Context,
        main_frame: &str,
        secrets: &Secrets,
        judged: Option<&str>,
        fetcher: &PartFetcher,
        lost: Option<&CdpError>,
    ) -> HookResult {
        for index in std::mem::take(&mut self.owed) {
            self.outcomes.insert(index, Body::Missing("Chrome did not hand it over before the page was closed".into()));
        }
        for (part, why) in &fetcher.given_up {
            self.exchanges.add(part_fetcher::given_up(part, why));
        }
        let Recorder { exchanges, streams, mut bodies, mut outcomes, without_end, .. } = self;
        for index in &without_end {
            if let Some(Body::Saved(_, note)) = outcomes.get_mut(index) {
                note.get_or_insert_with(|| WITHOUT_END.into());
            }
        }
        let mut exchanges = exchanges.finish();
        exchanges.iter_mut().for_each(|exchange| exchange.hide(secrets));
        let mut streams = streams;
        for (index, exchange) in exchanges.iter().enumerate().filter(|(_, exchange)| exchange.end == End::Open) {
            // What has come of it is better than nothing.
            if let Some(stream) = streams.remove(&exchange.request_id).filter(|stream| stream.has_all_of(exchange)) {
                let note = Some("it was still loading when the page was closed".into());
                outcomes.insert(index, save(&mut bodies, exchange, stream.spool, note));
            }
        }
        if exchanges.is_empty() {
            return Ok(Report::NoResults("the page made no requests".into()));
        }
        let line = |index| exchanges.get(index).map(|exchange| Line::new(exchange, outcomes.get(&index)));
        let order = in_order(&exchanges, main_frame, judged);
        let page_itself =
            order.iter().find(|index| exchanges.get(**index).is_some_and(|exchange| exchange.end != End::Redirected));
        let is_without_end = page_itself.is_some_and(|index| without_end.contains(index));
        write_json_lines("index.jsonl", order.iter().copied().filter_map(line))?;
        let responses = exchanges.iter().filter(|exchange| exchange.response.is_some()).count();
        let saved = outcomes.values().filter(|body| matches!(body, Body::Saved(..))).count();
        let mut report = format!("{responses} responses, {saved} bodies, {}", size::text(bodies.bytes, "bytes"));
        let had_whole: BTreeSet<&str> = exchanges
            .iter()
            .filter(|exchange| fetcher.fetched.contains(without_fragment(&exchange.url)))
            .map(|exchange| exchange.request_id.as_str())
            .collect();
        let is_cut = |(index, body): (&usize, &Body)| match (exchanges.get(*index), body) {
            (Some(exchange), Body::Saved(saved, _)) => {
                is_part(exchange, saved.size) && !had_whole.contains(exchange.request_id.as_str())
            }
            _ => false,
        };
        match outcomes.iter().filter(|outcome| is_cut(*outcome)).count() {
            0 => {}
            1 => report.push_str("; 1 body is not whole: see its body_note in index.jsonl"),
            many => report.push_str(&format!("; {many} bodies are not whole: see their body_note in index.jsonl")),
        }
        if is_without_end {
            report.push_str(&format!("; {WITHOUT_END}"));
            note(context, WITHOUT_END)?;
        }
        match fetcher.streamed {
            0 => {}
            streamed => report.push_str(&format!(
                "; {streamed} of its audio or video came in pieces (HLS, DASH, or made by scripts), and is in no file"
            )),
        }
        if let Some(error @ CdpError::Crashed) = lost {
            report.push_str(&format!("; {error}"));
        }
        Ok(if responses == 0 { Report::NoResults("nothing answered".into()) } else { Report::Succeeded(report) })
    }
}

impl Stream {
    /// Adds data, after what Chrome had before it was asked; its answer was sent before any data.
    fn write(&mut self, data: &str) -> Result<(), String> {
        if let Some(asked) = self.asked.take() {
            match asked.now_or_never() {
                Some(Ok(answer)) => self.add(answer.get("bufferedData").and_then(Value::as_str).unwrap_or_default())?,
                _ => self.give_up(),
            }
        }
        self.add(data)
    }

    fn add(&mut self, data: &str) -> Result<(), String> {
        if self.is_void {
            return Ok(());
        }
        self.spool.write_base64(data).map_err(|error| error.to_string())
    }

    fn give_up(&mut self) {
        self.is_void = true;
    }

    /// Whether every byte that has arrived in the page has arrived here.
    fn has_all_of(&self, exchange: &Exchange) -> bool {
        !self.is_void && self.spool.size() > 0 && self.spool.size() == exchange.data_length
    }
}

fn save(bodies: &mut Bodies, exchange: &Exchange, spool: Spool, note: Option<String>) -> Body {
    let mimetype = exchange.response.as_ref().map(|response| response.mimetype.as_str()).unwrap_or_default();
    match bodies.save(spool, &extension(&exchange.url, mimetype)) {
        Ok(saved) => Body::Saved(saved, note),
        Err(error) => Body::Missing(format!("it could not be saved: {error}")),
    }
}

/// The bytes of a body, and whether Chrome gave them as text.
fn decode(mut answer: Value) -> Result<(Vec<u8>, bool), String> {
    let Value::String(body) = answer["body"].take() else { return Ok((Vec::new(), true)) };
    match answer["base64Encoded"].as_bool() {
        Some(true) => STANDARD
            .decode(body)
            .map(|bytes| (bytes, false))
            .map_err(|error| format!("Chrome's base64 is none: {error}")),
        _ => Ok((body.into_bytes(), true)),
    }
}

/// Whether there can be none (RFC 9110, section 6.4.1), or no program reads it.
fn has_no_body(exchange: &Exchange) -> bool {
    let status = exchange.response.as_ref().and_then(|response| response.status);
    exchange.method == "HEAD" || exchange.kind == "Preflight" || matches!(status, Some(204 | 205))
}

fn too_large(size: u64) -> Body {
    Body::Missing(format!("it has {}, more than RESPONSES_MAX_BYTES allows", size::text(size, "bytes")))
}

fn why_not_fetched(error: &CdpError, exchange: &Exchange) -> String {
    match (error, &exchange.end) {
        (_, End::Failed(why)) => why.clone(),
        (CdpError::Detached, _) => "the page was closed before Chrome handed it over".into(),
        (CdpError::Refused { message, .. }, _) => format!("Chrome does not have it: {message}"),
        (other, _) => other.to_string(),
    }
}

fn without_fragment(url: &str) -> &str {
    url.split('#').next().unwrap_or_default()
}

/// The note about a page whose HTML is cut off.
const WITHOUT_END: &str = "the page may be cut off: its HTML has no end";

/// Adds to the notes about the page, a fact that the navigation has reported before.
fn note(context: &Context, text: &str) -> Result<(), HookError> {
    let mut notes = navigation(&context.snap_dir()?).map(|navigation| navigation.notes).unwrap_or_default();
    notes.push(text.to_owned());
    record(&json!({ "type": "Snapshot", "id": context.snapshot_id()?, "notes": notes }));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_whole_when_every_byte_of_the_page_is_here() {
        let mut bodies = Bodies::default();
        let begun = |before: Answer| Stream {
            asked: Some(Box::pin(std::future::ready(before))),
            spool: Bodies::default().spool(),
            is_void: false,
        };
        for (before, data, length, whole) in [
            (Ok(json!({ "bufferedData": "" })), "YWJj", 3, true),
            (Ok(json!({ "bufferedData": "YWJj" })), "YWJj", 6, true),
            (Ok(json!({})), "YWJj", 5, false),
            (Err(CdpError::Detached), "YWJj", 3, false),
        ] {
            let mut stream = begun(before);
            stream.write(data).unwrap();
            assert_eq!(stream.has_all_of(&Exchange { data_length: length, ..Exchange::default() }), whole, "{length}");
        }
        assert!(!begun(Ok(json!({}))).has_all_of(&Exchange::default()));
        assert!(begun(Ok(json!({}))).write("no base64").is_err());
        assert_eq!(bodies.spool().size(), 0);
    }
}

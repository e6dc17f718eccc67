//! Parts of the page that Chrome has not asked for, or not whole, fetched once the page is at rest:
//! PDFs in `<embed>` and `<object>`, for which the headless shell has no viewer, and audio and
//! video, of which a player reads as much as it needs.
//!
//! The navigation names them (see [`crate::browser::parts`]). One after the other is fetched as the
//! page would, over a connection of its own: to close that is the only way to have Chrome give one
//! up. So it is not begun before its size is known, where that may be large or without an end.

use std::collections::{BTreeSet, VecDeque};
use std::fs::File;
use std::path::PathBuf;
use std::pin::Pin;
use std::time::{Duration, Instant};

use serde_json::json;

use super::bodies::Spool;
use crate::browser::exchange::{End, Exchange, Response, content_type};
use crate::browser::page::Page;
use crate::browser::parts::{self, Parts};
use crate::browser::resource::{Cached, Resource};
use crate::model::size;
use crate::model::timestamp::Timestamp;
use crate::stderr::stderr_line;

/// How long a player may take to learn how long a file is, on a busy machine too; the player itself
/// gives up a little earlier.
const PROBE_LIMIT: Duration = Duration::from_secs(12);

/// How long an embedded document may take; its size is unknown until its end.
const EMBEDDED_LIMIT: Duration = Duration::from_secs(20);

/// Requests the beginning of a file, as a player does, and no more. It runs in the isolated world,
/// which the page cannot see.
const PROBE: &str = "(async (url) => {
  const player = new Audio();
  player.preload = 'metadata';
  const told = ['loadedmetadata', 'error', 'suspend'].map((name) => new Promise((done) => player.addEventListener(name, done)));
  player.src = url;
  await Promise.race([...told, new Promise((done) => setTimeout(done, 10000))]);
  player.removeAttribute('src');
  player.load();
})";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub url: String,
    pub is_media: bool,
    /// A player was asked already for the size.
    pub is_probed: bool,
}

/// What is known of a part from the exchanges of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartState {
    /// It was not requested.
    Nothing,
    /// Its body is here or on its way, or the server has none: nothing more is available.
    Settled,
    /// The server has answered; it is that large, if it said so.
    Size(Option<u64>),
}

/// What is to be done for a part.
#[derive(Debug, PartialEq, Eq)]
enum Step {
    Nothing,
    Probe,
    Fetch,
    GiveUp(String),
}

/// What has been done for a part.
pub enum Done {
    Probed(Part),
    Fetched(Part, Result<Box<(Exchange, Spool)>, String>),
}

type Work = Pin<Box<dyn Future<Output = Done>>>;

/// The parts of a page, and how far they are.
pub struct PartFetcher {
    snap_dir: PathBuf,
    /// Bytes of audio and video that may still be fetched.
    media_left: u64,
    /// How many bytes an embedded document may have.
    embedded_max_bytes: u64,
    limit: Duration,
    deadline: Option<Instant>,
    waiting: VecDeque<Part>,
    doing: Option<(Part, Work)>,
    /// Says to the navigation that the page is still needed. Pinned from the beginning, so that the
    /// navigation knows of this hook however long a busy machine takes to let it look.
    lock: Option<File>,
    has_begun: bool,
    /// How many players play what is no file.
    pub streamed: usize,
    /// The addresses that were fetched.
    pub fetched: BTreeSet<String>,
    /// What was not, and why not.
    pub given_up: Vec<(Part, String)>,
}

impl PartFetcher {
    /// To be called before this hook is ready, in its own directory.
    pub fn new(snap_dir: PathBuf, embedded_max_bytes: u64, media_max_bytes: u64, limit: Duration) -> Self {
        let lock = parts::begin()
            .inspect_err(|error| {
                stderr_line!("the navigation cannot be notified that parts of the page are being fetched: {error}")
            })
            .ok();
        PartFetcher {
            snap_dir,
            media_left: media_max_bytes,
            embedded_max_bytes,
            limit,
            deadline: None,
            waiting: VecDeque::new(),
            doing: None,
            lock,
            has_begun: false,
            streamed: 0,
            fetched: BTreeSet::new(),
            given_up: Vec::new(),
        }
    }

    /// Whether the navigation has something to say, which is returned once.
    pub fn look(&mut self) -> Option<Parts> {
        if self.has_begun {
            return None;
        }
        let parts = parts::read(&self.snap_dir)?;
        self.has_begun = true;
        Some(parts)
    }

    /// Whether [`PartFetcher::look`] has yet to find something.
    pub fn is_awaited(&self) -> bool {
        !self.has_begun
    }

    /// Takes the parts to be fetched; `played` are the addresses from which players have had
    /// something.
    pub fn begin(&mut self, parts: Parts, played: impl Iterator<Item = String>) {
        self.streamed = parts.streamed;
        self.deadline = Some(Instant::now() + self.limit);
        let mut known = BTreeSet::new();
        let media = parts.media.into_iter().chain(played).map(|url| (url, true));
        for (url, is_media) in parts.embedded.into_iter().map(|url| (url, false)).chain(media) {
            if known.insert(url.clone()) {
                self.waiting.push_back(Part { url, is_media, is_probed: false });
            }
        }
    }

    /// Whether there is something to wait for with [`PartFetcher::next`].
    pub fn is_busy(&self) -> bool {
        self.doing.is_some()
    }

    /// What has been done. To be called when this is busy; may be dropped and called again.
    pub async fn next(&mut self) -> Done {
        match &mut self.doing {
            Some((_, work)) => {
                let done = work.await;
                self.doing = None;
                done
            }
            None => std::future::pending().await,
        }
    }

    /// Begins with the next part that something is to be done for. `known` says what is known of
    /// one, `spool` gives a place for a body, `page` is the page by the session whose events are
    /// received.
    pub fn advance(
        &mut self,
        known: impl Fn(&Part) -> PartState,
        mut spool: impl FnMut() -> Spool,
        page: impl Fn() -> Page,
    ) {
        while self.doing.is_none() {
            let Some(part) = self.waiting.pop_front() else { break };
            let left = self.deadline.map_or(self.limit, |deadline| deadline.saturating_duration_since(Instant::now()));
            let step = if left.is_zero() {
                Step::GiveUp(format!(
                    "there was no time left for it; RESPONSES_MEDIA_TIMEOUT allows {:.0} s for all",
                    self.limit.as_secs_f32()
                ))
            } else {
                step(&part, known(&part), self.media_left)
            };
            let work: Work = match step {
                Step::Nothing => continue,
                Step::GiveUp(why) => {
                    self.given_up.push((part, why));
                    continue;
                }
                Step::Probe => Box::pin(probe(page(), Part { is_probed: true, ..part.clone() })),
                Step::Fetch => {
                    let (max_bytes, limit) = if part.is_media {
                        (self.media_left, left)
                    } else {
                        (self.embedded_max_bytes, left.min(EMBEDDED_LIMIT))
                    };
                    Box::pin(fetch(self.snap_dir.clone(), part.clone(), spool(), max_bytes, limit))
                }
            };
            self.doing = Some((part, work));
        }
        if self.doing.is_none() {
            self.lock = None;
        }
    }

    /// Takes a part that was probed: what to do with it is known now.
    pub fn again(&mut self, part: Part) {
        self.waiting.push_front(part);
    }

    /// Counts a part that was fetched.
    pub fn take(&mut self, part: Part, size: u64) {
        if part.is_media {
            self.media_left = self.media_left.saturating_sub(size);
        }
        self.fetched.insert(part.url);
    }

    /// To be called when the page is done: what is not here by then is given up.
    pub fn end(&mut self) {
        let unfinished = self.doing.take().map(|(part, _)| part).into_iter().chain(self.waiting.drain(..));
        self.given_up.extend(unfinished.map(|part| (part, "the page was closed before it was there".to_owned())));
        self.lock = None;
        parts::clear();
    }
}

fn step(part: &Part, known: PartState, media_left: u64) -> Step {
    match known {
        PartState::Settled => Step::Nothing,
        PartState::Nothing | PartState::Size(_) if !part.is_media => Step::Fetch,
        PartState::Nothing if !part.is_probed => Step::Probe,
        PartState::Nothing => Step::GiveUp("no player could ask for it".into()),
        PartState::Size(None) => {
            Step::GiveUp("the server does not say how long it is, as with what is sent live".into())
        }
        PartState::Size(Some(size)) if size > media_left => Step::GiveUp(format!(
            "it has {}, and RESPONSES_MEDIA_MAX_BYTES leaves {} for it",
            size::text(size, "bytes"),
            size::text(media_left, "bytes")
        )),
        PartState::Size(Some(_)) => Step::Fetch,
    }
}

async fn probe(page: Page, part: Part) -> Done {
    let expression = format!("{PROBE}({})", json!(part.url));
    if let Err(error) = page.evaluate_apart(&page.target_id, &expression, PROBE_LIMIT).await {
        stderr_line!("{}: {error}", part.url);
    }
    Done::Probed(part)
}

async fn fetch(snap_dir: PathBuf, part: Part, spool: Spool, max_bytes: u64, limit: Duration) -> Done {
    let fetched = tokio::time::timeout(limit, read(&snap_dir, &part, spool, max_bytes, limit)).await;
    let fetched = fetched.unwrap_or_else(|_| Err(format!("it had not come after {:.0} s", limit.as_secs_f32())));
    Done::Fetched(part, fetched)
}

async fn read(
    snap_dir: &std::path::Path,
    part: &Part,
    mut spool: Spool,
    max_bytes: u64,
    limit: Duration,
) -> Result<Box<(Exchange, Spool)>, String> {
    // Closed at the end of this, whatever comes.
    let (page, _events) = Page::attach(snap_dir).await.map_err(|error| error.to_string())?;
    let (begun, sent_at) = (Instant::now(), Timestamp::now());
    let Resource { status, headers, mut body } =
        page.open_resource(&part.url, Cached::PassedBy, limit).await.map_err(|error| error.to_string())?;
    while let Some(piece) = body.read(limit).await.map_err(|error| error.to_string())? {
        // Whatever the server said before of its size, or did not say.
        if spool.size() + piece.len() as u64 > max_bytes {
            let setting = if part.is_media { "RESPONSES_MEDIA_MAX_BYTES" } else { "RESPONSES_MAX_BYTES" };
            return Err(format!("it has more than {}, which {setting} allows for it", size::text(max_bytes, "bytes")));
        }
        spool.write(&piece).map_err(|error| error.to_string())?;
    }
    body.close();
    let exchange = Exchange {
        request_id: format!("whole {}", part.url),
        url: part.url.clone(),
        method: "GET".into(),
        kind: if part.is_media { "Media" } else { "Other" }.into(),
        response: Some(Response { status, mimetype: content_type(&headers), headers, ..Response::default() }),
        end: End::Finished,
        data_length: spool.size(),
        encoded_length: spool.size(),
        sent_wall_time: Some(sent_at.epoch_micros() as f64 / 1e6),
        sent_at: Some(0.0),
        ended_at: Some(begun.elapsed().as_secs_f64()),
        has_extra: Some(false),
        ..Exchange::default()
    };
    Ok(Box::new((exchange, spool)))
}

/// A line of the index about a part that was not fetched.
pub fn given_up(part: &Part, why: &str) -> Exchange {
    Exchange {
        request_id: format!("whole {}", part.url),
        url: part.url.clone(),
        method: "GET".into(),
        kind: if part.is_media { "Media" } else { "Other" }.into(),
        end: End::Failed(format!("it was not fetched whole: {why}")),
        has_extra: Some(false),
        ..Exchange::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_fetched_when_its_size_is_known_and_allowed() {
        let part = |is_media, is_probed| Part { url: "http://a.example/x".into(), is_media, is_probed };
        for (part, known, expected) in [
            (part(true, false), PartState::Nothing, Step::Probe),
            (part(true, false), PartState::Size(Some(100)), Step::Fetch),
            (part(true, true), PartState::Settled, Step::Nothing),
            (part(false, false), PartState::Nothing, Step::Fetch),
            (part(false, false), PartState::Size(None), Step::Fetch),
            (part(false, false), PartState::Settled, Step::Nothing),
        ] {
            assert_eq!(step(&part, known, 100), expected, "{part:?} {known:?}");
        }
        for (known, why) in [
            (PartState::Nothing, "no player"),
            (PartState::Size(None), "how long"),
            (PartState::Size(Some(101)), "101 bytes"),
        ] {
            let Step::GiveUp(words) = step(&part(true, true), known, 100) else { panic!("{known:?}") };
            assert!(words.contains(why), "{words}");
        }
    }
}

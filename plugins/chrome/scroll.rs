//! The page is looked through as a reader would: from top to bottom, so that what loads lazily is
//! there and what appears on the way has appeared, and back.
//!
//! Sections that appear when they are scrolled to, and go again when they are scrolled away, are
//! left as they were when they were in view: `class` and `style` of whatever changes on the way are
//! remembered, and put back for what is below the first screen.

use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use crate::browser::page::Page;
use crate::cdp::CdpError;

/// How much longer than its limit a script may take before Chrome's answer is not waited for any
/// more.
const GRACE: Duration = Duration::from_secs(5);

/// What both ways use. It runs in the isolated world, where `setTimeout` and the like are Chrome's.
const COMMON: &str = r"
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  // A frame has been made when an observer that was there before it gets its entries: the page's
  // own observers get theirs at the same time.
  const frame = (limit = 1000) => Promise.race([wait(limit), new Promise((done) => {
    const observer = new IntersectionObserver(() => { observer.disconnect(); done(); });
    if (document.documentElement) observer.observe(document.documentElement); else done();
  })]);
  const values = (element) => [element.getAttribute('class'), element.getAttribute('style')];
  const same = (a, b) => [0, 1].every((n) => (a[n] || '').trim() === (b[n] || '').trim());
";

/// Waits until the page is painted, at most five seconds: fonts are there or replaced, and what
/// covers the page while it gets ready has gone. Then scrolls down, half a screen and at least one
/// frame at a time: fewer frames or longer steps miss what an IntersectionObserver brings. The page
/// may grow on the way; how tall it was at the start is how far this goes, so that a page without
/// end ends.
const DOWN: &str = r"
(async (limit) => {
  const begun = performance.now(), left = () => begun + limit - performance.now();
  COMMON
  const shows = (element) => {
    const style = getComputedStyle(element);
    return style.display !== 'none' && style.visibility !== 'hidden' && Number(style.opacity) > 0.05;
  };
  const covers = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width >= innerWidth * 0.9 && height >= innerHeight * 0.9
      && ['fixed', 'absolute'].includes(getComputedStyle(element).position) && shows(element) && element.textContent.trim().length < 100;
  };
  const names = ['load', 'spinner', 'splash'].flatMap((name) => [`[class*=${name} i]`, `[id*=${name} i]`]);
  const preloaders = [...document.querySelectorAll(names.concat('[aria-busy=true]', '[role=progressbar]').join(','))];
  const isCovered = () => preloaders.some((element) => element.isConnected && covers(element));
  const isHidden = () => document.body && !shows(document.body);
  if (document.fonts.status === 'loading') await Promise.race([document.fonts.ready, wait(Math.min(3200, left()))]);
  const patience = Math.min(5000, left());
  while ((isCovered() || isHidden()) && performance.now() - begun < patience) await wait(50);

  const root = document.scrollingElement || document.documentElement;
  if (!root) return;
  const scrolls = (element) => /auto|scroll|overlay/.test(getComputedStyle(element).overflowY)
    && element.scrollHeight > element.clientHeight + 8 && element.clientHeight >= innerHeight / 2 && element.clientWidth >= innerWidth / 2;
  const inner = () => {
    for (let at = document.elementFromPoint(innerWidth / 2, innerHeight / 2); at; at = at.parentElement || at.getRootNode().host) {
      if (scrolls(at)) return at;
    }
  };
  const isWhole = root.scrollHeight <= innerHeight + 8;
  const scroller = isWhole ? inner() : root;
  if (!scroller) return;
  const step = Math.max(100, (scroller === root ? innerHeight : scroller.clientHeight) / 2);
  const height = Math.min(scroller.scrollHeight, 200000);
  const origin = [scroller.scrollLeft, scroller.scrollTop];
  const to = (top) => scroller.scrollTo({ left: origin[0], top, behavior: 'instant' });

  const states = new Map(), removed = new Set();
  let restless = false, moves = false, turn = 0;
  const record = (records) => {
    for (const { type, target, attributeName, oldValue, removedNodes } of records) {
      if (type === 'childList') {
        for (const node of removedNodes) if (node.nodeType === 1 && removed.size < 10000 && node.textContent.trim()) removed.add(node);
        continue;
      }
      if (states.size > 5000 && !states.has(target)) continue;
      const state = states.get(target) || { before: values(target), known: {}, best: null, ratio: -1 };
      states.set(target, state);
      if (!state.known[attributeName]) {
        state.known[attributeName] = true;
        state.before[attributeName === 'class' ? 0 : 1] = oldValue;
      }
      if (state.turn !== turn) [state.run, state.turn] = [state.turn === turn - 1 ? state.run + 1 : 1, turn];
      restless ||= attributeName === 'style' && state.run <= 60;
    }
  };
  const observer = new MutationObserver(record);
  observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['class', 'style'], attributeOldValue: true });
  const look = () => {
    record(observer.takeRecords());
    for (const [element, state] of states) {
      const { top, bottom, height } = element.getBoundingClientRect();
      const seen = Math.max(0, Math.min(bottom, innerHeight) - Math.max(top, 0)) / Math.max(1, Math.min(height, innerHeight));
      if (seen >= state.ratio) Object.assign(state, { ratio: seen, best: values(element) });
    }
  };
  // Scripts that move things over several frames have the time for it, unless they never end. They
  // begin a frame or two after what they wait for.
  const calm = async (end) => {
    for (let quiet = 0; quiet < (moves ? 3 : 1) && performance.now() < end; quiet += 1) {
      restless = false;
      turn += 1;
      await frame();
      look();
      if (restless) [moves, quiet] = [true, -1];
    }
  };
  const end = begun + limit;
  await calm(end);
  // Where the page cannot be scrolled any further, unless it grows, there is no frame to be waited for.
  const moved = (top) => {
    const before = scroller.scrollTop;
    to(top);
    return scroller.scrollTop !== before;
  };
  for (let top = step; top < height && left() > 0; top += step) if (moved(top)) await calm(end);
  to(height);
  await calm(end);
  await calm(end);
  globalThis.tacklebox.scrolled = { scroller, origin, states, removed, record, observer, calm };
})";

/// Scrolls back to the top, and leaves what has appeared as it was when it was in view. Scripts
/// that look at where the page is scrolled to only now and then, or once more when it is captured,
/// would undo that. So it is put back as often, before anything is painted; up to a limit, as some
/// scripts never end.
const UP: &str = r"
(async () => {
  COMMON
  const way = globalThis.tacklebox.scrolled;
  const result = { lost: 0 };
  let changed = true;
  const shown = (value) => {
    const style = document.createElement('i').style;
    style.cssText = value[1] || '';
    return style.visibility === 'hidden' || style.display === 'none' ? 0 : Number(style.opacity || 1);
  };
  if (way) {
    delete globalThis.tacklebox.scrolled;
    const { scroller, origin, states, removed, record, observer, calm } = way;
    record(observer.takeRecords());
    for (const state of states.values()) state.wanted = state.best;
    for (const [element, state] of states) {
      const bottom = values(element);
      if (!same(bottom, state.before) && !(state.best && shown(bottom) < shown(state.best))) state.wanted = bottom;
    }
    const appeared = [...states].filter(([, { before, wanted }]) => wanted && !same(before, wanted));
    scroller.scrollTo({ left: origin[0], top: origin[1], behavior: 'instant' });
    await calm(performance.now() + 3000);
    observer.disconnect();
    const isBelow = (element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return (top >= innerHeight || bottom <= 0) && !['fixed', 'sticky'].includes(getComputedStyle(element).position);
    };
    const kept = new Map(appeared.filter(([element]) => element.isConnected && isBelow(element)));
    const keep = (element, state) => {
      if (same(state.wanted, values(element)) || state.times > 50) return;
      state.times = (state.times || 0) + 1;
      ['class', 'style'].forEach((name, n) => state.wanted[n] === null ? element.removeAttribute(name) : element.setAttribute(name, state.wanted[n]));
    };
    const restorer = new MutationObserver((records) => new Set(records.map(({ target }) => target)).forEach((element) => keep(element, kept.get(element))));
    for (const [element, state] of kept) {
      keep(element, state);
      restorer.observe(element, { attributes: true, attributeFilter: ['class', 'style'] });
    }
    changed = kept.size > 0;
    result.lost = [...removed].filter((node) => !node.isConnected).length;
  }
  // What has begun to appear has appeared; and what that lets begin, too.
  const finish = () => {
    const begun = document.getAnimations().filter(({ playState, timeline, effect }) =>
      playState === 'running' && timeline === document.timeline && effect && effect.getComputedTiming().endTime <= 5000);
    for (const animation of begun) try { animation.finish(); } catch {}
    return begun.length > 0;
  };
  // A frame takes a sixtieth of a second, so none is made where nothing has changed since the last.
  if (changed) await frame(3000);
  if (finish()) {
    await frame(3000);
    finish();
  }
  return result;
})()";

/// What scrolling through the page has shown.
#[derive(Debug, Default, Deserialize)]
pub struct ScrollReport {
    /// Elements with text that were there on the way down and are gone: lists that keep only what
    /// is in view do so.
    pub lost: u64,
}

/// Scrolls down for at most `limit`.
pub async fn down(page: &Page, limit: Duration) -> Result<(), CdpError> {
    let expression = format!("{}({})", DOWN.replace("COMMON", COMMON), limit.as_millis());
    page.evaluate_apart(&page.target_id, &expression, limit + GRACE).await.map(drop)
}

/// Scrolls back after [`down`].
pub async fn up(page: &Page) -> Result<ScrollReport, CdpError> {
    let found: Value = page.evaluate_apart(&page.target_id, &UP.replace("COMMON", COMMON), GRACE).await?;
    Ok(serde_json::from_value(found).unwrap_or_default())
}

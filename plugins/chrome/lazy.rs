//! Brings what loads only when it is looked at: scrolls through the page once, as a reader would, and back to the top.

use std::time::Duration;

use crate::browser::cdp::CdpError;
use crate::browser::page::Page;

/// One screen a step, one frame a step: fewer frames or longer steps miss pictures that an IntersectionObserver brings. The page may grow while it is
/// scrolled; how far it was tall at the start is how far this goes, so that a page without end ends.
const SCROLL: &str = r"
(async (limit) => {
  const end = Date.now() + limit, step = innerHeight;
  const frame = () => new Promise(done => { requestAnimationFrame(done); setTimeout(done, 100); });
  const height = Math.min(document.documentElement ? document.documentElement.scrollHeight : 0, 200000);
  const [left, top] = [scrollX, scrollY];
  if (height <= step) return;
  for (let y = 0; y < height && Date.now() < end; y += step) { scrollTo({ left, top: y, behavior: 'instant' }); await frame(); }
  scrollTo({ left, top: height, behavior: 'instant' });
  await frame();
  const waiting = [...document.images].filter(image => !image.complete).map(image => new Promise(done => {
    image.addEventListener('load', done, { once: true });
    image.addEventListener('error', done, { once: true });
  }));
  await Promise.race([Promise.all(waiting), new Promise(done => setTimeout(done, Math.max(0, Math.min(3000, end - Date.now()))))]);
  scrollTo({ left, top, behavior: 'instant' });
  await frame();
})";

/// Scrolls for at most `limit`.
pub async fn scroll_through(page: &Page, limit: Duration) -> Result<(), CdpError> {
    page.evaluate(&format!("{SCROLL}({})", limit.as_millis()), limit + Duration::from_secs(5)).await.map(|_| ())
}

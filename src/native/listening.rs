//! The event loop of a listener: a background hook that attaches before a page is requested, and
//! saves the page's events until it is asked to end.

use tokio::time::Instant;

use super::{Context, HookError, HookResult, Report, ready};
use crate::browser::page::PageError;
use crate::browser::target_tree::{LAST_EVENTS, TargetTree, at_once};
use crate::cdp::{CdpError, Event, Events};

/// Where the events come from: the page alone, or the page with its frames and workers.
pub trait Source {
    /// The next event; an error, which says why, when there will be no more. May be dropped and
    /// called again: no event is lost by it.
    fn next(&mut self) -> impl Future<Output = Result<Event, CdpError>>;
}

impl Source for Events {
    async fn next(&mut self) -> Result<Event, CdpError> {
        Events::next(self).await
    }
}

impl Source for TargetTree {
    async fn next(&mut self) -> Result<Event, CdpError> {
        TargetTree::next(self).await
    }
}

/// The events of a page, until the hook is asked to end or the page is gone.
pub struct Listening<'a, S> {
    context: &'a Context,
    /// Where they come from.
    pub source: S,
    /// Why events are missing.
    incomplete: Option<PageError>,
    /// Why the events ended before the hook was asked to end.
    lost: Option<CdpError>,
    hears_last_events: bool,
    /// When listening ends at the latest. The hook has been asked to end.
    deadline: Option<Instant>,
}

impl<'a, S: Source> Listening<'a, S> {
    /// To be called when everything is set up: it reports that this hook is ready. `incomplete` is
    /// why events are missing, if they are.
    pub fn begin(context: &'a Context, source: S, incomplete: Option<PageError>) -> Self {
        ready("listening");
        Listening { context, source, incomplete, lost: None, hears_last_events: false, deadline: None }
    }

    /// The same, and it also takes the events that Chrome has sent when the hook is asked to end,
    /// or sends within a moment: headers may come a little later than the response that they belong
    /// to.
    pub fn with_last_events(self) -> Self {
        Listening { hears_last_events: true, ..self }
    }

    /// The next event; `None` when there are no more. May be dropped and called again.
    pub async fn next(&mut self) -> Option<Event> {
        if self.lost.is_some() {
            return None;
        }
        let deadline = match self.deadline {
            Some(deadline) => deadline,
            None => tokio::select! {
                biased;
                () = self.context.terminated() => *self.deadline.insert(Instant::now() + LAST_EVENTS),
                event = self.source.next() => return event.map_err(|lost| self.lost = Some(lost)).ok(),
            },
        };
        if self.hears_last_events { at_once(self.source.next(), deadline).await } else { None }
    }

    /// Why the events ended before the hook was asked to end, if they did.
    pub fn lost(&self) -> Option<&CdpError> {
        self.lost.as_ref()
    }

    /// The report of a listener that has saved its events: a failure when some are missing. A page
    /// that was closed or has crashed sends no more.
    pub fn report(self, report: Report) -> HookResult {
        match (self.incomplete, self.lost) {
            (Some(why), _) => Err(HookError::new(why)),
            (None, Some(lost)) if !matches!(lost, CdpError::Detached | CdpError::Crashed) => {
                Err(HookError(format!("events after it stopped listening are missing: {lost}")))
            }
            (None, _) => Ok(report),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use serde_json::Value;
    use tokio::sync::watch;

    use super::*;

    /// Events that are there already, and then either an end or silence.
    struct Sent(VecDeque<&'static str>, Option<CdpError>);

    impl Source for Sent {
        async fn next(&mut self) -> Result<Event, CdpError> {
            match (self.0.pop_front(), &self.1) {
                (Some(method), _) => Ok(Event { method: method.into(), session_id: None, params: Value::Null }),
                (None, Some(end)) => Err(end.clone()),
                (None, None) => std::future::pending().await,
            }
        }
    }

    fn context() -> (watch::Sender<bool>, Context) {
        let (ask, terminate) = watch::channel(false);
        (ask, Context::asked_by(terminate))
    }

    fn sent(methods: &[&'static str], end: Option<CdpError>) -> Sent {
        Sent(methods.iter().copied().collect(), end)
    }

    async fn all(listening: &mut Listening<'_, Sent>) -> usize {
        let mut count = 0;
        while listening.next().await.is_some() {
            count += 1;
        }
        count
    }

    #[tokio::test(start_paused = true)]
    async fn the_last_events_are_heard_by_whoever_wants_them() {
        let (ask, context) = context();
        let mut listening = Listening::begin(&context, sent(&["a", "b", "c"], None), None);
        assert_eq!(listening.next().await.unwrap().method, "a");
        ask.send_replace(true);
        assert_eq!(all(&mut listening).await, 0);
        let mut listening = Listening::begin(&context, sent(&["a", "b", "c"], None), None).with_last_events();
        assert_eq!((all(&mut listening).await, all(&mut listening).await), (3, 0));
        assert_eq!(listening.report(Report::Nothing).unwrap(), Report::Nothing);
    }

    #[tokio::test(start_paused = true)]
    async fn a_page_that_falls_never_silent_is_left() {
        struct Busy;
        impl Source for Busy {
            async fn next(&mut self) -> Result<Event, CdpError> {
                tokio::time::sleep(std::time::Duration::from_millis(1)).await;
                Ok(Event { method: "a".into(), session_id: None, params: Value::Null })
            }
        }
        let (ask, context) = context();
        ask.send_replace(true);
        let begun = Instant::now();
        let mut listening = Listening::begin(&context, Busy, None).with_last_events();
        while listening.next().await.is_some() {}
        assert!(begun.elapsed() <= 2 * LAST_EVENTS, "{:?}", begun.elapsed());
    }

    #[tokio::test]
    async fn what_was_lost_is_no_result() {
        let (_ask, context) = context();
        for (end, is_result) in
            [(CdpError::Detached, true), (CdpError::Crashed, true), (CdpError::Closed("x".into()), false)]
        {
            let mut listening = Listening::begin(&context, sent(&["a"], Some(end)), None).with_last_events();
            assert_eq!((all(&mut listening).await, listening.lost().is_some()), (1, true));
            assert_eq!(listening.report(Report::Nothing).is_ok(), is_result);
        }
        let listening = Listening::begin(&context, sent(&[], None), Some(PageError::TooLate));
        assert!(listening.report(Report::Nothing).is_err());
    }
}

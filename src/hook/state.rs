//! The life of a hook, as a state machine: events in, an action out. Pure; time comes in as an
//! argument.

use std::time::{Duration, Instant};

use crate::model::hook_run::EndedBy;
use crate::plan::StopLimits;
use crate::process::stop::StopReason;
use crate::process::{ChildEnd, GroupEnd};

/// How long the pipes of a hook that has ended may be held open by something it left behind.
pub const DRAIN: Duration = Duration::from_secs(1);

/// How long after SIGKILL a process may still be there; only one in an uninterruptible wait is.
const GIVE_UP: Duration = Duration::from_secs(10);

/// Where a hook is in its life.
#[derive(Debug, Clone, PartialEq)]
pub enum HookState {
    /// In the foreground, until it ends or its time is up.
    Foreground { until: Instant },
    /// In the background, and has not printed anything yet.
    Unready { until: Instant },
    /// In the background, and has not printed anything in the time it had for that.
    PassedOver,
    /// In the background, ready.
    Ready,
    /// Has been sent SIGTERM.
    Stopping { reason: StopReason, kill_at: Instant },
    /// Has been sent SIGKILL.
    Killed { reason: StopReason, give_up_at: Instant },
    /// Has ended, and its pipes are not closed yet.
    Draining { ended_by: EndedBy, until: Instant },
    /// Is over.
    Ended { ended_by: EndedBy, leak: Leak },
}

/// What an ended hook still holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leak {
    Nothing,
    /// A process that it left keeps its output open.
    Output,
    /// It is there still, even after SIGKILL.
    Itself,
}

/// What happened to a hook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HookEvent {
    FirstLine,
    /// It was seen to listen to the page, without having said so.
    Attached,
    /// It was stopped with a signal (SIGSTOP), so that it does nothing, not even end.
    Frozen,
    Exited(ChildEnd),
    /// Both of its pipes are closed.
    OutputClosed,
    /// The time that [`HookState::deadline`] named has come.
    Deadline,
    Stop(StopReason),
}

/// What is to be done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Action {
    Nothing,
    /// Let the hooks after it begin: it is ready.
    Release,
    /// Let them begin although it is not.
    PassOver,
    Terminate,
    Kill,
    Finish,
}

impl HookState {
    /// The state of a hook that has just been started.
    pub fn started(background: bool, timeout: Duration, limits: &StopLimits, now: Instant) -> Self {
        if background {
            HookState::Unready { until: now + limits.ready.min(timeout) }
        } else {
            HookState::Foreground { until: now + timeout }
        }
    }

    /// When [`HookEvent::Deadline`] is due, if ever.
    pub fn deadline(&self) -> Option<Instant> {
        match *self {
            HookState::Foreground { until } | HookState::Unready { until } | HookState::Draining { until, .. } => {
                Some(until)
            }
            HookState::Stopping { kill_at, .. } => Some(kill_at),
            HookState::Killed { give_up_at, .. } => Some(give_up_at),
            HookState::PassedOver | HookState::Ready | HookState::Ended { .. } => None,
        }
    }

    /// Whether it runs and was not asked to end.
    pub fn is_at_work(&self) -> bool {
        matches!(
            self,
            HookState::Foreground { .. } | HookState::Unready { .. } | HookState::PassedOver | HookState::Ready
        )
    }

    /// What becomes of the hook's group when the hook ends now. What a hook leaves when it ends
    /// well, or at the seal, has until the seal's own search for strays; what was stopped for
    /// another reason must not run on beside the hooks after it.
    pub fn rest_of_group(&self) -> GroupEnd {
        match self {
            HookState::Stopping { reason, .. } | HookState::Killed { reason, .. } if *reason > StopReason::Seal => {
                GroupEnd::Kill
            }
            _ => GroupEnd::Keep,
        }
    }

    /// The next state, and what to do on the way there.
    pub fn step(self, event: HookEvent, now: Instant, grace: Duration) -> (HookState, Action) {
        use HookEvent as E;
        use HookState as S;
        match (self, event) {
            (S::Unready { .. }, E::FirstLine | E::Attached) => (S::Ready, Action::Release),
            // This snapshot does not wait any longer. But the hook is slow, not silent: the next
            // snapshot waits for it again.
            (S::PassedOver, E::FirstLine | E::Attached) => (S::Ready, Action::Release),

            (S::Foreground { .. }, E::Deadline) => stop(StopReason::Timeout, now, grace),
            (S::Unready { .. }, E::Deadline) => (S::PassedOver, Action::PassOver),
            (S::Stopping { reason, .. }, E::Deadline) => (killed(reason, now), Action::Kill),
            (S::Killed { reason, .. }, E::Deadline) => {
                (S::Ended { ended_by: after_kill(reason), leak: Leak::Itself }, Action::Finish)
            }
            (S::Draining { ended_by, .. }, E::Deadline) => (S::Ended { ended_by, leak: Leak::Output }, Action::Finish),

            (S::Stopping { reason: earlier, .. } | S::Killed { reason: earlier, .. }, E::Stop(StopReason::Abort))
                if earlier < StopReason::Abort =>
            {
                (killed(StopReason::Abort, now), Action::Kill)
            }
            // The clock that runs already is not set back by a second request.
            (S::Stopping { reason, kill_at }, E::Stop(newer)) => {
                (S::Stopping { reason: reason.max(newer), kill_at }, Action::Nothing)
            }
            (S::Foreground { .. } | S::Unready { .. } | S::PassedOver | S::Ready, E::Stop(StopReason::Abort)) => {
                (killed(StopReason::Abort, now), Action::Kill)
            }
            (S::Foreground { .. } | S::Unready { .. } | S::PassedOver | S::Ready, E::Stop(reason)) => {
                stop(reason, now, grace)
            }

            // It would not react to SIGTERM.
            (S::Unready { .. } | S::PassedOver | S::Ready, E::Frozen) => (killed(StopReason::Lost, now), Action::Kill),

            (S::Foreground { .. } | S::Unready { .. } | S::PassedOver | S::Ready, E::Exited(_)) => {
                draining(EndedBy::Itself, now)
            }
            (S::Stopping { reason, .. }, E::Exited(_)) => draining(after_term(reason), now),
            (S::Killed { reason, .. }, E::Exited(_)) => draining(after_kill(reason), now),
            (S::Draining { ended_by, .. }, E::OutputClosed) => {
                (S::Ended { ended_by, leak: Leak::Nothing }, Action::Finish)
            }

            (state, _) => (state, Action::Nothing),
        }
    }
}

fn stop(reason: StopReason, now: Instant, grace: Duration) -> (HookState, Action) {
    (HookState::Stopping { reason, kill_at: now + grace }, Action::Terminate)
}

fn killed(reason: StopReason, now: Instant) -> HookState {
    HookState::Killed { reason, give_up_at: now + GIVE_UP }
}

fn draining(ended_by: EndedBy, now: Instant) -> (HookState, Action) {
    (HookState::Draining { ended_by, until: now + DRAIN }, Action::Nothing)
}

fn after_term(reason: StopReason) -> EndedBy {
    match reason {
        StopReason::Seal => EndedBy::Seal,
        StopReason::Timeout => EndedBy::Timeout,
        StopReason::Lost => EndedBy::Lost,
        StopReason::Interrupt | StopReason::Abort => EndedBy::Interrupt,
    }
}

fn after_kill(reason: StopReason) -> EndedBy {
    match reason {
        StopReason::Seal => EndedBy::SealKill,
        other => after_term(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::hook_run::{ExitStatus, Usage};
    use crate::process::stop::StopReason;

    const GRACE: Duration = Duration::from_secs(10);
    const EXITED: HookEvent =
        HookEvent::Exited(ChildEnd { exit: ExitStatus::Code(0), usage: Usage { cpu_ms: 0, peak_memory_kib: 0 } });

    /// Lets the events happen one second apart and returns the final state and the actions.
    fn play(background: bool, events: &[HookEvent]) -> (HookState, Vec<Action>) {
        let mut now = Instant::now();
        let limits = StopLimits { grace: GRACE, ..StopLimits::default() };
        let mut state = HookState::started(background, Duration::from_secs(60), &limits, now);
        let mut actions = Vec::new();
        for event in events {
            now += Duration::from_secs(1);
            let (next, action) = state.step(*event, now, GRACE);
            state = next;
            actions.push(action);
        }
        (state, actions)
    }

    #[test]
    fn lives() {
        use Action::*;
        use HookEvent::*;
        for (background, events, actions, ended_by, leak) in [
            (
                false,
                vec![FirstLine, EXITED, OutputClosed],
                vec![Nothing, Nothing, Finish],
                EndedBy::Itself,
                Leak::Nothing,
            ),
            (
                false,
                vec![Deadline, EXITED, OutputClosed],
                vec![Terminate, Nothing, Finish],
                EndedBy::Timeout,
                Leak::Nothing,
            ),
            (
                false,
                vec![Deadline, Deadline, EXITED, Deadline],
                vec![Terminate, Kill, Nothing, Finish],
                EndedBy::Timeout,
                Leak::Output,
            ),
            (
                true,
                vec![FirstLine, Stop(StopReason::Seal), EXITED, OutputClosed],
                vec![Release, Terminate, Nothing, Finish],
                EndedBy::Seal,
                Leak::Nothing,
            ),
            (
                true,
                vec![Deadline, FirstLine, Stop(StopReason::Seal), Deadline, EXITED, OutputClosed],
                vec![PassOver, Release, Terminate, Kill, Nothing, Finish],
                EndedBy::SealKill,
                Leak::Nothing,
            ),
            (
                true,
                vec![Attached, FirstLine, Stop(StopReason::Seal), EXITED, OutputClosed],
                vec![Release, Nothing, Terminate, Nothing, Finish],
                EndedBy::Seal,
                Leak::Nothing,
            ),
            (true, vec![EXITED, OutputClosed], vec![Nothing, Finish], EndedBy::Itself, Leak::Nothing),
            (
                true,
                vec![FirstLine, Frozen, EXITED, OutputClosed],
                vec![Release, Kill, Nothing, Finish],
                EndedBy::Lost,
                Leak::Nothing,
            ),
            (
                true,
                vec![Stop(StopReason::Seal), Stop(StopReason::Abort), Deadline],
                vec![Terminate, Kill, Finish],
                EndedBy::Interrupt,
                Leak::Itself,
            ),
            (
                true,
                vec![Stop(StopReason::Abort), EXITED, OutputClosed],
                vec![Kill, Nothing, Finish],
                EndedBy::Interrupt,
                Leak::Nothing,
            ),
        ] {
            let (state, taken) = play(background, &events);
            assert_eq!((taken, state), (actions, HookState::Ended { ended_by, leak }), "{events:?}");
        }
    }

    #[test]
    fn reasons_only_escalate() {
        use HookEvent::*;
        for first in [StopReason::Seal, StopReason::Timeout, StopReason::Interrupt] {
            for second in [StopReason::Seal, StopReason::Timeout, StopReason::Interrupt] {
                let (state, _) = play(true, &[Stop(first), Stop(second)]);
                let HookState::Stopping { reason, .. } = state else { panic!("{state:?}") };
                assert_eq!(reason, first.max(second));
            }
        }
    }

    #[test]
    fn every_pair_of_events_leads_to_an_end() {
        use HookEvent::*;
        let events = [
            FirstLine,
            Attached,
            Frozen,
            EXITED,
            OutputClosed,
            Deadline,
            Stop(StopReason::Seal),
            Stop(StopReason::Abort),
        ];
        for background in [false, true] {
            for one in events {
                for two in events {
                    // Whatever happened before, a stop, two deadlines and a last one bring any hook
                    // to its end.
                    let (state, _) =
                        play(background, &[one, two, Stop(StopReason::Seal), Deadline, Deadline, Deadline]);
                    assert!(matches!(state, HookState::Ended { .. }), "{one:?} {two:?}: {state:?}");
                }
            }
        }
    }

    #[test]
    fn whatever_has_not_ended_and_waits_for_somebody_has_a_deadline() {
        let (state, _) = play(false, &[]);
        assert!(state.deadline().is_some());
        let (state, _) = play(true, &[HookEvent::Stop(StopReason::Seal)]);
        assert!(state.deadline().is_some());
    }
}

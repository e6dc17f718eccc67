//! The rules by which exit status, records and files become one
//! [`ArchiveResult`](crate::model::archive_result::ArchiveResult). Pure.

use std::time::Duration;

use serde_json::Value;

use crate::model::archive_result::ResultStatus;
use crate::model::hook_run::{EndedBy, ExitStatus};
use crate::rules::record::ResultRecord;

/// A hook that has no business with a page may say so with this exit code instead of a record.
pub const EXIT_SKIPPED: i32 = 10;

/// How one hook of a plugin ended, as far as its plugin's result depends on it.
#[derive(Debug, Clone, Default)]
pub struct HookEnding {
    pub hook: String,
    pub exit: Option<ExitStatus>,
    pub ended_by: Option<EndedBy>,
    /// For the message when it passed.
    pub timeout: Duration,
    pub records: Vec<ResultRecord>,
    /// The last lines of its stderr.
    pub stderr_tail: String,
    /// The line of its stderr that says why it gave up, if one is known.
    pub cause: Option<String>,
    /// Lines that were meant as records and could not be read.
    pub record_errors: Vec<String>,
    /// How what it worked on was lost, if it was: that is then why it failed, whatever it says
    /// itself.
    pub lost: Option<String>,
}

/// The verdict on a plugin and what goes with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    pub status: ResultStatus,
    pub output_str: String,
    pub output_json: Option<Value>,
    pub cmd: Option<Value>,
    pub error: Option<String>,
}

impl Outcome {
    /// A plugin that was not run, and why.
    pub fn skipped(reason: impl Into<String>) -> Self {
        Outcome { status: ResultStatus::Skipped, output_str: reason.into(), output_json: None, cmd: None, error: None }
    }
}

/// One result from all hooks of a plugin: any failure makes it failed; else any success; else
/// `noresults`; else `skipped`.
pub fn judge(endings: &[HookEnding], left_files: bool) -> Outcome {
    endings
        .iter()
        .flat_map(|ending| judge_hook(ending, left_files).into_iter().map(|outcome| explain(outcome, ending)))
        // Of equals the last one speaks, so a hook may correct itself.
        .max_by_key(|outcome| outcome.status)
        .unwrap_or_else(|| Outcome::skipped("no hook of this plugin was run"))
}

/// Whether a hook's ending makes its plugin fail.
pub fn is_bad(ending: &HookEnding) -> bool {
    judge(std::slice::from_ref(ending), true).status == ResultStatus::Failed
}

fn explain(outcome: Outcome, ending: &HookEnding) -> Outcome {
    match (&ending.lost, outcome.status) {
        (Some(lost), ResultStatus::Failed) => {
            let error = outcome
                .error
                .filter(|own| !own.is_empty())
                .map_or_else(|| lost.clone(), |own| format!("{lost} ({own})"));
            Outcome { error: Some(error), ..outcome }
        }
        _ => outcome,
    }
}

fn judge_hook(ending: &HookEnding, left_files: bool) -> Vec<Outcome> {
    let reported: Vec<Outcome> = ending.records.iter().map(|record| from_record(record, ending)).collect();
    let silent = |status, output_str: &str, error| Outcome {
        status,
        output_str: output_str.into(),
        output_json: None,
        cmd: None,
        error,
    };
    if let Some(why) = failure(ending) {
        // What the hook reported of its work stays readable beside the reason why it does not count.
        let last = reported.into_iter().next_back();
        return vec![match last {
            Some(record) => {
                Outcome { status: ResultStatus::Failed, error: Some(record.error.unwrap_or(why)), ..record }
            }
            None => silent(ResultStatus::Failed, "", Some(why)),
        }];
    }
    if !reported.is_empty() {
        return reported;
    }
    if let Some(error) = ending.record_errors.first() {
        return vec![silent(ResultStatus::Failed, "", Some(format!("{}: {error}", ending.hook)))];
    }
    vec![match ending.exit {
        Some(ExitStatus::Code(EXIT_SKIPPED)) => {
            silent(ResultStatus::Skipped, "the hook had nothing to do here (exit code 10)", None)
        }
        _ if left_files => silent(ResultStatus::Succeeded, "", None),
        _ => silent(ResultStatus::NoResults, "", None),
    }]
}

fn from_record(record: &ResultRecord, ending: &HookEnding) -> Outcome {
    let error = match record.status {
        ResultStatus::Failed => Some(record.error.clone().filter(|text| !text.is_empty()).unwrap_or_else(|| {
            match (&ending.cause, record.output_str.as_str()) {
                (Some(cause), "") => format!("{cause}\n{}", described(ending, "the hook reported a failure")),
                (None, "") => described(ending, "the hook reported a failure"),
                (_, reported) => reported.to_owned(),
            }
        })),
        _ => record.error.clone(),
    };
    Outcome {
        status: record.status,
        output_str: record.output_str.clone(),
        output_json: record.output_json.clone(),
        cmd: record.cmd.clone(),
        error,
    }
}

/// Why the way a hook ended makes its plugin fail, if it does.
pub fn failure(ending: &HookEnding) -> Option<String> {
    let hook = &ending.hook;
    let reason = match (ending.ended_by?, ending.exit) {
        (EndedBy::NotStarted, _) => format!("{hook} could not be started"),
        (EndedBy::Timeout, _) => format!("{hook} timed out after {} s", ending.timeout.as_secs_f64()),
        (EndedBy::SealKill, _) => format!("{hook} did not end after SIGTERM and was killed"),
        (EndedBy::Interrupt, _) => format!("{hook} was interrupted"),
        (EndedBy::Lost, _) => format!("{hook} was stopped, as what it worked on was lost"),
        // Python and shells turn SIGTERM into 143 (128 + 15), Node reports the signal: all are the
        // end that was asked for.
        (EndedBy::Seal, Some(ExitStatus::Signal(15 | 2) | ExitStatus::Code(0 | EXIT_SKIPPED | 143 | 130))) => {
            return None;
        }
        (EndedBy::Itself, Some(ExitStatus::Code(0 | EXIT_SKIPPED))) => return None,
        (EndedBy::Itself | EndedBy::Seal, Some(exit)) => format!("{hook} ended with {exit}"),
        (EndedBy::Itself | EndedBy::Seal, None) => format!("{hook} ended in an unknown way"),
    };
    let gave_up = matches!(ending.ended_by, Some(EndedBy::Itself | EndedBy::Seal));
    Some(match &ending.cause {
        // What it reported itself comes first: lists and one-line messages have room for that alone. Of
        // one that was stopped, that it was is the cause.
        Some(cause) if gave_up => format!("{cause}\n{}", described(ending, &reason)),
        _ => described(ending, &reason),
    })
}

fn described(ending: &HookEnding, reason: &str) -> String {
    match ending.stderr_tail.trim() {
        "" => reason.to_owned(),
        tail => format!("{reason}: {tail}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ended(by: EndedBy, exit: ExitStatus) -> HookEnding {
        HookEnding {
            hook: "h".into(),
            exit: Some(exit),
            ended_by: Some(by),
            timeout: Duration::from_secs(5),
            ..HookEnding::default()
        }
    }

    fn reported(status: ResultStatus, output: &str) -> ResultRecord {
        ResultRecord { status, output_str: output.into(), output_json: None, cmd: None, error: None }
    }

    #[test]
    fn without_a_record() {
        let cases = [
            (EndedBy::Itself, ExitStatus::Code(0), false, ResultStatus::NoResults),
            (EndedBy::Itself, ExitStatus::Code(0), true, ResultStatus::Succeeded),
            (EndedBy::Itself, ExitStatus::Code(10), true, ResultStatus::Skipped),
            (EndedBy::Itself, ExitStatus::Code(1), true, ResultStatus::Failed),
            (EndedBy::Itself, ExitStatus::Signal(11), false, ResultStatus::Failed),
            (EndedBy::Seal, ExitStatus::Signal(15), true, ResultStatus::Succeeded),
            (EndedBy::Seal, ExitStatus::Code(143), false, ResultStatus::NoResults),
            (EndedBy::Seal, ExitStatus::Code(1), true, ResultStatus::Failed),
            (EndedBy::SealKill, ExitStatus::Signal(9), true, ResultStatus::Failed),
            (EndedBy::Timeout, ExitStatus::Code(0), true, ResultStatus::Failed),
            (EndedBy::Interrupt, ExitStatus::Code(0), true, ResultStatus::Failed),
        ];
        for (by, exit, files, verdict) in cases {
            assert_eq!(judge(&[ended(by, exit)], files).status, verdict, "{by:?} {exit:?} files: {files}");
        }
    }

    #[test]
    fn a_record_with_a_bad_exit_fails_and_keeps_its_output() {
        let mut hook = ended(EndedBy::Itself, ExitStatus::Code(4));
        hook.records.push(reported(ResultStatus::Succeeded, "half.html"));
        hook.stderr_tail = "disk on fire\n".into();
        let outcome = judge(&[hook], true);
        assert_eq!((outcome.status, outcome.output_str.as_str()), (ResultStatus::Failed, "half.html"));
        assert_eq!(outcome.error.as_deref(), Some("h ended with exit code 4: disk on fire"));
    }

    #[test]
    fn the_cause_comes_first_unless_it_was_stopped() {
        let hook = |by| HookEnding {
            cause: Some("ValueError: no".into()),
            stderr_tail: "the end".into(),
            ..ended(by, ExitStatus::Code(1))
        };
        let error = |hook: HookEnding| judge(&[hook], false).error.unwrap();
        assert_eq!(error(hook(EndedBy::Itself)), "ValueError: no\nh ended with exit code 1: the end");
        assert_eq!(error(hook(EndedBy::Timeout)), "h timed out after 5 s: the end");
        let silent = HookEnding { records: vec![reported(ResultStatus::Failed, "")], ..hook(EndedBy::Itself) };
        assert!(error(silent).starts_with("ValueError: no\n"));
    }

    #[test]
    fn precedence_over_all_hooks() {
        use ResultStatus::*;
        for (a, b, verdict) in [
            (Succeeded, Failed, Failed),
            (NoResults, Succeeded, Succeeded),
            (Skipped, NoResults, NoResults),
            (Skipped, Skipped, Skipped),
        ] {
            for pair in [[a, b], [b, a]] {
                let hooks = pair.map(|status| HookEnding {
                    records: vec![reported(status, "x")],
                    ..ended(EndedBy::Itself, ExitStatus::Code(0))
                });
                assert_eq!(judge(&hooks, false).status, verdict);
            }
        }
        let mut one = ended(EndedBy::Itself, ExitStatus::Code(0));
        one.records = vec![reported(Succeeded, "first"), reported(Succeeded, "second")];
        assert_eq!(judge(&[one], false).output_str, "second");
    }

    #[test]
    fn reasons() {
        assert_eq!(
            judge(&[ended(EndedBy::Timeout, ExitStatus::Signal(15))], false).error.as_deref(),
            Some("h timed out after 5 s")
        );
        let mut hook = ended(EndedBy::Itself, ExitStatus::Code(0));
        hook.record_errors.push("ArchiveResult record is invalid: missing field `status`".into());
        assert_eq!(judge(&[hook], true).status, ResultStatus::Failed);
        assert_eq!(judge(&[], false).status, ResultStatus::Skipped);
    }
}

//! What a native hook gets from its environment.

use std::path::PathBuf;
use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::HookError;
use crate::model::env_vars as var;
use crate::secrets::Secrets;

/// What a native hook works on. Its working directory is its plugin's output directory.
#[derive(Debug)]
pub struct Context {
    /// Becomes true when the hook is asked to end.
    terminate: watch::Receiver<bool>,
}

/// Something that the runner sets is missing or makes no sense.
#[derive(Debug, thiserror::Error)]
pub enum ContextError {
    #[error("the environment variable {0} is missing; only tacklebox can start this hook")]
    Missing(&'static str),
    #[error("{key}={value}: expected {expected}")]
    Value { key: String, value: String, expected: &'static str },
    #[error("SIGTERM cannot be handled: {0}")]
    Signal(std::io::Error),
}

impl Context {
    /// Listens for SIGTERM from here on.
    pub fn from_environment() -> Result<Self, ContextError> {
        let mut terminate = signal(SignalKind::terminate()).map_err(ContextError::Signal)?;
        let (sender, receiver) = watch::channel(false);
        tokio::spawn(async move {
            terminate.recv().await;
            sender.send_replace(true);
        });
        Ok(Context { terminate: receiver })
    }

    /// One that is asked to end through `terminate`.
    #[cfg(test)]
    pub(super) fn asked_by(terminate: watch::Receiver<bool>) -> Self {
        Context { terminate }
    }

    pub fn url(&self) -> Result<String, ContextError> {
        required(var::URL)
    }

    /// The given address from which the page was found.
    pub fn root_url(&self) -> Result<String, ContextError> {
        required(var::ROOT_URL)
    }

    pub fn snapshot_id(&self) -> Result<String, ContextError> {
        required(var::SNAPSHOT_ID)
    }

    pub fn snap_dir(&self) -> Result<PathBuf, ContextError> {
        required(var::SNAP_DIR).map(Into::into)
    }

    pub fn crawl_dir(&self) -> Result<PathBuf, ContextError> {
        required(var::CRAWL_DIR).map(Into::into)
    }

    /// What the page's crawl was given for its requests; nothing in most cases.
    pub fn secrets(&self) -> Result<Secrets, HookError> {
        let path = std::env::var_os(var::TACKLEBOX_SECRETS).filter(|path| !path.is_empty()).map(PathBuf::from);
        let Some(path) = path else { return Ok(Secrets::default()) };
        let text = std::fs::read(&path).map_err(|error| HookError::file(&path, error))?;
        serde_json::from_slice(&text).map_err(|error| HookError::file(&path, error))
    }

    /// A setting as text; `None` when it is not set, or empty.
    pub fn text(&self, key: &str) -> Option<String> {
        std::env::var(key).ok().filter(|value| !value.is_empty())
    }

    /// A setting that is on or off.
    pub fn switch(&self, key: &str, default: bool) -> Result<bool, ContextError> {
        match self.text(key).map(|value| value.to_ascii_lowercase()).as_deref() {
            None => Ok(default),
            Some("true" | "1" | "yes" | "on") => Ok(true),
            Some("false" | "0" | "no" | "off") => Ok(false),
            Some(value) => {
                Err(ContextError::Value { key: key.to_owned(), value: value.to_owned(), expected: "true or false" })
            }
        }
    }

    /// A setting that is a number.
    pub fn number(&self, key: &str, default: f64) -> Result<f64, ContextError> {
        match self.text(key) {
            None => Ok(default),
            Some(value) => match value.trim().parse::<f64>() {
                Ok(number) if number.is_finite() && number >= 0.0 => Ok(number),
                _ => Err(ContextError::Value { key: key.to_owned(), value, expected: "a number, not negative" }),
            },
        }
    }

    /// A setting in seconds.
    pub fn seconds(&self, key: &str, default: f64) -> Result<Duration, ContextError> {
        // A year is as good as never, and can be added to the present.
        self.number(key, default).map(|number| Duration::from_secs_f64(number.min(31_536_000.0)))
    }

    /// A setting that is a list of texts, written as JSON.
    pub fn list(&self, key: &str) -> Result<Vec<String>, ContextError> {
        let Some(value) = self.text(key) else { return Ok(Vec::new()) };
        serde_json::from_str(&value).map_err(|_| ContextError::Value {
            key: key.to_owned(),
            value,
            expected: "a JSON list of texts",
        })
    }

    /// How long this hook may run; it should end a little earlier by itself, so that it can say
    /// why.
    pub fn timeout(&self) -> Result<Duration, ContextError> {
        self.seconds(var::TIMEOUT, 60.0).map(|limit| limit.mul_f64(0.95))
    }

    /// Does `work`, as long as this hook may run and is not asked to end; `setting` is named when
    /// its time was too short.
    pub async fn within<T>(
        &self,
        setting: &str,
        work: impl Future<Output = Result<T, HookError>>,
    ) -> Result<T, HookError> {
        let limit = self.timeout()?;
        tokio::select! {
            done = tokio::time::timeout(limit, work) => {
                done.unwrap_or_else(|_| Err(HookError(format!("it was not done after {:.0} s; {setting} sets the limit", limit.as_secs_f32()))))
            }
            () = self.terminated() => Err(HookError::new("it was stopped before it was done")),
        }
    }

    /// Whether the hook has been asked to end.
    pub fn is_asked_to_end(&self) -> bool {
        *self.terminate.borrow()
    }

    /// Waits until the hook is asked to end.
    pub async fn terminated(&self) {
        // That the sender is gone after it has said so is no other answer.
        let _ = self.terminate.clone().wait_for(|asked| *asked).await;
    }
}

fn required(key: &'static str) -> Result<String, ContextError> {
    std::env::var(key).ok().filter(|value| !value.is_empty()).ok_or(ContextError::Missing(key))
}

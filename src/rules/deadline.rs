//! Times that may never come, to wait for beside other things.

use tokio::time::Instant;

/// Waits until `deadline`, which may be of this runtime or of the standard library; without one,
/// for ever. To be used in `tokio::select!`.
pub async fn until(deadline: Option<impl Into<Instant>>) {
    match deadline {
        Some(deadline) => tokio::time::sleep_until(deadline.into()).await,
        None => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use futures_util::FutureExt;

    use super::*;

    #[tokio::test]
    async fn a_deadline_comes_and_none_does_not() {
        until(Some(Instant::now())).await;
        until(Some(std::time::Instant::now() + Duration::from_millis(1))).await;
        assert!(until(Some(Instant::now() + Duration::from_secs(3600))).now_or_never().is_none());
        assert!(until(None::<Instant>).now_or_never().is_none());
    }
}

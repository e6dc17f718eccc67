//! How many browsers there may be, and who gets the next one. A browser holds its slot from before
//! it is started until its last process has ended, so the count is right by construction.
//!
//! Those who wait are served in rounds: one of each client, then the next of each. So a client with
//! a thousand waiters delays another by one browser at most.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use parking_lot::Mutex;
use tokio::sync::oneshot;

/// All slots.
#[derive(Debug, Clone)]
pub struct Slots(Arc<Mutex<Inner>>);

#[derive(Debug)]
struct Inner {
    free: usize,
    next_number: u64,
    /// By client, in the order of their turns.
    queues: VecDeque<Queue>,
}

#[derive(Debug)]
struct Queue {
    client: String,
    waiters: VecDeque<(u64, oneshot::Sender<Slot>)>,
}

/// The right to have one browser. It returns when it is dropped.
#[derive(Debug)]
pub struct Slot(Slots);

/// A place in the queue. When it is dropped, the place is gone.
#[derive(Debug)]
pub struct Waiter {
    slots: Slots,
    number: u64,
    granted: oneshot::Receiver<Slot>,
}

impl Slots {
    pub fn new(count: usize) -> Self {
        Slots(Arc::new(Mutex::new(Inner { free: count, next_number: 0, queues: VecDeque::new() })))
    }

    /// A slot, if one is free and nobody waits for one.
    pub fn try_take(&self) -> Option<Slot> {
        let mut inner = self.0.lock();
        if inner.free == 0 {
            return None;
        }
        inner.free -= 1;
        Some(Slot(self.clone()))
    }

    /// Waits in the name of a client.
    pub fn wait(&self, client: &str) -> Waiter {
        let (grant, granted) = oneshot::channel();
        let mut inner = self.0.lock();
        let number = inner.next_number;
        inner.next_number += 1;
        if inner.free > 0 {
            inner.free -= 1;
            // The receiver is at hand.
            let _ = grant.send(Slot(self.clone()));
        } else {
            match inner.queues.iter_mut().find(|queue| queue.client == client) {
                Some(queue) => queue.waiters.push_back((number, grant)),
                None => inner
                    .queues
                    .push_back(Queue { client: client.to_owned(), waiters: VecDeque::from([(number, grant)]) }),
            }
        }
        Waiter { slots: self.clone(), number, granted }
    }

    /// How many wait.
    pub fn waiting(&self) -> usize {
        self.0.lock().queues.iter().map(|queue| queue.waiters.len()).sum()
    }

    /// How many slots are free.
    pub fn free(&self) -> usize {
        self.0.lock().free
    }
}

impl Inner {
    /// The next whose turn it is.
    fn next(&mut self) -> Option<oneshot::Sender<Slot>> {
        let mut queue = self.queues.pop_front()?;
        let next = queue.waiters.pop_front();
        if !queue.waiters.is_empty() {
            self.queues.push_back(queue);
        }
        next.map(|(_, grant)| grant)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut inner = self.0.0.lock();
        let Some(grant) = inner.next() else {
            inner.free += 1;
            return;
        };
        drop(inner);
        // One that does not wait any more drops the slot, which comes here again.
        let _ = grant.send(Slot(self.0.clone()));
    }
}

impl Future for Waiter {
    type Output = Slot;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Slot> {
        match Pin::new(&mut self.granted).poll(context) {
            Poll::Ready(Ok(slot)) => Poll::Ready(slot),
            // The other end goes only with this one.
            Poll::Ready(Err(_)) | Poll::Pending => Poll::Pending,
        }
    }
}

impl Drop for Waiter {
    fn drop(&mut self) {
        let mut inner = self.slots.0.lock();
        for queue in &mut inner.queues {
            queue.waiters.retain(|(number, _)| *number != self.number);
        }
        inner.queues.retain(|queue| !queue.waiters.is_empty());
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[test]
    fn a_client_with_many_waiters_delays_another_by_one() {
        let slots = Slots::new(1);
        let held = slots.try_take().unwrap();
        let mut many: Vec<Waiter> = (0..1000).map(|_| slots.wait("many")).collect();
        let mut one = slots.wait("one");
        assert_eq!((slots.waiting(), slots.try_take().is_none()), (1001, true));
        drop(held);
        let first = (&mut many[0]).now_or_never().expect("the first that came");
        assert!((&mut one).now_or_never().is_none());
        drop(first);
        let second = one.now_or_never().expect("the other client's turn");
        drop(second);
        assert!((&mut many[1]).now_or_never().is_some());
    }

    #[test]
    fn who_does_not_wait_any_more_gets_nothing() {
        let slots = Slots::new(1);
        let held = slots.try_take().unwrap();
        let (first, mut second) = (slots.wait("a"), slots.wait("b"));
        drop(first);
        assert_eq!(slots.waiting(), 1);
        drop(held);
        assert!((&mut second).now_or_never().is_some());
        // Granted, and then not waited for: the slot is free again.
        let held = slots.try_take().unwrap();
        let third = slots.wait("c");
        drop(held);
        drop(third);
        assert_eq!((slots.free(), slots.waiting()), (1, 0));
    }
}

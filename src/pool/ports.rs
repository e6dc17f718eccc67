//! Ports of leases: numbers that clients can be given which know no paths.
//!
//! A port that a lease had is not given to another for a while, as an old client may still dial it.

use std::collections::VecDeque;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::time::Duration;

use parking_lot::Mutex;
use tokio::time::Instant;

/// How long a port rests after its lease.
const REST: Duration = Duration::from_secs(30);

/// How many numbers are tried.
const RANGE: u16 = 4000;

/// The ports of a pool's leases.
#[derive(Debug)]
pub struct Ports {
    first: u16,
    resting: Mutex<VecDeque<(u16, Instant)>>,
}

impl Ports {
    /// Ports are counted from `first` on.
    pub fn new(first: u16) -> Self {
        Ports { first, resting: Mutex::default() }
    }

    /// Listens on the first port that is free and does not rest, on loopback alone.
    pub fn open(&self) -> io::Result<TcpListener> {
        let resting: Vec<u16> = {
            let mut resting = self.resting.lock();
            while resting.front().is_some_and(|(_, since)| since.elapsed() >= REST) {
                resting.pop_front();
            }
            resting.iter().map(|(port, _)| *port).collect()
        };
        let mut last = io::Error::from(io::ErrorKind::AddrInUse);
        for port in (self.first..=u16::MAX).take(usize::from(RANGE)).filter(|port| !resting.contains(port)) {
            match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
                Ok(listener) => return Ok(listener),
                Err(error) if matches!(error.kind(), io::ErrorKind::AddrInUse | io::ErrorKind::PermissionDenied) => {
                    last = error;
                }
                Err(error) => return Err(error),
            }
        }
        Err(last)
    }

    /// The lease of this port has ended.
    pub fn rest(&self, port: u16) {
        self.resting.lock().push_back((port, Instant::now()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_rests_after_its_lease() {
        let first = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let ports = Ports::new(first.min(60_000));
        let one = ports.open().unwrap().local_addr().unwrap().port();
        ports.rest(one);
        assert_ne!(ports.open().unwrap().local_addr().unwrap().port(), one);
    }
}

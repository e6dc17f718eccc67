//! The proxy: a name comes in, its addresses are judged, and the connection goes to one that was.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::select_ok;
use nix::libc;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream, lookup_host};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use super::journal::{Failed, Journal};
use super::socks::{Destination, Reply, read_request, reply};
use crate::browser::navigation::NavigationOutcome;
use crate::process::open_files;

/// How long a client may take to say what it wants.
const GREETING: Duration = Duration::from_secs(10);

/// How long a name may take to be resolved.
const RESOLVING: Duration = Duration::from_secs(20);

/// How long a connection may take.
const CONNECTING: Duration = Duration::from_secs(30);

/// After this time without an answer the next address of the same name is tried beside it (RFC
/// 8305).
const NEXT_ADDRESS: Duration = Duration::from_millis(250);

/// How many connections there may be at a time, if that many files may be open; the rest wait. A
/// page may try to open any number.
const MOST_CONNECTIONS: u64 = 1000;

/// Descriptors that are left for everything else in this process: the browser's pipe, those who ask
/// for its windows, what the resolver reads.
const OTHER_DESCRIPTORS: u64 = 100;

/// So many of these may be taken by what is tried beside something else, all connections together:
/// the further addresses of a name.
const TRIED_BESIDE: usize = 50;

/// How many connections there may be at a time where `limit` files may be open: each has two ends.
/// One can always be tried.
fn seats(limit: u64) -> usize {
    (limit.saturating_sub(OTHER_DESCRIPTORS) / 2).clamp(1, MOST_CONNECTIONS) as usize
}

/// Finds the addresses of a host.
pub trait Resolver: Send + Sync + 'static {
    fn resolve(&self, host: &str) -> impl Future<Output = io::Result<Vec<IpAddr>>> + Send;
}

/// By the system's own means (getaddrinfo(3)), which also understand `0x7f.1`.
#[derive(Debug)]
pub struct SystemResolver;

impl Resolver for SystemResolver {
    async fn resolve(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        Ok(lookup_host((host, 0)).await?.map(|address| address.ip()).collect())
    }
}

/// What kind of address it is, when connections to it are refused.
pub type Policy = fn(IpAddr) -> Option<&'static str>;

/// A running proxy; it ends when this is dropped.
#[derive(Debug)]
pub struct EgressProxy {
    port: u16,
    task: JoinHandle<()>,
}

impl EgressProxy {
    /// Listens on a port of its own on loopback. How many connections it has at a time follows from
    /// how many files may be open now.
    pub async fn start(resolver: Arc<impl Resolver>, policy: Policy, journal: &Path) -> io::Result<Self> {
        let journal = Arc::new(Journal::create(journal)?);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = listener.local_addr()?.port();
        let seats = seats(open_files());
        let room = Arc::new(Semaphore::new(seats));
        let far_ends = Arc::new(Semaphore::new(seats + TRIED_BESIDE));
        let task = tokio::spawn(async move {
            loop {
                let Ok(seat) = room.clone().acquire_owned().await else { return };
                match listener.accept().await {
                    Ok((client, _)) => {
                        let (resolver, journal, far_ends) = (resolver.clone(), journal.clone(), far_ends.clone());
                        tokio::spawn(async move {
                            // Either side may break off at any time; the other sees it.
                            let _ = serve(client, &*resolver, policy, &journal, &far_ends).await;
                            drop(seat);
                        });
                    }
                    // Out of descriptors, most likely; some connection will end.
                    Err(_) => sleep(Duration::from_millis(50)).await,
                }
            }
        });
        Ok(EgressProxy { port, task })
    }

    /// The port on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// As other programs want it; `h` says that names are resolved here.
    pub fn url(&self) -> String {
        format!("socks5h://127.0.0.1:{}", self.port)
    }
}

impl Drop for EgressProxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// `far_ends` has a permit for each descriptor that may be open towards the other side: one is held
/// while a name is resolved, and for each connection.
async fn serve(
    mut client: TcpStream,
    resolver: &impl Resolver,
    policy: Policy,
    journal: &Journal,
    far_ends: &Semaphore,
) -> io::Result<()> {
    client.set_nodelay(true)?;
    let destination = timeout(GREETING, read_request(&mut client)).await??;
    let end = far_ends.acquire().await.map_err(io::Error::other)?;
    let found = match timeout(RESOLVING, find(&destination.host, resolver, policy)).await {
        Ok(found) => found,
        Err(_) => Err(Obstacle::NoAddress(format!("no answer within {} s", RESOLVING.as_secs()))),
    };
    drop(end);
    let connected = match found {
        Ok(addresses) => connect(addresses, destination.port, far_ends).await,
        Err(obstacle) => Err(obstacle),
    };
    match connected {
        Ok((mut server, _end)) => {
            server.set_nodelay(true)?;
            reply(&mut client, Reply::Succeeded).await?;
            copy_bidirectional(&mut client, &mut server).await.map(|_| ())
        }
        Err(obstacle) => {
            // Before the client gets the answer, as it may read the journal at once.
            journal.write(obstacle.as_failed(&destination));
            reply(&mut client, obstacle.reply()).await
        }
    }
}

/// Why there is no connection.
#[derive(Debug)]
enum Obstacle {
    NotPublic(IpAddr, &'static str),
    NoAddress(String),
    Unreachable(io::Error),
    /// No fault of the server: this process, or the machine, has no descriptor left.
    NoDescriptor(io::Error),
    TooSlow,
}

/// Whether no more files can be open, in this process or on this machine.
fn is_out_of_descriptors(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(libc::EMFILE | libc::ENFILE))
}

/// The addresses of a host, all of which may be connected to. One that may not makes the host
/// suspicious, so that none is used.
async fn find(host: &str, resolver: &impl Resolver, policy: Policy) -> Result<Vec<IpAddr>, Obstacle> {
    let host = host.trim_matches(['[', ']']);
    let addresses = match host.parse() {
        Ok(address) => vec![address],
        Err(_) => resolver.resolve(host).await.map_err(Obstacle::of_resolving)?,
    };
    if addresses.is_empty() {
        return Err(Obstacle::NoAddress("the answer was empty".into()));
    }
    match addresses.iter().find_map(|address| Some((*address, policy(*address)?))) {
        Some((address, kind)) => Err(Obstacle::NotPublic(address, kind)),
        None => Ok(addresses),
    }
}

async fn connect(
    addresses: Vec<IpAddr>,
    port: u16,
    far_ends: &Semaphore,
) -> Result<(TcpStream, SemaphorePermit<'_>), Obstacle> {
    let attempts = addresses.into_iter().zip(0..).map(|(address, number)| {
        Box::pin(async move {
            sleep(NEXT_ADDRESS * number).await;
            let end = far_ends.acquire().await.map_err(io::Error::other)?;
            Ok((TcpStream::connect(SocketAddr::new(address, port)).await?, end))
        })
    });
    match timeout(CONNECTING, select_ok(attempts)).await {
        Ok(Ok((connected, _others))) => Ok(connected),
        Ok(Err(error)) => Err(Obstacle::of_connecting(error)),
        Err(_) => Err(Obstacle::TooSlow),
    }
}

impl Obstacle {
    fn of_resolving(error: io::Error) -> Self {
        if is_out_of_descriptors(&error) {
            Obstacle::NoDescriptor(error)
        } else {
            Obstacle::NoAddress(error.to_string())
        }
    }

    fn of_connecting(error: io::Error) -> Self {
        if is_out_of_descriptors(&error) { Obstacle::NoDescriptor(error) } else { Obstacle::Unreachable(error) }
    }

    fn reply(&self) -> Reply {
        match self {
            Obstacle::NotPublic(..) => Reply::NotAllowed,
            Obstacle::Unreachable(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
                Reply::ConnectionRefused
            }
            Obstacle::NoDescriptor(_) => Reply::GeneralFailure,
            Obstacle::NoAddress(_) | Obstacle::Unreachable(_) | Obstacle::TooSlow => Reply::HostUnreachable,
        }
    }

    fn as_failed(&self, destination: &Destination) -> Failed {
        let Destination { host, port } = destination;
        let (outcome, reason) = match self {
            Obstacle::NotPublic(address, kind) => {
                let is_literal = host.trim_matches(['[', ']']).parse() == Ok(*address);
                let what = if is_literal { host.clone() } else { format!("{host} is {address}") };
                (NavigationOutcome::Blocked, format!("refused by NO_PRIVATE_NETWORKS: {what} ({kind})"))
            }
            Obstacle::NoAddress(why) => {
                (NavigationOutcome::Dns, format!("the host's name has no address ({host}: {why})"))
            }
            Obstacle::Unreachable(error) => {
                (NavigationOutcome::Connection, format!("the server could not be reached ({host}:{port}: {error})"))
            }
            // Other connections end, so it is as good a reason to try the page again.
            Obstacle::NoDescriptor(error) => {
                let why = "too many open files; raise `ulimit -n`";
                (NavigationOutcome::Connection, format!("{why} ({host}:{port}: {error})"))
            }
            Obstacle::TooSlow => (
                NavigationOutcome::Timeout,
                format!("the server did not answer in time ({host}:{port}, {} s)", CONNECTING.as_secs()),
            ),
        };
        Failed { host: host.trim_matches(['[', ']']).to_owned(), port: *port, outcome, reason }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::sync::Mutex;

    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpSocket;

    use super::*;
    use crate::browser::egress::address::why_not_public;
    use crate::browser::egress::{JOURNAL_FILE, why};

    /// Answers from a list, one after another; the last for ever.
    struct Answers(Mutex<VecDeque<Vec<IpAddr>>>);

    impl Answers {
        fn new(answers: &[&[&str]]) -> Arc<Self> {
            let parsed = answers.iter().map(|one| one.iter().map(|address| address.parse().unwrap()).collect());
            Arc::new(Answers(Mutex::new(parsed.collect())))
        }
    }

    impl Resolver for Answers {
        async fn resolve(&self, _: &str) -> io::Result<Vec<IpAddr>> {
            let mut answers = self.0.lock().unwrap();
            let next = if answers.len() > 1 { answers.pop_front() } else { answers.front().cloned() };
            Ok(next.unwrap_or_default())
        }
    }

    /// For a test this one is public: it can be listened on.
    const PUBLIC: &str = "127.0.0.2";

    fn all_but_one(address: IpAddr) -> Option<&'static str> {
        if address.to_string() == PUBLIC { None } else { why_not_public(address) }
    }

    /// A server that says who it is.
    async fn server(address: &str, port: u16, words: &'static str) -> u16 {
        let listener = TcpListener::bind((address, port)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                stream.write_all(words.as_bytes()).await.unwrap();
            }
        });
        port
    }

    /// Asks the proxy for a connection: its reply, and what the server said.
    async fn ask(guard: &EgressProxy, request: &[u8], port: u16) -> (u8, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", guard.port())).await.unwrap();
        stream.write_all(&[5, 1, 0]).await.unwrap();
        stream.write_all(&[&[5, 1, 0], request, &port.to_be_bytes()].concat()).await.unwrap();
        let mut head = [0; 12];
        stream.read_exact(&mut head).await.unwrap();
        assert_eq!((head[0], head[1], head[2]), (5, 0, 5));
        let mut words = [0; 6];
        let count = stream.read(&mut words).await.unwrap();
        (head[3], String::from_utf8_lossy(&words[..count]).into_owned())
    }

    async fn ask_name(guard: &EgressProxy, name: &str, port: u16) -> (u8, String) {
        ask(guard, &[&[3, name.len() as u8], name.as_bytes()].concat(), port).await
    }

    #[tokio::test]
    async fn a_name_that_becomes_private_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let port = server(PUBLIC, 0, "public").await;
        server("127.0.0.1", port, "secret").await;
        let resolver = Answers::new(&[&[PUBLIC], &["127.0.0.1"]]);
        let guard = EgressProxy::start(resolver, all_but_one, &dir.path().join(JOURNAL_FILE)).await.unwrap();
        // It is resolved once and connected to what it was then, however it would be resolved a
        // moment later.
        assert_eq!(ask_name(&guard, "rebind.example", port).await, (0, "public".into()));
        assert_eq!(ask_name(&guard, "rebind.example", port).await, (2, String::new()));
        let failed = why(dir.path(), &format!("http://rebind.example:{port}/")).unwrap();
        assert_eq!(failed.reason, "refused by NO_PRIVATE_NETWORKS: rebind.example is 127.0.0.1 (loopback)");
        assert_eq!(failed.outcome, NavigationOutcome::Blocked);
    }

    #[tokio::test]
    async fn one_private_address_among_public_ones_is_enough() {
        let dir = tempfile::tempdir().unwrap();
        let port = server(PUBLIC, 0, "public").await;
        let guard =
            EgressProxy::start(Answers::new(&[&[PUBLIC, "10.0.0.1"]]), all_but_one, &dir.path().join(JOURNAL_FILE))
                .await
                .unwrap();
        assert_eq!(ask_name(&guard, "mixed.example", port).await, (2, String::new()));
    }

    #[tokio::test]
    async fn an_address_that_does_not_answer_is_passed_over() {
        let dir = tempfile::tempdir().unwrap();
        let port = server("127.0.0.3", 0, "second").await;
        let guard =
            EgressProxy::start(Answers::new(&[&[PUBLIC, "127.0.0.3"]]), |_| None, &dir.path().join(JOURNAL_FILE))
                .await
                .unwrap();
        assert_eq!(ask_name(&guard, "two.example", port).await, (0, "second".into()));
        drop(guard);
    }

    #[tokio::test]
    async fn every_way_to_write_loopback_is_refused_and_others_are_told_apart() {
        let dir = tempfile::tempdir().unwrap();
        let port = server("127.0.0.1", 0, "secret").await;
        let guard =
            EgressProxy::start(Arc::new(SystemResolver), why_not_public, &dir.path().join(JOURNAL_FILE)).await.unwrap();
        for name in [
            "localhost",
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f.1",
            "017700000001",
            "0",
            "::1",
            "[::1]",
            "::ffff:127.0.0.1",
        ] {
            assert_eq!(ask_name(&guard, name, port).await, (2, String::new()), "{name}");
        }
        // Not every system knows this one; where it is known it is refused.
        assert_ne!(ask_name(&guard, "localhost.", port).await.0, 0);
        assert_eq!(ask(&guard, &[1, 127, 0, 0, 1], port).await, (2, String::new()));
        assert_eq!(ask(&guard, &[&[4][..], &[0; 15], &[1]].concat(), port).await, (2, String::new()));
        assert_eq!(ask_name(&guard, "no-such-host.invalid", port).await.0, Reply::HostUnreachable as u8);
        assert_eq!(ask_name(&guard, "", port).await.0, Reply::HostUnreachable as u8);
        assert_eq!(
            why(dir.path(), &format!("http://no-such-host.invalid:{port}")).unwrap().outcome,
            NavigationOutcome::Dns
        );
        let nobody = { TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port() };
        let open = EgressProxy::start(Arc::new(SystemResolver), |_| None, &dir.path().join("open")).await.unwrap();
        assert_eq!(ask_name(&open, "127.0.0.1", nobody).await.0, Reply::ConnectionRefused as u8);
    }

    #[test]
    fn there_are_as_many_connections_as_descriptors_for_their_two_ends() {
        for (limit, expected) in
            [(0, 1), (64, 1), (256, 78), (1024, 462), (2100, 1000), (1 << 20, 1000), (u64::MAX, 1000)]
        {
            assert_eq!(seats(limit), expected, "{limit}");
        }
    }

    #[tokio::test]
    async fn an_address_is_tried_beside_another_only_with_a_descriptor_to_spare() {
        // No connection to this one is accepted, and one can wait.
        let full = TcpSocket::new_v4().unwrap();
        full.bind("127.0.0.4:0".parse().unwrap()).unwrap();
        let full = full.listen(0).unwrap();
        let port = full.local_addr().unwrap().port();
        let _waits = TcpStream::connect(full.local_addr().unwrap()).await.unwrap();
        server("127.0.0.5", port, "second").await;
        let addresses: Vec<IpAddr> = vec!["127.0.0.4".parse().unwrap(), "127.0.0.5".parse().unwrap()];
        let one = Semaphore::new(1);
        timeout(4 * NEXT_ADDRESS, connect(addresses.clone(), port, &one))
            .await
            .expect_err("the first has the only one");
        assert_eq!(one.available_permits(), 1);
        let two = Semaphore::new(2);
        let (stream, end) = connect(addresses, port, &two).await.unwrap();
        assert_eq!((stream.peer_addr().unwrap().ip().to_string().as_str(), two.available_permits()), ("127.0.0.5", 1));
        drop(end);
    }

    #[test]
    fn a_lack_of_descriptors_is_not_blamed_on_the_server() {
        let destination = Destination { host: "a.example".into(), port: 80 };
        for code in [libc::EMFILE, libc::ENFILE] {
            for obstacle in [Obstacle::of_connecting, Obstacle::of_resolving] {
                let failed = obstacle(io::Error::from_raw_os_error(code)).as_failed(&destination);
                assert!(failed.reason.starts_with("too many open files"), "{}", failed.reason);
                assert_eq!(failed.outcome, NavigationOutcome::Connection);
            }
        }
        let failed = Obstacle::of_connecting(io::Error::from_raw_os_error(libc::ENETUNREACH)).as_failed(&destination);
        assert!(failed.reason.starts_with("the server could not be reached (a.example:80: "), "{}", failed.reason);
    }

    #[tokio::test]
    async fn nonsense_ends_the_connection_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let guard =
            EgressProxy::start(Arc::new(SystemResolver), why_not_public, &dir.path().join(JOURNAL_FILE)).await.unwrap();
        for words in [
            &b"GET / HTTP/1.1\r\n\r\n"[..],
            &[5, 1, 2],
            &[5, 1, 0, 5, 2, 0, 1, 1, 1, 1, 1, 0, 80],
            &[5, 1, 0, 5, 1, 0, 9],
            &[5, 1, 0, 4, 1, 0, 1],
        ] {
            let mut stream = TcpStream::connect(("127.0.0.1", guard.port())).await.unwrap();
            stream.write_all(words).await.unwrap();
            let mut answer = Vec::new();
            // What it had not read makes the end of the connection a reset.
            let _ = timeout(Duration::from_secs(5), stream.read_to_end(&mut answer)).await.expect("it hangs up");
            assert_ne!(answer.get(3), Some(&0), "{words:?}");
        }
        assert_eq!(ask_name(&guard, "127.0.0.1", 1).await.0, 2);
    }
}

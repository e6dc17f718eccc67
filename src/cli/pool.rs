//! `tacklebox pool`: serves browsers.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;

use super::{Common, Failure, out};
use crate::browser::find::find;
use crate::model::timestamp::Timestamp;
use crate::pool::chrome::ChromeOptions;
use crate::pool::event::PoolEvent;
use crate::pool::ports::Ports;
use crate::pool::{Pool, PoolOptions};
use crate::process::{self, orphans, stop};
use crate::rules::exit::Exit;
use crate::server::api::{leases, pool_health, root_lease};
use crate::server::app::{Policy, guarded};
use crate::server::guard::Names;
use crate::server::listen;
use crate::server::token::Token;
use crate::stderr::stderr_line;

/// Lend browsers to other programs, over HTTP and the Chrome DevTools Protocol (CDP)
///
/// POST /browser lends a Chrome of its own for 30 s; its answer says where it is reached. docs/pool.md
/// has the rest.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where to listen
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8888")]
    listen: SocketAddr,
    /// Another host name under which the pool is reached; may be repeated
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,
    /// The address under which clients reach the pool through a proxy, as https://pool.example
    #[arg(long, value_name = "URL")]
    public_url: Option<url::Url>,
    /// A file with the token that clients must have; TACKLEBOX_TOKEN holds one itself
    #[arg(long, value_name = "FILE", env = "TACKLEBOX_TOKEN_FILE", hide_env_values = true)]
    token_file: Option<PathBuf>,
    /// Demand no token, wherever the pool listens: whoever reaches it can use its browsers
    #[arg(long, conflicts_with = "token_file")]
    no_token: bool,
    /// Browsers that are kept ready
    #[arg(long, value_name = "N", env = "NUM_WARM", default_value_t = 1, hide_env_values = true)]
    warm: usize,
    /// Browsers at most
    #[arg(long, value_name = "N", env = "MAX_INSTANCES", default_value_t = 15, hide_env_values = true)]
    max: usize,
    /// Seconds after which a browser ends that nobody leases, beyond those kept ready
    #[arg(long, value_name = "SECONDS", env = "IDLE_TIMEOUT", default_value_t = 300, hide_env_values = true)]
    idle_timeout: u64,
    /// How often, in seconds, the pool looks for such browsers
    #[arg(long, value_name = "SECONDS", env = "SCALE_DOWN_INTERVAL", default_value_t = 60, hide_env_values = true)]
    scale_down_interval: u64,
    /// How often, in seconds, the pool looks whether the browsers kept ready are alive
    #[arg(long, value_name = "SECONDS", env = "HEALTH_CHECK_INTERVAL", default_value_t = 2, hide_env_values = true)]
    health_check_interval: u64,
    /// How often a start is tried
    #[arg(long, value_name = "N", env = "MAX_STARTUP_ATTEMPTS", default_value_t = 3, hide_env_values = true)]
    startup_attempts: u32,
    /// The first port for leases, which listen on 127.0.0.1
    #[arg(long, value_name = "PORT", env = "DEBUGGING_PORT_START", default_value_t = 9222, hide_env_values = true)]
    first_port: u16,
    /// Where profiles are [default: /config/chromium_profiles where that exists, else in --data]
    #[arg(long, value_name = "DIR", env = "CHROMIUM_PROFILE_BASE_DIR", hide_env_values = true)]
    profiles: Option<PathBuf>,
    /// The Chrome to use [default: the first that is found]
    #[arg(long, value_name = "PATH", env = "CHROME_BINARY", hide_env_values = true)]
    chrome: Option<String>,
}

/// Where the container of the old pool had its profiles.
const OLD_PROFILES: &str = "/config/chromium_profiles";

pub fn run(common: &Common, args: Args) -> Result<Exit, Failure> {
    let runtime = process::runtime().map_err(Failure::nothing)?;
    runtime.block_on(serve(common, args))
}

async fn serve(common: &Common, args: Args) -> Result<Exit, Failure> {
    let names = Names::new(args.allow_host.clone(), args.public_url.as_ref())
        .map_err(|error| Failure::usage(format!("--public-url: {error}")))?;
    let found = find(args.chrome.as_deref(), &std::env::var_os("PATH").unwrap_or_default())
        .ok_or_else(|| Failure::nothing("there is no Chrome here; install one, or name one with --chrome"))?;
    // Chrome's own processes fall to the pool when their parent is killed.
    orphans::become_reaper().map_err(Failure::nothing)?;
    process::raise_open_files();
    let mut stop = stop::listen().map_err(Failure::nothing)?;
    let options = PoolOptions {
        directory: profiles(common, args.profiles.as_deref()),
        chrome: ChromeOptions {
            program: found,
            sandbox: true,
            launch_limit: Duration::from_secs(60),
            patience: Duration::from_secs(10),
        },
        warm: args.warm,
        most: args.max.max(1),
        idle: Duration::from_secs(args.idle_timeout),
        scale_down: Duration::from_secs(args.scale_down_interval.max(1)),
        health_check: Duration::from_secs(args.health_check_interval.max(1)),
        attempts: args.startup_attempts.max(1),
    };
    let directory = options.directory.display().to_string();
    let pool = Pool::new(options).map_err(|error| Failure::nothing(format!("{directory}: {error}")))?;
    let listener = tokio::net::TcpListener::bind(args.listen)
        .await
        .map_err(|error| Failure::nothing(format!("{}: {error}", args.listen)))?;
    let address = listener.local_addr().map_err(Failure::nothing)?;
    let token = token(&args, address)?;
    // Who has no token must not get in by a port that asks for none.
    let ports = token.is_none().then(|| Arc::new(Ports::new(args.first_port)));
    let policy = Policy { names, token, takes_forms: Some(leases::takes_forms), is_open: Some(leases::is_open) };
    let routes = leases::router(pool.clone(), ports)
        .merge(root_lease::router(pool.clone()))
        .merge(pool_health::router(pool.clone()));
    let routes = guarded(routes, policy);
    let (end, ended) = watch::channel(false);
    let server = tokio::spawn(listen::serve(listener, routes, ended));
    stderr_line!("tacklebox: the browser pool answers at http://{address}");
    tokio::select! {
        _ = stop::escalation(&mut stop, None) => {}
        () = pool.keep_warm() => {}
        () = print_events(&pool, common.json) => {}
        () = orphans::reap_as_they_end() => {}
    }
    end.send_replace(true);
    pool.end().await;
    let _ = server.await;
    Ok(Exit::Good)
}

#[derive(Serialize)]
struct EventLine {
    at: Timestamp,
    #[serde(flatten)]
    event: PoolEvent,
}

/// Prints what happens as JSON lines, where that is asked for. It never returns: that they cannot be
/// printed any more is not the end of the pool.
async fn print_events(pool: &Pool, is_asked_for: bool) {
    if !is_asked_for {
        return std::future::pending().await;
    }
    let mut events = pool.events();
    loop {
        match events.recv().await {
            Ok(event) => {
                let line = EventLine { at: Timestamp::now(), event };
                let printed = serde_json::to_string(&line).map_err(Failure::nothing).and_then(|line| out::print(&line));
                if let Err(failure) = printed {
                    stderr_line!("warning: no more events are printed: {failure}");
                    break;
                }
            }
            Err(RecvError::Lagged(missed)) => stderr_line!("warning: {missed} events were not printed"),
            Err(RecvError::Closed) => break,
        }
    }
    std::future::pending().await
}

/// The token that clients must have: one that was given, or, where others than this machine reach the
/// pool, one that is made and printed.
fn token(args: &Args, address: SocketAddr) -> Result<Option<Token>, Failure> {
    let given = std::env::var("TACKLEBOX_TOKEN").ok().filter(|token| !token.is_empty());
    if args.no_token {
        if !address.ip().is_loopback() {
            stderr_line!("warning: no token is demanded; whoever reaches {address} can use its browsers");
        }
        return Ok(None);
    }
    match (given, &args.token_file) {
        (Some(token), _) => {
            Token::new(&token).map(Some).map_err(|error| Failure::usage(format!("TACKLEBOX_TOKEN: {error}")))
        }
        (None, Some(path)) => Token::read(path.clone()).map(Some).map_err(Failure::usage),
        (None, None) if address.ip().is_loopback() => Ok(None),
        (None, None) => {
            let (token, text) = Token::make().map_err(Failure::nothing)?;
            stderr_line!("tacklebox: clients need this token: {text}");
            Ok(Some(token))
        }
    }
}

fn profiles(common: &Common, given: Option<&Path>) -> PathBuf {
    let old = PathBuf::from(OLD_PROFILES);
    match given {
        Some(given) => given.to_owned(),
        None if old.is_dir() => old,
        None => common.data.join("pool"),
    }
}

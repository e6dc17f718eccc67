//! Connections: slow ones, many at a time, those that end early, and the end of the server.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::{Instant, timeout};

use super::{PATIENCE, Server, policy, rest, status};
use crate::server::listen::Limits;

#[tokio::test]
async fn a_slow_head_is_not_waited_for() {
    let limits = Limits { head: Duration::from_millis(300), ..Limits::default() };
    let server = Server::start(policy(), limits).await;
    let mut slow = server.connect().await;
    let begun = Instant::now();
    let (mut reader, mut writer) = slow.split();
    let trickle = async {
        for byte in b"GET /facts HTTP/1.1\r\nHost: localhost\r\nX: ".iter().chain(std::iter::repeat(&b'y')) {
            if writer.write_all(&[*byte]).await.is_err() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let mut bytes = Vec::new();
    tokio::select! {
        () = trickle => {}
        _ = reader.read_to_end(&mut bytes) => {}
    }
    let took = begun.elapsed();
    assert!(took >= limits.head && took < PATIENCE / 2, "{took:?}");
    assert_eq!(server.reached(), 0);
    // One that says nothing at all ends as well, and so does one that is idle after a request.
    let mut silent = server.connect().await;
    assert_eq!(status(&rest(&mut silent).await), 0);
    let mut idle = server.connect().await;
    idle.write_all(b"GET /facts HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    let answers = rest(&mut idle).await;
    assert_eq!((status(&answers), answers.matches("HTTP/1.1").count()), (200, 1), "{answers}");
}

#[tokio::test]
async fn requests_follow_each_other_on_one_connection() {
    let server = Server::plain().await;
    let mut stream = server.connect().await;
    let one = "GET /facts HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let last = "GET /facts HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    stream.write_all(format!("{one}{one}{last}").as_bytes()).await.unwrap();
    assert_eq!(rest(&mut stream).await.matches("HTTP/1.1 200").count(), 3);
    // What stands behind a body that two readers see end at different places is no request.
    let mut stream = server.connect().await;
    let smuggled = format!(
        "POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{last}"
    );
    stream.write_all(smuggled.as_bytes()).await.unwrap();
    let answers = rest(&mut stream).await;
    assert_eq!((status(&answers), answers.matches("HTTP/1.1").count(), server.reached()), (411, 1, 3), "{answers}");
}

#[tokio::test]
async fn a_body_is_bounded_in_length() {
    let server = Server::plain().await;
    let json = "Content-Type: application/json\r\n";
    let longest = format!("{{\"timeout\":1,\"x\":\"{}\"}}", "y".repeat((64 << 10) - 20));
    assert_eq!(longest.len(), 64 << 10);
    assert_eq!(status(&server.request("POST", "/json", json, &longest).await), 200);
    let long = format!("{longest} ");
    assert_eq!(status(&server.request("POST", "/json", json, &long).await), 413);
    // One that only says that it is long is not waited for, and not asked to come.
    let head = "POST /json HTTP/1.1\r\nHost: HOST\r\nExpect: 100-continue\r\nContent-Length: 999999999\r\n";
    let answer = server.ask(&format!("{head}{json}\r\n")).await;
    assert_eq!(status(&answer), 413, "{answer}");
    let mut asked = server.connect().await;
    let head =
        "POST /json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 2\r\n";
    asked.write_all(format!("{head}{json}\r\n").as_bytes()).await.unwrap();
    let mut buffer = [0; 256];
    let length = timeout(PATIENCE, asked.read(&mut buffer)).await.unwrap().unwrap();
    assert!(buffer[..length].starts_with(b"HTTP/1.1 100 "));
    asked.write_all(b"{}").await.unwrap();
    assert_eq!(status(&rest(&mut asked).await), 200);
}

#[tokio::test]
async fn who_hangs_up_is_served_no_longer() {
    let server = Server::plain().await;
    let waiting = b"GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n";
    // The end of the stream, and a reset.
    for is_reset in [false, true] {
        let mut client = server.connect().await;
        client.write_all(waiting).await.unwrap();
        server.is_running(1).await;
        if is_reset {
            socket2::SockRef::from(&client).set_linger(Some(Duration::ZERO)).unwrap();
        }
        drop(client);
        let took = server.is_running(0).await;
        assert!(took < Duration::from_millis(100), "{took:?}");
    }
}

#[tokio::test]
async fn more_connections_than_allowed_wait_their_turn() {
    let limits = Limits { connections: 2, ..Limits::default() };
    let server = Server::start(policy(), limits).await;
    let mut held = Vec::new();
    for count in 1..=2 {
        let mut client = server.connect().await;
        client.write_all(b"GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
        server.is_running(count).await;
        held.push(client);
    }
    let mut third = server.connect().await;
    third.write_all(b"GET /facts HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await.unwrap();
    let mut byte = [0];
    assert!(timeout(Duration::from_millis(200), third.read(&mut byte)).await.is_err(), "it is answered");
    held.pop();
    assert_eq!(status(&format!("H{}", rest(&mut third).await)), 200);
    // A WebSocket is no request any more, and counts elsewhere.
    let upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n";
    let mut sockets = Vec::new();
    for _ in 0..3 {
        let mut socket = server.connect().await;
        socket
            .write_all(format!("GET /socket HTTP/1.1\r\nHost: localhost\r\n{upgrade}\r\nearly").as_bytes())
            .await
            .unwrap();
        let answer = rest(&mut socket).await;
        assert_eq!(status(&answer), 101);
        // What came together with the head is not lost.
        assert!(answer.ends_with("\r\n\r\nearly!"), "{answer}");
        sockets.push(socket);
    }
}

#[tokio::test]
async fn a_server_ends_alone_and_in_time() {
    let limits = Limits { linger: Duration::from_millis(300), ..Limits::default() };
    let (ending, other) = (Server::start(policy(), limits).await, Server::plain().await);
    let mut idle = ending.connect().await;
    idle.write_all(b"GET /facts HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    let mut byte = [0];
    idle.read_exact(&mut byte).await.unwrap();
    let mut busy = ending.connect().await;
    busy.write_all(b"GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    ending.is_running(1).await;
    let begun = Instant::now();
    ending.stop.send_replace(true);
    rest(&mut idle).await;
    assert!(begun.elapsed() < limits.linger, "an idle connection ends at once");
    timeout(PATIENCE, ending.task).await.unwrap().unwrap();
    assert!(begun.elapsed() >= limits.linger, "requests may end for a moment");
    assert_eq!(rest(&mut busy).await, "");
    assert!(tokio::net::TcpStream::connect(ending.address).await.is_err());
    assert_eq!(status(&other.request("GET", "/facts", "", "").await), 200);
    // That nobody can stop it any more ends a server as well.
    drop(other.stop);
    timeout(PATIENCE, other.task).await.unwrap().unwrap();
}

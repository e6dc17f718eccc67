//! The part of SOCKS version 5 (RFC 1928) that a browser uses: no authentication, CONNECT, names
//! and addresses.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

const VERSION: u8 = 5;
const NO_AUTHENTICATION: u8 = 0;
const NO_ACCEPTABLE_METHOD: u8 = 0xff;
const CONNECT: u8 = 1;
const IPV4: u8 = 1;
const NAME: u8 = 3;
const IPV6: u8 = 4;

/// Where a client wants to be connected to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Destination {
    /// A name, or an address as text.
    pub host: String,
    pub port: u16,
}

/// The reply code for the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Reply {
    Succeeded = 0,
    GeneralFailure = 1,
    NotAllowed = 2,
    HostUnreachable = 4,
    ConnectionRefused = 5,
    CommandNotSupported = 7,
    AddressTypeNotSupported = 8,
}

/// Greets the client and reads its request; another version or method gets a refusal, and is an
/// error.
pub async fn read_request<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut S) -> io::Result<Destination> {
    if stream.read_u8().await? != VERSION {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut methods = vec![0; usize::from(stream.read_u8().await?)];
    stream.read_exact(&mut methods).await?;
    let method = if methods.contains(&NO_AUTHENTICATION) { NO_AUTHENTICATION } else { NO_ACCEPTABLE_METHOD };
    stream.write_all(&[VERSION, method]).await?;
    if method == NO_ACCEPTABLE_METHOD {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut head = [0; 4];
    stream.read_exact(&mut head).await?;
    let [version, command, _reserved, kind] = head;
    if version != VERSION {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let host = match kind {
        IPV4 => Ipv4Addr::from_bits(stream.read_u32().await?).to_string(),
        IPV6 => Ipv6Addr::from_bits(stream.read_u128().await?).to_string(),
        NAME => {
            let mut name = vec![0; usize::from(stream.read_u8().await?)];
            stream.read_exact(&mut name).await?;
            String::from_utf8(name).map_err(|_| io::ErrorKind::InvalidData)?
        }
        _ => {
            reply(stream, Reply::AddressTypeNotSupported).await?;
            return Err(io::ErrorKind::InvalidData.into());
        }
    };
    let port = stream.read_u16().await?;
    if command != CONNECT {
        reply(stream, Reply::CommandNotSupported).await?;
        return Err(io::ErrorKind::Unsupported.into());
    }
    Ok(Destination { host, port })
}

/// Answers the request. The bound address in the reply is zero, as no client uses it.
pub async fn reply<S: AsyncWrite + Unpin>(stream: &mut S, reply: Reply) -> io::Result<()> {
    stream.write_all(&[VERSION, reply as u8, 0, IPV4, 0, 0, 0, 0, 0, 0]).await
}

//! Which addresses are public. Pure.
//!
//! After the IANA registries of special-purpose addresses (RFC 6890;
//! <https://www.iana.org/assignments/iana-ipv4-special-registry/> and
//! <https://www.iana.org/assignments/iana-ipv6-special-registry/>). Of IPv6 only what is given out,
//! 2000::/3, can be public at all. Addresses that carry an IPv4 address are judged by that one.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What clouds answer their own machines at, beside 169.254.169.254: Azure's has a public look.
const AZURE_PLATFORM: Ipv4Addr = Ipv4Addr::new(168, 63, 129, 16);

/// What kind of address it is when it is not public; `None` for a public one.
pub fn why_not_public(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(address) => why_not_public_v4(address),
        IpAddr::V6(address) => why_not_public_v6(address),
    }
}

fn why_not_public_v4(address: Ipv4Addr) -> Option<&'static str> {
    Some(match address.octets() {
        [169, 254, 169, 254] => "cloud metadata",
        _ if address == AZURE_PLATFORM => "cloud metadata",
        [0, ..] => "unspecified",
        [127, ..] => "loopback",
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => "private",
        [100, 64..=127, ..] => "shared by a provider's customers",
        [169, 254, ..] => "link-local",
        [192, 0, 0, _] => "IETF protocols",
        [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _] => "documentation",
        [192, 88, 99, _] => "6to4 relay",
        [198, 18..=19, ..] => "benchmarking",
        [224..=239, ..] => "multicast",
        [255, 255, 255, 255] => "broadcast",
        [240..=255, ..] => "reserved",
        _ => return None,
    })
}

fn why_not_public_v6(address: Ipv6Addr) -> Option<&'static str> {
    // The IPv4 address in two of the eight groups.
    let inner = |high: u16, low: u16| why_not_public_v4(Ipv4Addr::from(u32::from(high) << 16 | u32::from(low)));
    Some(match address.segments() {
        [0, 0, 0, 0, 0, 0, 0, 0] => "unspecified",
        [0, 0, 0, 0, 0, 0, 0, 1] => "loopback",
        // IPv4-compatible, IPv4-mapped, IPv4-translated (RFC 2765), NAT64 (RFC 6052).
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low]
        | [0, 0, 0, 0, 0xffff, 0, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            return inner(high, low);
        }
        // RFC 8215: where in it the IPv4 address is, only that network knows.
        [0x64, 0xff9b, 1, ..] => "NAT64 of a local network",
        // 6to4 (RFC 3056).
        [0x2002, high, low, ..] => return inner(high, low),
        // Teredo (RFC 4380): its server, and the client with every bit turned over.
        [0x2001, 0, server_high, server_low, _, _, high, low] => {
            return inner(server_high, server_low).or_else(|| inner(!high, !low));
        }
        [0x2001, 0xdb8, ..] => "documentation",
        [0x2001, 2, 0, ..] => "benchmarking",
        [0x2001, 0..=0x1ff, ..] => "IETF protocols",
        [0x3fff, 0..=0xfff, ..] => "documentation",
        [0x2000..=0x3fff, ..] => return None,
        [0xfc00..=0xfdff, ..] => "private",
        [0xfe80..=0xfebf, ..] => "link-local",
        [0xfec0..=0xfeff, ..] => "site-local",
        [0xff00..=0xffff, ..] => "multicast",
        _ => "reserved",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kind(text: &str) -> Option<&'static str> {
        why_not_public(text.parse().unwrap_or_else(|_| panic!("{text}")))
    }

    #[test]
    fn the_registries() {
        for (addresses, expected) in [
            ("0.0.0.0 0.255.255.255 ::", Some("unspecified")),
            (
                "127.0.0.1 127.255.255.254 ::1 ::ffff:127.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: ::ffff:0:127.0.0.1",
                Some("loopback"),
            ),
            (
                "10.0.0.0 10.255.255.255 172.16.0.1 172.31.255.255 192.168.0.1 fc00::1 fdff::1 fd00:ec2::254 2002:c0a8:1::",
                Some("private"),
            ),
            ("100.64.0.0 100.127.255.255 100.100.100.200 ::ffff:100.64.0.1", Some("shared by a provider's customers")),
            ("169.254.0.1 169.254.255.255 fe80::1 febf::1", Some("link-local")),
            ("169.254.169.254 ::ffff:169.254.169.254 64:ff9b::a9fe:a9fe 168.63.129.16", Some("cloud metadata")),
            ("192.0.0.1 192.0.0.192 2001:1::1 2001:20::1", Some("IETF protocols")),
            ("192.0.2.1 198.51.100.7 203.0.113.255 2001:db8::1 3fff::1 3fff:fff::1", Some("documentation")),
            ("198.18.0.0 198.19.255.255 2001:2::1", Some("benchmarking")),
            ("224.0.0.1 239.255.255.255 ff02::1", Some("multicast")),
            ("255.255.255.255", Some("broadcast")),
            ("240.0.0.1 255.255.255.254 100::1 5f00::1 1::1 4000::1 fe00::1", Some("reserved")),
            ("fec0::1 feff::1", Some("site-local")),
            ("192.88.99.1", Some("6to4 relay")),
            ("64:ff9b:1::1", Some("NAT64 of a local network")),
            // A Teredo client at 192.168.0.1, and one whose server is at 10.0.0.1.
            ("2001:0:808:808:0:0:3f57:fffe 2001:0:a00:1:0:0:f7f7:f7f7", Some("private")),
            (
                "1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 128.0.0.1 169.253.0.1 172.15.0.1 172.32.0.1 192.167.0.1",
                None,
            ),
            ("192.0.1.1 198.17.0.1 198.20.0.1 223.255.255.255", None),
            (
                "2606:4700::1111 2a00:1450::1 2001:4860::8888 2001:200::1 3fff:1000::1 ::ffff:8.8.8.8 64:ff9b::808:808 2002:808:808::",
                None,
            ),
            ("2001:0:808:808:0:0:f7f7:f7f7", None),
        ] {
            for address in addresses.split(' ') {
                assert_eq!(kind(address), expected, "{address}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_ipv4_address_gets_by_in_the_clothes_of_ipv6(bits in any::<u32>(), rest in any::<u64>()) {
            let v4 = Ipv4Addr::from(bits);
            let (high, low) = ((bits >> 16) as u16, bits as u16);
            let (a, b) = ((rest >> 16) as u16, rest as u16);
            let expected = why_not_public(v4.into());
            for v6 in [
                v4.to_ipv6_mapped(),
                Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, high, low),
                Ipv6Addr::new(0x2002, high, low, a, b, a, b, a),
                Ipv6Addr::new(0x2001, 0, 0x808, 0x808, a, b, !high, !low),
            ] {
                prop_assert_eq!(why_not_public(v6.into()), expected, "{}", v6);
            }
        }

        #[test]
        fn what_the_standard_library_calls_private_is_not_public(bits in any::<u32>(), more in any::<u128>()) {
            let v4 = Ipv4Addr::from(bits);
            if v4.is_private() || v4.is_loopback() || v4.is_link_local() || v4.is_multicast() || v4.is_broadcast() || v4.is_documentation() {
                prop_assert!(why_not_public(v4.into()).is_some(), "{}", v4);
            }
            let v6 = Ipv6Addr::from(more);
            if v6.is_loopback() || v6.is_multicast() || v6.is_unique_local() || v6.is_unicast_link_local() || v6.is_unspecified() {
                prop_assert!(why_not_public(v6.into()).is_some(), "{}", v6);
            }
        }
    }
}

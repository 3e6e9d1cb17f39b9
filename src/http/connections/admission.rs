//! How many connections may be open, in all and from one address.

use std::net::IpAddr;
use std::num::NonZeroUsize;
use std::sync::Arc;

use ipnet::IpNet;
use metrics::gauge;

use crate::config::Config;
use crate::http::places::{Full, Place, Places};
use crate::origin::limit_key;

/// Files that are kept for the database, receivers of messages and the program itself.
const FILES_OF_OUR_OWN: u64 = 512;
/// Where the system would allow more: an idle connection takes some 10 KiB.
const MOST_BY_DEFAULT: u64 = 16_384;

/// What all may send at once of bodies that are large: a few hundred of the largest.
const MOST_BODY_BYTES: usize = 24 << 20;

/// The caps.
#[derive(Clone, Debug)]
pub struct Caps {
    /// Open connections.
    pub total: usize,
    /// Of one address; of IPv6, of one network of 64 bits. This machine's own address is one too.
    pub per_address: usize,
    /// Bytes of bodies that are still arriving, beyond the first 8 KiB of each.
    pub body_bytes: usize,
    /// Proxies: their connections are of many clients, and count towards the total alone.
    pub trusted: Vec<IpNet>,
}

impl Caps {
    /// What the settings say, or else as many as files may be open.
    pub fn new(config: &Config, open_files: u64) -> Self {
        let by_files = open_files.saturating_sub(FILES_OF_OUR_OWN).max(open_files / 2);
        let by_files = usize::try_from(by_files.min(MOST_BY_DEFAULT)).unwrap_or(usize::MAX);
        Self {
            total: config.max_connections.map_or(by_files, NonZeroUsize::get),
            per_address: config.max_connections_per_address.get(),
            body_bytes: MOST_BODY_BYTES,
            trusted: config.trusted_proxies.clone(),
        }
    }

    /// Open files that so many connections need.
    pub fn files(&self) -> u64 {
        self.total as u64 + FILES_OF_OUR_OWN
    }
}

/// Lets connections in.
pub(super) struct Admission {
    places: Arc<Places>,
    trusted: Vec<IpNet>,
}

impl Admission {
    pub(super) fn new(caps: Caps) -> Self {
        let open = gauge!("codebell_connections_open");
        Self { places: Places::new(caps.total, caps.per_address, open), trusted: caps.trusted }
    }

    /// A place for a connection; where there is none, which cap is reached and what raises it.
    pub(super) fn admit(&self, peer: IpAddr) -> Result<Place, (&'static str, &'static str)> {
        let peer = peer.to_canonical();
        let is_proxy = self.trusted.iter().any(|network| network.contains(&peer));
        self.places.take((!is_proxy).then(|| limit_key(peer))).map_err(|full| match full {
            Full::All => (
                "total",
                "all connections are taken; CODEBELL_MAX_CONNECTIONS says how many there are",
            ),
            Full::Address => (
                "address",
                "an address has all connections that one may have; if it is a proxy's, name it in \
                 CODEBELL_TRUSTED_PROXIES, else see CODEBELL_MAX_CONNECTIONS_PER_ADDRESS",
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admission(total: usize) -> Admission {
        let trusted = vec!["10.0.0.0/8".parse().expect("a network")];
        Admission::new(Caps { total, per_address: 1, body_bytes: 0, trusted })
    }

    fn admit(admission: &Admission, peer: &str) -> Result<Place, &'static str> {
        admission.admit(peer.parse().expect("an address")).map_err(|(cap, _)| cap)
    }

    #[test]
    fn whoever_has_an_ipv6_network_has_one_share() {
        let admission = admission(4);
        let _one = admit(&admission, "2001:db8::1").expect("admitted");
        assert_eq!(admit(&admission, "2001:db8::2").err(), Some("address"));
        assert!(admit(&admission, "2001:db8:0:1::1").is_ok());
    }

    #[test]
    fn an_ipv4_address_is_the_same_in_ipv6() {
        let admission = admission(4);
        let _one = admit(&admission, "192.0.2.1").expect("admitted");
        assert_eq!(admit(&admission, "::ffff:192.0.2.1").err(), Some("address"));
    }

    #[test]
    fn a_trusted_proxy_counts_towards_the_total_alone() {
        let admission = admission(3);
        let _kept = [(); 3].map(|()| admit(&admission, "10.0.0.2").expect("admitted"));
        assert_eq!(admit(&admission, "10.0.0.2").err(), Some("total"));
        assert_eq!(admit(&admission, "192.0.2.1").err(), Some("total"));
    }
}

//! Which addresses requests of ours may go to, and the one HTTP client that keeps to it.
//!
//! A name is resolved once, all that it resolves to is checked, and what was checked is connected
//! to: a name that means something else a moment later changes nothing.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use ipnet::IpNet;
use reqwest::Client;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use url::{Host, Url};

use crate::config::Config;
use crate::error::BoxError;
use crate::sentence::Sentence;

/// Networks that are not the public internet, in the parts of both families that are in use.
///
/// Source: IANA's registries of special-purpose IPv4 and IPv6 addresses. The metadata services of
/// clouds are within them, but for Azure's.
const SPECIAL: [&str; 19] = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "168.63.129.16/32",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/3",
    // Teredo, benchmarks, ORCHID and the like; documentation; 6to4.
    "2001::/23",
    "2001:db8::/32",
    "2002::/16",
    "3fff::/20",
];
/// The only part of IPv6 that is in use on the internet.
const GLOBAL_IPV6: &str = "2000::/3";
/// The prefix under which IPv6-only networks reach IPv4 addresses, which are its last 32 bits.
const NAT64: &str = "64:ff9b::/96";

/// How long a receiver may take for one request.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// How long it may take to connect to it.
const CONNECT: Duration = Duration::from_secs(5);

/// Why an address is not connected to.
#[derive(Debug)]
pub enum Refused {
    /// It is no web address.
    NotAWebAddress,
    /// The name means nothing.
    Unknown(String),
    /// It leads into a private network, or to this machine.
    Private(IpAddr),
}

impl Refused {
    /// The rule that the address breaks.
    pub fn said(&self) -> Sentence {
        match self {
            Self::NotAWebAddress => {
                say!("must be a web address that begins with https:// or http://")
            }
            Self::Unknown(host) => say!("names a host that can't be found: {host}", host),
            Self::Private(address) => say!(
                "leads to {address}, which is no public address; CODEBELL_ALLOW_PRIVATE_TARGETS can allow its network",
                address
            ),
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

impl std::error::Error for Refused {}

/// Which addresses may be connected to; clones share it.
#[derive(Clone)]
pub struct Egress {
    networks: Arc<Networks>,
    client: Client,
}

struct Networks {
    special: Vec<IpNet>,
    global_ipv6: IpNet,
    nat64: IpNet,
    allowed: Vec<IpNet>,
}

impl Egress {
    /// What the settings allow.
    ///
    /// # Errors
    /// When the system has no TLS to offer.
    pub fn new(config: &Config) -> Result<Self, BoxError> {
        let networks = Arc::new(Networks::new(&config.allow_private_targets)?);
        let client = Client::builder()
            .dns_resolver(Arc::new(Checked(networks.clone())))
            .redirect(Policy::none())
            .no_proxy()
            .timeout(PATIENCE)
            .connect_timeout(CONNECT)
            .pool_idle_timeout(Duration::from_secs(30))
            .user_agent(concat!("Codebell/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self { networks, client })
    }

    /// Checks a URL and all that its host resolves to now.
    pub async fn check(&self, url: &Url) -> Result<(), Refused> {
        self.check_host(url)?;
        if let Some(Host::Domain(name)) = url.host() {
            resolve(&self.networks, name).await?;
        }
        Ok(())
    }

    /// The client, for a URL whose scheme and, where it is an address, whose host are allowed. What
    /// a name resolves to is checked when it is connected to.
    pub fn client_for(&self, url: &Url) -> Result<&Client, Refused> {
        self.check_host(url)?;
        Ok(&self.client)
    }

    fn check_host(&self, url: &Url) -> Result<(), Refused> {
        if !["http", "https"].contains(&url.scheme()) {
            return Err(Refused::NotAWebAddress);
        }
        match url.host() {
            Some(Host::Ipv4(address)) => self.networks.check(address.into()),
            Some(Host::Ipv6(address)) => self.networks.check(address.into()),
            Some(Host::Domain(_)) => Ok(()),
            None => Err(Refused::NotAWebAddress),
        }
    }
}

impl Networks {
    fn new(allowed: &[IpNet]) -> Result<Self, BoxError> {
        let special = SPECIAL.iter().map(|network| network.parse());
        Ok(Self {
            special: special.collect::<Result<_, _>>()?,
            global_ipv6: GLOBAL_IPV6.parse()?,
            nat64: NAT64.parse()?,
            allowed: allowed.to_vec(),
        })
    }

    fn check(&self, address: IpAddr) -> Result<(), Refused> {
        match self.is_allowed(address) {
            true => Ok(()),
            false => Err(Refused::Private(address)),
        }
    }

    fn is_allowed(&self, address: IpAddr) -> bool {
        let meant = self.meant(address.to_canonical());
        self.allowed.iter().any(|network| network.contains(&meant))
            || (meant.is_ipv4() || self.global_ipv6.contains(&meant))
                && !self.special.iter().any(|network| network.contains(&meant))
    }

    /// The IPv4 address that a translated one stands for.
    fn meant(&self, address: IpAddr) -> IpAddr {
        match address {
            IpAddr::V6(translated) if self.nat64.contains(&address) => embedded(translated).into(),
            other => other,
        }
    }
}

fn embedded(address: Ipv6Addr) -> Ipv4Addr {
    let [.., a, b, c, d] = address.octets();
    Ipv4Addr::new(a, b, c, d)
}

/// What a name resolves to, if all of it may be connected to.
async fn resolve(networks: &Networks, name: &str) -> Result<Vec<SocketAddr>, Refused> {
    let found = tokio::time::timeout(PATIENCE, tokio::net::lookup_host((name, 0))).await;
    let found = match found {
        Ok(Ok(found)) => found.collect::<Vec<_>>(),
        _ => Vec::new(),
    };
    if found.is_empty() {
        return Err(Refused::Unknown(name.to_owned()));
    }
    for address in &found {
        networks.check(address.ip())?;
    }
    Ok(found)
}

/// Resolves names for the client, which connects to exactly what was checked here.
struct Checked(Arc<Networks>);

impl Resolve for Checked {
    fn resolve(&self, name: Name) -> Resolving {
        let networks = self.0.clone();
        Box::pin(async move {
            let found = resolve(&networks, name.as_str()).await?;
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_allowed(address: &str, allowed: &[&str]) -> bool {
        let allowed: Vec<IpNet> =
            allowed.iter().map(|network| network.parse().expect("a network")).collect();
        let networks = Networks::new(&allowed).expect("networks");
        networks.is_allowed(address.parse().expect("an address"))
    }

    #[test]
    fn no_address_of_a_private_or_special_network_is_connected_to_in_whatever_form() {
        for address in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.0.1",
            "168.63.129.16",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.9",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::7f00:1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:2::1",
            "2001:20::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:c0a8:101::1",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_allowed(address, &[]), "{address}");
        }
    }

    #[test]
    fn public_addresses_are_connected_to() {
        for address in [
            "1.1.1.1",
            "8.8.8.8",
            "100.128.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.20.0.1",
            "223.255.255.255",
            "::ffff:8.8.8.8",
            "64:ff9b::808:808",
            "2001:4860:4860::8888",
            "2606:4700:4700::1111",
        ] {
            assert!(is_allowed(address, &[]), "{address}");
        }
    }

    #[test]
    fn a_setting_opens_its_own_network_and_no_other() {
        assert!(is_allowed("10.1.2.3", &["10.1.0.0/16"]));
        assert!(is_allowed("::ffff:10.1.2.3", &["10.1.0.0/16"]));
        assert!(!is_allowed("10.2.0.1", &["10.1.0.0/16"]));
        assert!(is_allowed("fd12::1", &["fd12::/16"]));
    }
}

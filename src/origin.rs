//! Where a request comes from.

use std::net::{IpAddr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

/// Where a request comes from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The client's address.
    pub address: IpAddr,
    /// What the client calls itself, up to 400 characters.
    pub user_agent: Option<String>,
    pub request_id: String,
    /// Whether the client's connection is encrypted.
    pub is_https: bool,
    /// Whether a trusted proxy says that it is not.
    pub is_plain_http: bool,
}

impl Origin {
    /// What limits count by.
    pub fn limit_key(&self) -> IpAddr {
        limit_key(self.address)
    }

    /// The network that refusals are counted by: of IPv4 24 bits, of IPv6 48, of which who has one
    /// address often has all.
    pub fn network(&self) -> IpNet {
        let network = match self.address {
            IpAddr::V4(address) => Ipv4Net::new_assert(address, 24).into(),
            IpAddr::V6(address) => IpNet::from(Ipv6Net::new_assert(address, 48)),
        };
        network.trunc()
    }
}

/// What limits count by: the address, or of an IPv6 one its network of 64 bits, which its owner has
/// all of.
pub fn limit_key(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_has_an_ipv6_network_has_one_limit() {
        let key = |text: &str| {
            let address = text.parse().expect("an address");
            let origin = Origin {
                address,
                user_agent: None,
                request_id: String::new(),
                is_https: false,
                is_plain_http: false,
            };
            origin.limit_key().to_string()
        };
        assert_eq!(key("2001:db8:1:2:3:4:5:6"), key("2001:db8:1:2:ffff::1"));
        assert_ne!(key("2001:db8:1:2::1"), key("2001:db8:1:3::1"));
        assert_eq!(key("203.0.113.9"), "203.0.113.9");
    }
}

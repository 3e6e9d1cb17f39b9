//! Networks as people write them.

use std::net::IpAddr;

use ipnet::IpNet;

/// A network such as `192.0.2.0/24`, or one address; spaces around it are none of it.
pub fn parse(text: &str) -> Result<IpNet, String> {
    let text = text.trim();
    let address = text.parse::<IpAddr>().map(|address| IpNet::from(address.to_canonical()));
    let network = address.or_else(|_| text.parse::<IpNet>()).map(|network| network.trunc());
    network.map_err(|_| "write addresses or networks such as 192.0.2.0/24".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_alone_is_a_network_of_one() {
        for (text, network) in [
            ("192.0.2.7", "192.0.2.7/32"),
            (" 192.0.2.7/24 ", "192.0.2.0/24"),
            ("2001:db8::1", "2001:db8::1/128"),
            ("::ffff:192.0.2.7", "192.0.2.7/32"),
        ] {
            assert_eq!(
                parse(text).map(|found| found.to_string()),
                Ok(network.to_owned()),
                "{text}"
            );
        }
        for text in ["", "192.0.2", "192.0.2.0/33", "example.com", "192.0.2.1-9"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}

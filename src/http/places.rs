//! Places that strangers take: so many in all, so many of one address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use metrics::Gauge;

/// Why there is no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Full {
    /// All are taken.
    All,
    /// The address has its share.
    Address,
}

/// Counts what is taken.
pub struct Places {
    most: usize,
    most_of_one_address: usize,
    gauge: Gauge,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    all: usize,
    by_address: HashMap<IpAddr, usize>,
}

impl Places {
    /// So many, and how many of them are taken is told to the gauge.
    pub fn new(most: usize, most_of_one_address: usize, gauge: Gauge) -> Arc<Self> {
        Arc::new(Self { most, most_of_one_address, gauge, taken: Mutex::default() })
    }

    /// One for an address, or for somebody whose address has no share; it is free again when it is
    /// dropped.
    pub fn take(self: &Arc<Self>, address: Option<IpAddr>) -> Result<Place, Full> {
        let mut taken = self.taken();
        if taken.all >= self.most {
            return Err(Full::All);
        }
        if let Some(address) = address {
            let count = taken.by_address.entry(address).or_default();
            if *count >= self.most_of_one_address {
                return Err(Full::Address);
            }
            *count += 1;
        }
        taken.all += 1;
        self.gauge.increment(1.0);
        Ok(Place { places: self.clone(), address })
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place that is taken.
pub struct Place {
    places: Arc<Places>,
    address: Option<IpAddr>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken();
        taken.all -= 1;
        if let Some(address) = self.address
            && let Some(count) = taken.by_address.get_mut(&address)
        {
            *count -= 1;
            if *count == 0 {
                taken.by_address.remove(&address);
            }
        }
        self.places.gauge.decrement(1.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(last: u8) -> Option<IpAddr> {
        Some([192, 0, 2, last].into())
    }

    #[test]
    fn an_address_has_its_share_and_leaves_the_rest_to_others() {
        let places = Places::new(3, 2, Gauge::noop());
        let kept = [(); 2].map(|()| places.take(address(1)).expect("a place"));
        assert_eq!(places.take(address(1)).err(), Some(Full::Address));
        let _other = places.take(address(2)).expect("a place");
        assert_eq!(places.take(address(3)).err(), Some(Full::All));
        drop(kept);
        assert!(places.take(address(1)).is_ok());
    }

    #[test]
    fn who_has_left_is_forgotten() {
        let places = Places::new(3, 1, Gauge::noop());
        for last in 0..=255 {
            drop(places.take(address(last)).expect("a place"));
        }
        assert!(places.taken().by_address.is_empty());
        assert_eq!(places.taken().all, 0);
    }
}

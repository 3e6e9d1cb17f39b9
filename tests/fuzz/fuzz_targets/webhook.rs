//! Any body becomes events or a rejection, for every provider, as it is and with its values put where
//! a message has them; what the provider writes itself is read back.

#![no_main]

use chrono::DateTime;
use codebell::inbound::{Endpoint, Event, Fields, PROVIDERS, Sample};
use codebell::numbers::PhoneNumber;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&[u8], &str, &str)| {
    let (body, name, text) = input;
    let number = |text| PhoneNumber::parse(text).expect("a number");
    let fields = Fields::default();
    let endpoint = Endpoint {
        scheme: None,
        secrets: Vec::new(),
        tolerance_seconds: 300,
        fields,
        default_number: Some(number("+12025550100")),
        own_number: number("unknown-7"),
    };
    for provider in &PROVIDERS {
        let _ = (provider.parse)(body, &endpoint);
        // What is sent on is no message.
        if provider.relays {
            continue;
        }
        let sample = Sample {
            id: 7,
            from: name.to_owned(),
            to: name.to_owned(),
            text: text.to_owned(),
            received_at: DateTime::UNIX_EPOCH,
        };
        let written = (provider.sample)(&sample, &endpoint);
        let events = (provider.parse)(written.as_bytes(), &endpoint).expect("its own body");
        let [Event::Message(read)] = &events[..] else {
            panic!("{} sent one message", provider.id)
        };
        assert_eq!(read.body, text);
        let sender = PhoneNumber::parse(name).or_else(|| PhoneNumber::parse("unknown"));
        assert_eq!(Some(&read.sender), sender.as_ref());
    }
});

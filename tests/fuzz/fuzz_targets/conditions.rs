//! Any conditions are refused with words or can be asked about any message and notice.

#![no_main]

use std::time::Duration;

use chrono::DateTime;
use codebell::channels::rules::{
    Active, Conditions, Event, MessageSubject, NoticeSubject, Rule, Setters, Subject,
};
use codebell::error::Error;
use codebell::id::{NumberId, RuleId};
use codebell::notices::NoticeKind;
use codebell::patterns::Meter;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str, &str, i32)| {
    let (json, sender, body, seconds) = input;
    let Ok(conditions) = serde_json::from_str::<Conditions>(json) else { return };
    let now = DateTime::from_timestamp(seconds.into(), 0).expect("a time");
    let number_id = NumberId::new(now);
    for event in [Event::Message, Event::Notice] {
        let rule = Rule {
            id: RuleId::new(now),
            number_id: None,
            event,
            name: "Any".to_owned(),
            is_enabled: true,
            conditions: conditions.clone().trimmed(),
            channel_ids: Vec::new(),
            stop: false,
            set_by: None,
            created_at: now,
        };
        let active = match Active::new(&rule, &Setters::new()).map_err(Error::from) {
            Ok(active) => active,
            Err(error) => {
                assert!(error.status().is_client_error(), "{error}");
                continue;
            }
        };
        let message =
            MessageSubject { number_id, sender, service: Some(sender), body, has_code: true };
        let mut meter = Meter::new(Duration::from_secs(1));
        active.holds(&Subject::Message(message), now, &mut meter);
        for kind in NoticeKind::ALL {
            let notice = NoticeSubject { kind, number_id: None };
            active.holds(&Subject::Notice(notice), now, &mut meter);
        }
    }
});

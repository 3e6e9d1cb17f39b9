//! What becomes of a send, as its gateway's answer and receipts tell it.

names! {
    /// What is known of a send.
    #[schema(as = SendStatus)]
    pub enum Status in the API {
        /// A gateway is being asked.
        Sending = "sending",
        /// Whether a gateway took it is not known: it gave no answer, or none that says so.
        Unknown = "unknown",
        /// A gateway took it.
        Accepted = "accepted",
        /// It waits for the phone or was not delivered in time; it may still arrive.
        Queued = "queued",
        /// The phone has it.
        Delivered = "delivered",
        /// It could not be delivered.
        Failed = "failed",
        /// The gateway or the carrier blocked it.
        Blocked = "blocked",
        /// No gateway took it.
        Refused = "refused",
    }
}

impl Status {
    /// Whether nothing changes it any more.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Delivered | Self::Failed | Self::Blocked | Self::Refused)
    }

    /// The status after a receipt. Receipts may come late, twice and in any order: what is final stays,
    /// and nothing goes back.
    pub fn after(self, receipt: Receipt) -> Self {
        let told = match receipt {
            Receipt::Accepted => Self::Accepted,
            Receipt::Queued => Self::Queued,
            Receipt::Delivered => Self::Delivered,
            Receipt::Failed => Self::Failed,
            Receipt::Blocked => Self::Blocked,
        };
        if self.is_final() || self.rank() >= told.rank() { self } else { told }
    }

    fn rank(self) -> u8 {
        match self {
            Self::Sending => 0,
            Self::Unknown => 1,
            Self::Accepted => 2,
            Self::Queued => 3,
            Self::Delivered | Self::Failed | Self::Blocked | Self::Refused => 4,
        }
    }
}

names! {
    /// What a gateway tells later of what it took.
    pub enum Receipt in the API {
        /// It is on its way.
        Accepted = "accepted",
        /// It waits, or its time ran out.
        Queued = "queued",
        /// The phone has it.
        Delivered = "delivered",
        /// It could not be delivered.
        Failed = "failed",
        /// It was blocked.
        Blocked = "blocked",
    }
}

impl Receipt {
    /// What a gateway's word for it means, such as `DELIVRD` of SMPP, `undelivered` of Twilio or
    /// `sms:sent` of an Android phone.
    pub fn from_word(word: &str) -> Option<Self> {
        let word = word.trim().to_ascii_lowercase();
        match word.rsplit(':').next().unwrap_or_default() {
            "accepted" | "acceptd" | "sent" | "sending" => Some(Self::Accepted),
            "queued" | "pending" | "enroute" | "expired" | "scheduled" => Some(Self::Queued),
            "delivered" | "delivrd" => Some(Self::Delivered),
            "failed" | "undelivered" | "undeliv" | "rejected" | "rejectd" | "deleted"
            | "cancelled" | "canceled" => Some(Self::Failed),
            "blocked" => Some(Self::Blocked),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn receipts() -> impl Strategy<Value = Vec<Receipt>> {
        prop::collection::vec(prop::sample::select(Receipt::ALL.to_vec()), 0..12)
    }

    fn is_final(receipt: Receipt) -> bool {
        matches!(receipt, Receipt::Delivered | Receipt::Failed | Receipt::Blocked)
    }

    proptest! {
        #[test]
        fn a_final_state_never_moves(receipts in receipts()) {
            for status in Status::ALL.iter().copied().filter(|status| status.is_final()) {
                prop_assert_eq!(receipts.iter().fold(status, |at, next| at.after(*next)), status);
            }
        }

        #[test]
        fn repeated_receipts_change_nothing(receipts in receipts()) {
            let once = receipts.iter().fold(Status::Accepted, |at, next| at.after(*next));
            let twice = receipts.iter().fold(Status::Accepted, |at, next| at.after(*next).after(*next));
            prop_assert_eq!(once, twice);
        }

        #[test]
        fn the_first_final_receipt_decides_and_before_it_order_does_not_matter(
            receipts in receipts()
        ) {
            let at = receipts.iter().fold(Status::Sending, |at, next| at.after(*next));
            match receipts.iter().find(|receipt| is_final(**receipt)) {
                Some(first) => prop_assert_eq!(at, Status::Sending.after(*first)),
                None => {
                    let back = receipts.iter().rev().fold(Status::Sending, |at, next| at.after(*next));
                    prop_assert_eq!(at, back);
                }
            }
        }
    }

    #[test]
    fn a_send_of_unknown_outcome_is_known_by_its_receipt() {
        assert_eq!(Status::Unknown.after(Receipt::Accepted), Status::Accepted);
        assert_eq!(Status::Unknown.after(Receipt::Delivered), Status::Delivered);
        assert_eq!(Status::Queued.after(Receipt::Accepted), Status::Queued);
    }
}

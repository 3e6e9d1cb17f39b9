//! What words say. Also part of the build, which reads the language files.

/// What a word says about a number near it. A word may be of several kinds in several languages.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Kinds(u16);

macro_rules! kinds {
    ($($name:ident $section:literal $bit:literal $doc:literal)*) => {
        impl Kinds {
            $(#[doc = $doc] pub const $name: Self = Self(1 << $bit);)*

            /// The kind of a section of a language file, for the build.
            #[allow(dead_code)]
            pub fn of_section(name: &str) -> Option<Self> {
                match name {
                    $($section => Some(Self::$name),)*
                    _ => None,
                }
            }
        }
    };
}

kinds! {
    OTP "otp" 0 "Means a one-time code and nothing else."
    CODE "code" 1 "Often stands for one: code, PIN, password."
    ACT "act" 2 "What one does with a code: enter, confirm, log in."
    SECRET "secret" 3 "Not to be shared."
    VALID "valid" 4 "Valid for, expires in."
    IS "is" 5 "Joins a word and a code."
    LABEL "label" 6 "Says that a number beside it is something else."
    PICKUP "pickup" 7 "A code for a parcel, a courier, a driver."
    MONEY "money" 8 "A currency or an amount."
    UNIT "unit" 9 "Follows a number of things."
    MINUTE "minute" 10 "Minutes."
    SECOND "second" 11 "Seconds."
    HOUR "hour" 12 "Hours."
    DAY "day" 13 "Days."
    NONE "none" 14 "There is no code here."
    PROMO "promo" 15 "Advertising and ordinary notices."
}

impl Kinds {
    /// Of any of these kinds.
    pub fn any(self, kinds: Self) -> bool {
        self.0 & kinds.0 != 0
    }

    /// Of these kinds and those.
    pub const fn and(self, kinds: Self) -> Self {
        Self(self.0 | kinds.0)
    }

    /// Those of these kinds that it is of.
    pub const fn only(self, kinds: Self) -> Self {
        Self(self.0 & kinds.0)
    }

    /// Those of its kinds that are none of these.
    pub const fn without(self, kinds: Self) -> Self {
        Self(self.0 & !kinds.0)
    }
}

impl Kinds {
    /// Nothing.
    pub const EMPTY: Self = Self(0);

    /// Of a word that says several things in the languages a message may be in, the one that
    /// people rely on: a code is not taken for a label, "is" not for an amount.
    pub fn settled(self) -> Self {
        let against = Self::LABEL
            .and(Self::PROMO)
            .and(Self::UNIT)
            .and(Self::MONEY)
            .and(Self::NONE)
            .and(Self::DAY)
            .and(Self::HOUR);
        if self.any(Self::OTP.and(Self::CODE).and(Self::IS)) { self.without(against) } else { self }
    }
}

impl Kinds {
    /// As the build stores it.
    #[allow(dead_code)]
    pub const fn bits(self) -> u16 {
        self.0
    }

    /// As it was stored.
    pub const fn from_bits(bits: u16) -> Self {
        Self(bits)
    }
}

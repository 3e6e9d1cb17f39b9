//! Enums whose values have names outside: in the database, the API or the log.

/// An enum from its values and their names, with the list of all and the way to a name and back.
/// After `in the API` the same name is what is read from and written into JSON and the database.
macro_rules! names {
    (
        $(#[$of_type:meta])*
        pub enum $type:ident in the API { $($(#[$of_value:meta])* $value:ident = $name:tt),+ $(,)? }
    ) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema, sqlx::Type)]
        #[sqlx(type_name = "text")]
        $(#[$of_type])*
        pub enum $type {
            $($(#[$of_value])* #[serde(rename = $name)] #[sqlx(rename = $name)] $value),+
        }

        names!(@names $type $($value = $name),+);
    };
    (
        $(#[$of_type:meta])*
        pub enum $type:ident { $($(#[$of_value:meta])* $value:ident = $name:tt),+ $(,)? }
    ) => {
        $(#[$of_type])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $type {
            $($(#[$of_value])* $value),+
        }

        names!(@names $type $($value = $name),+);
    };
    (@names $type:ident $($value:ident = $name:tt),+) => {
        impl $type {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$value),+];

            /// The name outside.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$value => $name),+
                }
            }

            /// The one of this name; `None` also for one of another version.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == name)
            }
        }
    };
}

//! What the tests share: a PostgreSQL cluster, the running binary, signed-in members, providers.

pub mod cluster;
pub mod connexus;
pub mod forwarding;
pub mod in_process;
pub mod listener;
pub mod mail;
pub mod member;
pub mod provider;
pub mod proxy;
pub mod raw;
pub mod receiver;
pub mod sending;
pub mod server;
pub mod source;

pub use member::Member;
pub use server::Server;

/// How most tests begin: a server, and members who are signed in, each under a name of the test's.
///
/// `signed_in!(server, owner: Owner, viewer: Viewer);`
macro_rules! signed_in {
    ($server:ident $(, $member:ident: $role:ident)+) => {
        let $server = $crate::harness::Server::start().await;
        $(let $member = $server.sign_in(codebell::auth::Role::$role).await;)+
    };
}
pub(crate) use signed_in;

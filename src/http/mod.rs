//! What all HTTP routes share: connections, problem answers, the client's address, limits, security headers,
//! the API's description and the page's files. Knows no slice.

pub mod assets;
pub mod connections;
pub mod docs;
pub mod health;
pub mod json;
pub mod origin;
pub mod pagination;
pub mod places;
pub mod problem;
pub mod rate_limit;
pub mod request_id;
pub mod security_headers;
pub mod span;

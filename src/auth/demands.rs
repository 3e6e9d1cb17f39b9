//! Whom handlers answer, in the words of the API's document.

use super::{Capability, Myself, Proven, Role};
use crate::http::docs::{Argument, Demands};

impl Capability {
    /// Says who has it, and that nobody else is answered.
    pub(super) fn demand(self, demands: &mut Demands) {
        let name = self.as_str();
        let roles = Role::names_with(self).join(" or ");
        let key = match (self.is_scope(), self.is_of_all_numbers()) {
            (false, _) => "and no key",
            (true, false) => "or a key of theirs with this scope",
            (true, true) => "or a key of theirs with this scope that is limited to no numbers",
        };
        demands.caller(&[name], format!("{name} is needed: the role {roles}, {key}"));
        demands.forbid("The team demands a second factor, and none was shown");
    }
}

impl Argument for Myself {
    fn demand(demands: &mut Demands) {
        demands.caller(&[], "A session is needed: no key can do this");
    }
}

impl<P: Argument> Argument for Proven<P> {
    fn demand(demands: &mut Demands) {
        P::demand(demands);
        demands.forbid("A fresh proof is needed: the last one is older than 10 minutes");
    }
}

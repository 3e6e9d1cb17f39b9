//! What can be done, by the names that the log and its filters use.

names! {
    /// Something that the log remembers.
    #[schema(as = AuditAction)]
    pub enum Action in the API {
        /// Somebody signed in.
        SessionStarted = "session.started",
        /// Somebody could not sign in.
        LoginRefused = "login.refused",
        /// A session was ended by its user, by an Owner, or with its user's account.
        SessionEnded = "session.ended",
        /// A refresh token came a second time, which ended its session.
        SessionReused = "session.reused",
        /// Somebody proved in a session again that it is them.
        SessionProven = "session.proven",
        /// Somebody asked for what they may not do.
        AccessRefused = "access.refused",
        /// The first Owner was made.
        SetupCompleted = "setup.completed",
        /// Somebody was invited.
        InvitationCreated = "invitation.created",
        /// An invitation got a new link.
        InvitationResent = "invitation.resent",
        /// An invitation was taken back.
        InvitationRevoked = "invitation.revoked",
        /// Somebody accepted and is a member.
        InvitationAccepted = "invitation.accepted",
        /// A member was added without an invitation.
        UserAdded = "user.added",
        /// A member's name changed.
        UserRenamed = "user.renamed",
        /// A member's role changed.
        UserRoleChanged = "user.role_changed",
        /// A member can't sign in any more.
        UserDisabled = "user.disabled",
        /// A member can sign in again.
        UserEnabled = "user.enabled",
        /// A member left the team.
        UserRemoved = "user.removed",
        /// A member chose another password.
        PasswordChanged = "password.changed",
        /// An Owner made a link for a new password.
        PasswordResetLinked = "password.reset_linked",
        /// Such a link was used.
        PasswordReset = "password.reset",
        /// A code app became a second factor.
        TotpAdded = "totp.added",
        /// It is none any more.
        TotpRemoved = "totp.removed",
        /// A passkey became a second factor.
        PasskeyAdded = "passkey.added",
        /// It is none any more.
        PasskeyRemoved = "passkey.removed",
        /// New recovery codes replaced the old ones.
        RecoveryCodesRenewed = "recovery_codes.renewed",
        /// An Owner took a member's second factors away.
        SecondFactorRemoved = "second_factor.removed",
        /// The database took another secret key in place of one that was lost.
        SecretKeyReset = "secret_key.reset",
        /// A setting of the team changed.
        TeamUpdated = "team.updated",
        /// A rule for codes was added.
        CodeRuleAdded = "code_rule.added",
        /// A rule for codes was deleted.
        CodeRuleRemoved = "code_rule.removed",
        /// A program got a key.
        ApiKeyCreated = "api_key.created",
        /// A key was taken back.
        ApiKeyRevoked = "api_key.revoked",
        /// A number was added by hand.
        NumberAdded = "number.added",
        /// A number's name, access or cost changed.
        NumberUpdated = "number.updated",
        /// A number was deleted.
        NumberDeleted = "number.deleted",
        /// A member got a role on a number.
        NumberMemberSet = "number_member.set",
        /// It was taken away.
        NumberMemberRemoved = "number_member.removed",
        /// What numbers cost was exported.
        BillingExported = "billing.exported",
        /// A source was added.
        SourceAdded = "source.added",
        /// A source got other secrets.
        SourceRotated = "source.rotated",
        /// A source's name or the way it is read changed.
        SourceUpdated = "source.updated",
        /// A source takes nothing any more.
        SourceRemoved = "source.removed",
        /// Demo data was removed.
        DemoRemoved = "demo.removed",
        /// A channel was added.
        ChannelAdded = "channel.added",
        /// A channel's name, address or way of forwarding changed.
        ChannelUpdated = "channel.updated",
        /// A channel got another signing secret.
        ChannelRotated = "channel.rotated",
        /// A channel was removed.
        ChannelRemoved = "channel.removed",
        /// A test was sent over a channel.
        ChannelTested = "channel.tested",
        /// A channel was switched off because its receiver is no more.
        ChannelGone = "channel.gone",
        /// A channel was switched off because whoever set it up has left.
        ChannelOrphaned = "channel.orphaned",
        /// A rule for forwarding was added.
        RuleAdded = "rule.added",
        /// A rule for forwarding changed.
        RuleUpdated = "rule.updated",
        /// The order of rules for forwarding changed.
        RulesOrdered = "rules.ordered",
        /// A rule for forwarding was deleted.
        RuleRemoved = "rule.removed",
        /// A rule was switched off because its pattern took too long.
        PatternSlow = "pattern.slow",
        /// Failed deliveries are tried again.
        DeliveryRetried = "delivery.retried",
        /// Somebody knows of failed deliveries.
        DeliveryReviewed = "delivery.reviewed",
        /// A gateway for codes was added.
        GatewayAdded = "gateway.added",
        /// A gateway's name, address, secrets or countries changed.
        GatewayUpdated = "gateway.updated",
        /// The order in which gateways are asked changed.
        GatewaysOrdered = "gateways.ordered",
        /// A gateway was removed.
        GatewayRemoved = "gateway.removed",
        /// A code was sent to be checked here.
        CodeSent = "code.sent",
        /// Somebody typed the right one.
        CodeVerified = "code.verified",
        /// A source had a code of its own sent.
        CodeRelayed = "code.relayed",
        /// Something was not sent for a source.
        RelayRefused = "relay.refused",
        /// A source had another text sent.
        TextSent = "text.sent",
        /// A gateway was tried.
        GatewayTested = "gateway.tested",
        /// What the team may send changed.
        SendLimitsUpdated = "send_limits.updated",
        /// A text of codes changed.
        SendTextSet = "send_text.set",
        /// A text of codes is the usual one again.
        SendTextRemoved = "send_text.removed",
        /// A number is texted on a schedule, or on another one.
        CanarySet = "canary.set",
        /// It is not any more.
        CanaryRemoved = "canary.removed",
        /// A notice was dismissed.
        NoticeDismissed = "notice.dismissed",
        /// A webhook's signature or credential was refused.
        WebhookRefused = "webhook.refused",
        /// A message came in.
        MessageReceived = "message.received",
        /// A message was seen for the first time by this actor.
        MessageRead = "message.read",
        /// A message was saved to a file.
        MessageExported = "message.exported",
        /// A code was copied.
        MessageCopied = "message.copied",
        /// A message went out over a channel.
        MessageForwarded = "message.forwarded",
        /// Somebody said that they use the code.
        MessageClaimed = "message.claimed",
        /// Nobody uses the code any more.
        MessageReleased = "message.released",
        /// This log was exported.
        AuditExported = "audit.exported",
        /// This log was found changed, and another chain began.
        AuditBroken = "audit.broken",
    }
}

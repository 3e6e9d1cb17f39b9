/** Made by `npm run api` from the API's document. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/** What the server says, by its code. */
export const SENTENCES: Record<string, MessageDescriptor | undefined> = {
  "a-chat-id-such-as-1001234567890-or-channel-add-the-bot-to-the-chat-then-call-getupdates-in-the-bot-api-to-find-its-id":
    msg({
      message:
        "A chat ID, such as -1001234567890, or @channel. Add the bot to the chat, then call getUpdates in the Bot API to find its ID.",
    }),
  "a-code-app-is-set-up-already-remove-it-first": msg({
    message: "A code app is set up already; remove it first.",
  }),
  "a-code-was-sent-to-this-number-a-moment-ago-try-again-in-s": msg({
    message: "A code was sent to this number a moment ago; try again in {seconds} s.",
  }),
  "a-key-cant-do-this-sign-in": msg({ message: "A key can't do this; sign in." }),
  "a-number-a-sender-name-or-a-messaging-service-mg": msg({
    message: "A number, a sender name, or a messaging service (MG…)",
  }),
  "a-second-factor-is-needed": msg({ message: "A second factor is needed." }),
  "a-word-by-itself-is-easy-to-guess": msg({ message: "A word by itself is easy to guess." }),
  "access-token-if-the-topic-needs-one": msg({ message: "Access token, if the topic needs one" }),
  "account-sid": msg({ message: "Account SID" }),
  "add-another-word-or-two-uncommon-words-are-better": msg({
    message: "Add another word or two. Uncommon words are better.",
  }),
  address: msg({ message: "Address" }),
  "address-of-the-server": msg({ message: "Address of the server" }),
  "address-of-the-webhook": msg({ message: "Address of the webhook" }),
  addresses: msg({ message: "Addresses" }),
  "all-uppercase-is-almost-as-easy-to-guess-as-all-lowercase": msg({
    message: "All-uppercase is almost as easy to guess as all-lowercase.",
  }),
  "another-site-sent-this-request": msg({ message: "Another site sent this request." }),
  "any-other-provider-that-signs-with-hmac": msg({
    message: "Any other provider that signs with HMAC",
  }),
  "api-address": msg({ message: "API address" }),
  "at-api-slack-com-apps-your-app-incoming-webhooks-add-new-webhook-in-mattermost-and-rocket-chat-integrations-incoming":
    msg({
      message:
        "At api.slack.com/apps: your app, “Incoming Webhooks”, “Add New Webhook”. In Mattermost and Rocket.Chat: Integrations, “Incoming”.",
    }),
  "at-most-two-secrets-can-be-valid-at-once": msg({
    message: "at most two secrets can be valid at once",
  }),
  "at-receivesms-ink-open-your-inbox-page-and-find-the-card-for-webhooks": msg({
    message: "At ReceiveSMS.ink, open your inbox page and find the card for webhooks.",
  }),
  "at-your-provider-enter-the-address-above-as-the-webhook-for-incoming-sms-post-json": msg({
    message:
      "At your provider, enter the address above as the webhook for incoming SMS (POST, JSON).",
  }),
  "auth-token": msg({ message: "Auth token" }),
  "avoid-dates-and-years-that-are-associated-with-you": msg({
    message: "Avoid dates and years that are associated with you.",
  }),
  "avoid-recent-years": msg({ message: "Avoid recent years." }),
  "avoid-repeated-words-and-characters": msg({ message: "Avoid repeated words and characters." }),
  "avoid-sequences": msg({ message: "Avoid sequences." }),
  "avoid-years-that-are-associated-with-you": msg({
    message: "Avoid years that are associated with you.",
  }),
  "base64-as-shopify-sends-it": msg({ message: "Base64, as Shopify sends it" }),
  "begin-to-set-up-the-code-app-first": msg({ message: "Begin to set up the code app first." }),
  body: msg({ message: "Body" }),
  "cant-be-given-to-a-key": msg({ message: "{scope} can't be given to a key" }),
  "cant-be-given-to-a-key-by-you-it-is-not-of-the-role": msg({
    message: "{scope} can't be given to a key by you: it is not of the role {role}",
  }),
  "cant-be-read": msg({ message: "can't be read: {reason}" }),
  "cant-change-add-another-channel": msg({ message: "can't change; add another channel" }),
  "capitalization-doesnt-help-very-much": msg({
    message: "Capitalization doesn't help very much.",
  }),
  chat: msg({ message: "Chat" }),
  "client-id": msg({ message: "Client ID" }),
  "client-secret": msg({ message: "Client secret" }),
  "codes-supplied-by-an-application-are-sent-unchanged": msg({
    message: "Codes supplied by an application are sent unchanged",
  }),
  "common-names-and-surnames-are-easy-to-guess": msg({
    message: "Common names and surnames are easy to guess.",
  }),
  "copy-that-secret-and-enter-it-here": msg({ message: "Copy that secret and enter it here." }),
  "dates-are-often-easy-to-guess": msg({ message: "Dates are often easy to guess." }),
  "delivers-messages-straight-to-numbers-in-this-inbox-without-sending-an-sms": msg({
    message: "Delivers messages straight to numbers in this inbox, without sending an SMS.",
  }),
  "e-mail": msg({ message: "E-mail" }),
  "enter-the-address-above-and-save-the-provider-then-creates-a-signing-secret": msg({
    message: "Enter the address above and save. The provider then creates a signing secret.",
  }),
  "enter-the-address-above-and-the-secret-as-the-bearer-token-if-sealroute-already-has-a-token-enter-that-one-here-instead":
    msg({
      message:
        "Enter the address above, and the secret as the bearer token. If SealRoute already has a token, enter that one here instead.",
    }),
  "enter-the-address-above-as-the-webhook-for-this-key-the-address-receives-replies-and-delivery-reports-reports-appear-below":
    msg({
      message:
        "Enter the address above as the webhook for this key. The address receives replies and delivery reports; reports appear below.",
    }),
  "finds-no-code-of-1-to-32-letters-and-digits-in-its-test-message": msg({
    message: "finds no code of 1 to 32 letters and digits in its test message",
  }),
  "finds-nothing-in-its-test-message": msg({ message: "finds nothing in its test message" }),
  format: msg({ message: "Format" }),
  "from-members-area-api-keys": msg({ message: "From Members Area, API Keys" }),
  "goes-with-another-scheme-else-rotate-the-source": msg({
    message: "goes with another scheme; else rotate the source",
  }),
  "has-no-setting": msg({ message: "{kind} has no setting {shown}" }),
  "has-places-for-and-and-for-nothing-else-in-braces": msg({
    message: "has places for {code}, {company} and {validity} and for nothing else in braces",
  }),
  "have-sealroute-send-a-code-to-your-own-phone-find-the-code-under-sends-where-you-also-set-the-company-name-for-codes":
    msg({
      message:
        "Have SealRoute send a code to your own phone. Find the code under Sends, where you also set the company name for codes.",
    }),
  headers: msg({ message: "Headers" }),
  "in-discord-edit-channel-integrations-webhooks-new-webhook-copy-webhook-url": msg({
    message:
      "In Discord: Edit Channel, “Integrations”, “Webhooks”, “New Webhook”, “Copy Webhook URL”.",
  }),
  "in-gotify-under-apps-create-an-application-and-show-its-token": msg({
    message: "In Gotify under Apps: create an application, and show its token.",
  }),
  "in-ntfys-web-app-under-account-access-tokens": msg({
    message: "In ntfy’s web app under Account, “Access tokens”.",
  }),
  "in-sealroute-open-the-settings-of-phone-codes-and-choose-a-webhook": msg({
    message: "In SealRoute, open the settings of phone codes and choose a webhook.",
  }),
  "in-teams-the-channels-menu-workflows-send-webhook-alerts-to-a-channel-copy-the-address-that-it-shows-in-the-end":
    msg({
      message:
        "In Teams: the channel’s menu, “Workflows”, “Send webhook alerts to a channel”. Copy the address that it shows in the end.",
    }),
  "in-the-joltsms-dashboard-add-a-webhook-endpoint-with-the-address-above": msg({
    message: "In the JoltSMS dashboard, add a webhook endpoint with the address above.",
  }),
  "in-the-members-area-of-websms-open-the-api-keys-and-the-key-to-be-used": msg({
    message: "In the members area of WebSMS, open the API keys, and the key to be used.",
  }),
  "into-a-channel-of-a-discord-server": msg({ message: "Into a channel of a Discord server." }),
  "into-a-channel-of-slack-mattermost-or-rocket-chat": msg({
    message: "Into a channel of Slack, Mattermost or Rocket.Chat.",
  }),
  "into-a-channel-or-chat-of-teams-by-a-workflow": msg({
    message: "Into a channel or chat of Teams, by a workflow.",
  }),
  "into-a-chat-by-a-bot-of-yours": msg({ message: "Into a chat, by a bot of yours." }),
  "is-a-number-of-which-the-teams-limits-leave-out": msg({
    message: "is a number of {name}, which the team's limits leave out",
  }),
  "is-about-all-numbers-leave-it-or-number-ids-out": msg({
    message: "{scope} is about all numbers: leave it or number_ids out",
  }),
  "is-about-messages-and-the-rule-is-about-notices": msg({
    message: "is about messages, and the rule is about notices",
  }),
  "is-about-notices-and-the-rule-is-about-messages": msg({
    message: "is about notices, and the rule is about messages",
  }),
  "is-empty-or-not-written-as-the-schemes-secret-encoding-says": msg({
    message: "is empty, or not written as the scheme's secret_encoding says",
  }),
  "is-for-signed-in-members-a-program-keeps-its-own-list": msg({
    message: "is for signed-in members; a program keeps its own list",
  }),
  "is-for-signed-in-members-a-program-names-the-ids": msg({
    message: "is for signed-in members; a program names the ids",
  }),
  "is-missing-the-message-has-no-code-to-take-away": msg({
    message: "is missing: the message has no code to take away",
  }),
  "is-needed": msg({ message: "is needed" }),
  "is-needed-also-when-the-address-changes": msg({
    message: "is needed; also when the address changes",
  }),
  "is-needed-invitations-are-a-sources": msg({ message: "is needed: invitations are a source's" }),
  "is-needed-or-totp-or-passkey-in-its-place": msg({
    message: "is needed, or totp or passkey in its place",
  }),
  "is-needed-too-the-one-that-is-there-is-not-written-as-the-schemes-secret-encoding-says": msg({
    message:
      "is needed too: the one that is there is not written as the scheme's secret_encoding says",
  }),
  "is-no-e-mail-address": msg({ message: "{shown} is no e-mail address" }),
  "is-no-gateway-of-yours": msg({ message: "is no gateway of yours" }),
  "is-no-gateway-that-is-switched-on": msg({ message: "is no gateway that is switched on" }),
  "is-no-incoming-webhook-of-slack-https-hooks-slack-com-services": msg({
    message: "is no incoming webhook of Slack: https://hooks.slack.com/services/…",
  }),
  "is-no-number-in-international-form-which-nothing-can-be-sent-to": msg({
    message: "is no number in international form, which nothing can be sent to",
  }),
  "is-no-pattern": msg({ message: "is no pattern: {reason}" }),
  "is-no-webhook-of-discord-https-discord-com-api-webhooks": msg({
    message: "is no webhook of Discord: https://discord.com/api/webhooks/…",
  }),
  "is-not-a-next-cursor-of-this-list": msg({ message: "is not a next_cursor of this list" }),
  "is-not-in-the-message-write-it-as-it-stands-there": msg({
    message: "is not in the message; write it as it stands there",
  }),
  "is-not-known": msg({ message: "is not known" }),
  "is-not-the-apps-code-now-check-the-clock-of-the-phone": msg({
    message: "is not the app's code now; check the clock of the phone",
  }),
  "is-not-your-password": msg({ message: "is not your password" }),
  "is-not-your-password-any-more": msg({ message: "is not your password any more" }),
  "is-of-a-country-that-no-gateway-serves": msg({
    message: "is of a country that no gateway serves",
  }),
  "is-to-be-given-or-a-later-one-too-much-was-looked-through-a-number-or-sender-makes-it-less-as-well":
    msg({
      message:
        "is to be given, or a later one: too much was looked through; a number or sender makes it less as well",
    }),
  "is-too-easy-to-guess": msg({ message: "is too easy to guess" }),
  "is-too-large-repeat-less-and-write-0-9-for-d-and-a-za-z0-9-for-w-which-know-all-scripts": msg({
    message:
      "is too large: repeat less, and write [0-9] for \\d and [A-Za-z0-9_] for \\w, which know all scripts",
  }),
  "is-wrong-too-old-or-was-used-before": msg({ message: "is wrong, too old or was used before" }),
  "its-channel-is-switched-off-or-removed-switch-it-on-first": msg({
    message: "Its channel is switched off or removed; switch it on first.",
  }),
  "its-settings-cant-be-decrypted-enter-its-address-again": msg({
    message: "Its settings can't be decrypted; enter its address again.",
  }),
  "json-pointer-to-the-message-id-in-the-answer-matching-the-id-in-delivery-reports-such-as-data-id":
    msg({
      message:
        "JSON pointer to the message id in the answer, matching the id in delivery reports, such as /data/id",
    }),
  "json-with-and-in-its-texts-of-a-form-its-fields-as-one-object-keys-belong-into-headers-which-are-never-shown":
    msg({
      message:
        "JSON with {to}, {text} and {id} in its texts; of a form, its fields as one object. Keys belong into Headers, which are never shown",
    }),
  "leads-to-which-is-no-public-address-codebell-allow-private-targets-can-allow-its-network": msg({
    message:
      "leads to {address}, which is no public address; CODEBELL_ALLOW_PRIVATE_TARGETS can allow its network",
  }),
  "make-sure-the-endpoints-signing-secret-matches-the-one-entered-here-if-the-secrets-differ-or-this-one-is-missing-enter-it-now":
    msg({
      message:
        "Make sure the endpoint’s signing secret matches the one entered here. If the secrets differ or this one is missing, enter it now.",
    }),
  "message-botfather-in-telegram-newbot-creates-a-bot-and-shows-its-token": msg({
    message: "Message @BotFather in Telegram: /newbot creates a bot and shows its token.",
  }),
  "message-id": msg({ message: "Message id" }),
  "must-be-4-to-8-digits": msg({ message: "must be 4 to 8 digits" }),
  "must-be-4-to-8-digits-from-0-to-9": msg({ message: "must be 4 to 8 digits from 0 to 9" }),
  "must-be-a-bots-token-such-as-123456789-aa": msg({
    message: "must be a bot's token, such as 123456789:AA…",
  }),
  "must-be-a-chats-number-or-channel": msg({ message: "must be a chat's number or @channel" }),
  "must-be-a-host-alone-such-as-example-com": msg({
    message: "must be a host alone, such as example.com",
  }),
  "must-be-a-json-object": msg({ message: "must be a JSON object" }),
  "must-be-a-language-of-bcp-47-such-as-en-or-pt-br": msg({
    message: "must be a language of BCP 47, such as en or pt-BR",
  }),
  "must-be-a-name-of-audit-actions-or-its-beginning-up-to-the-dot": msg({
    message: "must be a name of /audit/actions, or its beginning up to the dot",
  }),
  "must-be-a-name-of-the-iana-database-such-as-europe-berlin": msg({
    message: "must be a name of the IANA database, such as Europe/Berlin",
  }),
  "must-be-a-number-such-as-2-50-with-up-to-7-digits-before-and-4-after-the-point": msg({
    message: "must be a number such as 2.50, with up to 7 digits before and 4 after the point",
  }),
  "must-be-a-phone-number-in-international-form-such-as-6421234567": msg({
    message: "must be a phone number in international form, such as +6421234567",
  }),
  "must-be-a-phone-number-such-as-12025550100": msg({
    message: "must be a phone number, such as +12025550100",
  }),
  "must-be-a-phone-number-such-as-6421234567": msg({
    message: "must be a phone number, such as +6421234567",
  }),
  "must-be-a-secret-since-signs-nothing-leave-it-out-for-a-random-one": msg({
    message: "must be a secret, since {provider} signs nothing; leave it out for a random one",
  }),
  "must-be-a-time-of-the-day-as-hh-mm-such-as-09-00": msg({
    message: "must be a time of the day as HH:MM, such as 09:00",
  }),
  "must-be-a-web-address-of-at-most-characters": msg({
    message: "must be a web address of at most {most} characters",
  }),
  "must-be-a-web-address-that-begins-with-https-or-http": msg({
    message: "must be a web address that begins with https:// or http://",
  }),
  "must-be-ac-and-32-letters-and-digits": msg({ message: "must be AC and 32 letters and digits" }),
  "must-be-addresses-or-networks-such-as-192-0-2-0-24": msg({
    message: "must be addresses or networks such as 192.0.2.0/24",
  }),
  "must-be-an-e-mail-address-such-as-ana-example-com": msg({
    message: "must be an e-mail address, such as ana@example.com",
  }),
  "must-be-an-object-of-texts-alone-for-a-form": msg({
    message: "must be an object of texts alone, for a form",
  }),
  "must-be-ascii": msg({ message: "must be ASCII" }),
  "must-be-empty-the-rule-is-of-one-number": msg({
    message: "must be empty: the rule is of one number",
  }),
  "must-be-from-1-to": msg({ message: "must be from 1 to {most}" }),
  "must-be-from-10-to-3600": msg({ message: "must be from 10 to 3600" }),
  "must-be-from-4-to-8": msg({ message: "must be from 4 to 8" }),
  "must-be-from-5-to-10080": msg({ message: "must be from 5 to 10080" }),
  "must-be-from-60-to-3600": msg({ message: "must be from 60 to 3600" }),
  "must-be-from-60-to-900": msg({ message: "must be from 60 to 900" }),
  "must-be-from-to": msg({ message: "must be from {least} to {most}" }),
  "must-be-ids-of-numbers-that-you-see-each-once": msg({
    message: "must be ids of numbers that you see, each once",
  }),
  "must-be-in-a-year-from-1-to-9999": msg({ message: "must be in a year from 1 to 9999" }),
  "must-be-in-the-future": msg({ message: "must be in the future" }),
  "must-be-left-out-signs-nothing-and-its-address-is-its-secret": msg({
    message: "must be left out: {provider} signs nothing, and its address is its secret",
  }),
  "must-be-null-rules-for-notices-are-the-teams": msg({
    message: "must be null: rules for notices are the team's",
  }),
  "must-be-one-line": msg({ message: "must be one line" }),
  "must-be-one-of": msg({ message: "must be one of {names}" }),
  "must-be-three-letters-such-as-eur": msg({ message: "must be three letters such as EUR" }),
  "must-be-two-letters-of-iso-3166-each-such-as-nz": msg({
    message: "must be two letters of ISO 3166 each, such as NZ",
  }),
  "must-be-two-letters-of-iso-3166-such-as-nz": msg({
    message: "must be two letters of ISO 3166, such as NZ",
  }),
  "must-be-up-to-10-rising-numbers-of-seconds-from-1-to-86400": msg({
    message: "must be up to 10 rising numbers of seconds from 1 to 86400",
  }),
  "must-begin-with": msg({ message: "must begin with /" }),
  "must-each-have-1-to-characters": msg({ message: "must each have 1 to {most} characters" }),
  "must-have-1-to-100-characters-none-of-them-a-control-character": msg({
    message: "must have 1 to 100 characters, none of them a control character",
  }),
  "must-have-1-to-20-addresses": msg({ message: "must have 1 to 20 addresses" }),
  "must-have-1-to-255-characters-of-ascii-without-spaces": msg({
    message: "must have 1 to 255 characters of ASCII, without spaces",
  }),
  "must-have-1-to-480-characters": msg({ message: "must have 1 to 480 characters" }),
  "must-have-1-to-480-characters-with-or-in-it": msg({
    message: "must have 1 to 480 characters with {message} or {url} in it",
  }),
  "must-have-1-to-64-letters-digits-and": msg({
    message: "must have 1 to 64 letters, digits, - and _",
  }),
  "must-have-1-to-64-lower-case-letters-digits-and-and-start-with-a-letter-or-digit": msg({
    message:
      "must have 1 to 64 lower-case letters, digits, - and _, and start with a letter or digit",
  }),
  "must-have-1-to-characters": msg({ message: "must have 1 to {most} characters" }),
  "must-have-1-to-characters-on-one-line": msg({
    message: "must have 1 to {most} characters on one line",
  }),
  "must-have-1-to-entries-or-be-absent-for-all-numbers": msg({
    message: "must have 1 to {most} entries, or be absent for all numbers",
  }),
  "must-have-a-name-a-colon-and-a-value-on-each-line": msg({
    message: "must have a name, a colon and a value on each line",
  }),
  "must-have-at-least-characters-a-few-random-words-do-well": msg({
    message: "must have at least {least} characters; a few random words do well",
  }),
  "must-have-at-least-one-day-from-1-monday-to-7-sunday": msg({
    message: "must have at least one day from 1 (Monday) to 7 (Sunday)",
  }),
  "must-have-at-most": msg({ message: "must have at most {most}" }),
  "must-have-at-most-100-characters": msg({ message: "must have at most 100 characters" }),
  "must-have-at-most-characters": msg({ message: "must have at most {most} characters" }),
  "must-have-at-most-characters-none-of-them-a-control-character": msg({
    message: "must have at most {most} characters, none of them a control character",
  }),
  "must-have-at-most-entries": msg({ message: "must have at most {most} entries" }),
  "must-have-in-it-once": msg({ message: "must have {code} in it, once" }),
  "must-have-in-one-of-its-texts": msg({ message: "must have {place} in one of its texts" }),
  "must-have-letters-digits-and-signs-alone-without-spaces": msg({
    message: "must have letters, digits and signs alone, without spaces",
  }),
  "must-name-all-gateways-each-once": msg({ message: "must name all gateways, each once" }),
  "must-name-all-rules-of-one-list": msg({ message: "must name all rules of one list" }),
  "must-name-all-rules-of-one-list-each-once": msg({
    message: "must name all rules of one list, each once",
  }),
  "must-name-at-least-one-scope": msg({ message: "must name at least one scope" }),
  "must-not-be-longer-than-from-one-to-the-next": msg({
    message: "must not be longer than from one to the next",
  }),
  "must-not-contain-control-characters": msg({ message: "must not contain control characters" }),
  "must-not-contain-the-character-nul": msg({ message: "must not contain the character NUL" }),
  "must-not-have-a-part-behind": msg({ message: "must not have a part behind #" }),
  "must-not-have-control-characters-other-than-line-breaks": msg({
    message: "must not have control characters other than line breaks",
  }),
  "names-a-channel-that-is-not-there": msg({ message: "names a channel that is not there" }),
  "names-a-host-that-cant-be-found": msg({ message: "names a host that can't be found: {host}" }),
  "names-and-surnames-by-themselves-are-easy-to-guess": msg({
    message: "Names and surnames by themselves are easy to guess.",
  }),
  "names-no-number": msg({ message: "names no number" }),
  "need-a-mail-server-set-smtp-url-and-smtp-from-and-start-the-server-again": msg({
    message: "need a mail server: set SMTP_URL and SMTP_FROM and start the server again",
  }),
  "no-gateway-took-it-and-nothing-was-sent": msg({
    message: "No gateway took it, and nothing was sent: {reasons}.",
  }),
  "no-gateway-took-it-nothing-was-sent": msg({ message: "No gateway took it; nothing was sent." }),
  "no-gateway-yet-set-one-up-under-sends-to-send-your-codes": msg({
    message: "No gateway yet? Set one up under Sends to send your codes.",
  }),
  "no-need-for-symbols-digits-or-uppercase-letters": msg({
    message: "No need for symbols, digits, or uppercase letters.",
  }),
  "not-signed-the-long-random-url-is-the-secret-anyone-who-has-it-can-post": msg({
    message: "Not signed. The long random URL is the secret: anyone who has it can post.",
  }),
  "one-a-line-such-as-authorization-bearer": msg({
    message: "One a line, such as Authorization: Bearer …",
  }),
  "one-on-each-line-up-to-20-the-mail-goes-over-the-servers-smtp-settings": msg({
    message: "One on each line, up to 20. The mail goes over the server’s SMTP settings.",
  }),
  "only-a-failed-delivery-can-be-tried-again": msg({
    message: "Only a failed delivery can be tried again.",
  }),
  "only-for-messages-that-do-not-say-which-number-they-came-to": msg({
    message: "Only for messages that do not say which number they came to.",
  }),
  "only-webhooks-are-signed-with-a-secret-of-ours": msg({
    message: "Only webhooks are signed with a secret of ours.",
  }),
  "or-id-is-needed-and-not-both": msg({ message: "or id is needed, and not both" }),
  "passkeys-belong-to-a-domain-name-and-this-server-is-reached-by-an-address-set-codebell-public-url-to-https-and-its-name":
    msg({
      message:
        "Passkeys belong to a domain name, and this server is reached by an address; set CODEBELL_PUBLIC_URL to https:// and its name.",
    }),
  password: msg({ message: "Password" }),
  "posts-to-an-address-of-yours-an-android-phone-with-a-gateway-app-or-any-provider": msg({
    message: "Posts to an address of yours: an Android phone with a gateway app, or any provider.",
  }),
  "predictable-substitutions-like-instead-of-a-dont-help-very-much": msg({
    message: "Predictable substitutions like '@' instead of 'a' don't help very much.",
  }),
  "prove-that-it-is-you-and-try-again-the-last-time-is-more-than-10-minutes-ago": msg({
    message: "Prove that it is you and try again: the last time is more than 10 minutes ago.",
  }),
  "recent-years-are-easy-to-guess": msg({ message: "Recent years are easy to guess." }),
  "repeats-like-aaa-are-easy-to-guess": msg({ message: 'Repeats like "aaa" are easy to guess.' }),
  "repeats-like-abcabcabc-are-only-slightly-harder-to-guess-than-abc": msg({
    message: 'Repeats like "abcabcabc" are only slightly harder to guess than "abc".',
  }),
  "requests-codes-which-go-out-over-your-gateways-a-token-in-a-header-proves-each-request-is-genuine":
    msg({
      message:
        "Requests codes, which go out over your gateways. A token in a header proves each request is genuine.",
    }),
  "reversed-words-arent-much-harder-to-guess": msg({
    message: "Reversed words aren't much harder to guess.",
  }),
  "send-an-sms-to-one-of-your-numbers": msg({ message: "Send an SMS to one of your numbers." }),
  "send-an-sms-to-your-number-or-reply-to-one-that-you-sent": msg({
    message: "Send an SMS to your number, or reply to one that you sent.",
  }),
  "send-an-sms-to-your-private-number": msg({ message: "Send an SMS to your private number." }),
  "sender-from": msg({ message: "Sender (From)" }),
  "sends-an-sms-from-a-twilio-number-or-messaging-service": msg({
    message: "Sends an SMS from a Twilio number or messaging service.",
  }),
  "sends-an-sms-from-an-android-phone-of-yours": msg({
    message: "Sends an SMS from an Android phone of yours.",
  }),
  "sends-codes-through-websms-which-writes-the-text": msg({
    message: "Sends codes through WebSMS, which writes the text.",
  }),
  "sequences-like-abc-or-6543-are-easy-to-guess": msg({
    message: "Sequences like abc or 6543 are easy to guess.",
  }),
  "set-up-a-code-app-or-a-passkey-first": msg({ message: "Set up a code app or a passkey first." }),
  "sha256-as-github-sends-it": msg({ message: "sha256=… as GitHub sends it" }),
  "short-keyboard-patterns-are-easy-to-guess": msg({
    message: "Short keyboard patterns are easy to guess.",
  }),
  "sign-in-with-a-second-factor-yourself-first-or-you-would-be-held-up-too": msg({
    message: "Sign in with a second factor yourself first, or you would be held up too.",
  }),
  "signing-secret": msg({ message: "Signing secret" }),
  "signs-as-standard-webhooks-do-whsec-and-base64-or-any-text": msg({
    message: "Signs as Standard Webhooks do; whsec_ and base64, or any text",
  }),
  "signs-each-webhook-together-with-its-time-so-that-forged-and-replayed-ones-are-refused": msg({
    message:
      "Signs each webhook together with its time, so that forged and replayed ones are refused.",
  }),
  "signs-the-body-of-each-webhook-codebell-spots-replays-by-the-message-id": msg({
    message: "Signs the body of each webhook. Codebell spots replays by the message id.",
  }),
  "something-went-wrong-on-the-server-its-log-has-the-details-under-this-request-id": msg({
    message: "Something went wrong on the server; its log has the details under this request id.",
  }),
  "standard-webhooks-svix-and-others": msg({ message: "Standard Webhooks (Svix and others)" }),
  "straight-rows-of-keys-are-easy-to-guess": msg({
    message: "Straight rows of keys are easy to guess.",
  }),
  "subscribe-the-endpoint-to-the-event-sms-received-other-events-are-fine-too-codebell-logs-them-below":
    msg({
      message:
        "Subscribe the endpoint to the event sms.received. Other events are fine too; Codebell logs them below.",
    }),
  "t-v1-as-stripe-sends-it": msg({ message: "t=…,v1=… as Stripe sends it" }),
  "takes-more-than-on-the-last-messages-repeat-less": msg({
    message: "takes more than {budget} on the last messages: repeat less",
  }),
  "the-access-token-or-key-is-missing-expired-or-no-longer-valid-sign-in-again": msg({
    message: "The access token or key is missing, expired or no longer valid; sign in again.",
  }),
  "the-address-of-the-cloud-or-of-your-phone-such-as-http-192-168-1-20-8080": msg({
    message: "The address of the cloud or of your phone, such as http://192.168.1.20:8080",
  }),
  "the-address-where-you-open-gotify": msg({ message: "The address where you open Gotify." }),
  "the-address-where-your-program-accepts-post-requests-codebell-signs-each-request-so-your-program-can-tell-real-ones-from-fakes":
    msg({
      message:
        "The address where your program accepts POST requests. Codebell signs each request, so your program can tell real ones from fakes.",
    }),
  "the-bare-signature-of-the-body": msg({ message: "The bare signature of the body" }),
  "the-body-did-not-arrive-whole-send-it-again": msg({
    message: "The body did not arrive whole; send it again.",
  }),
  "the-body-does-not-come-as-json-send-json-and-the-header-content-type-application-json": msg({
    message:
      "The body does not come as JSON; send JSON, and the header Content-Type: application/json.",
  }),
  "the-body-is-larger-than-bytes-the-most-that-is-accepted-here-send-less-at-once": msg({
    message:
      "The body is larger than {bytes} bytes, the most that is accepted here; send less at once.",
  }),
  "the-body-is-not-json-mend-it-there": msg({
    message: "The body is not JSON: {wrong}; mend it there.",
  }),
  "the-code-app-is-set-up-already": msg({ message: "The code app is set up already." }),
  "the-code-is-wrong-too-old-or-was-used-before": msg({
    message: "The code is wrong, too old or was used before.",
  }),
  "the-database-cannot-be-reached-at-the-moment-try-again-shortly": msg({
    message: "The database cannot be reached at the moment; try again shortly.",
  }),
  "the-e-mail-address-or-the-password-is-wrong": msg({
    message: "The e-mail address or the password is wrong.",
  }),
  "the-field-message-is-too-long": msg({ message: "The field message is too long." }),
  "the-field-otp-is-not-4-to-8-digits": msg({ message: "The field otp is not 4 to 8 digits." }),
  "the-field-phone-number-is-no-phone-number": msg({
    message: "The field phone_number is no phone number.",
  }),
  "the-field-timestamp-is-s-old-600-s-are-tolerated-is-a-clock-wrong": msg({
    message: "The field timestamp is {seconds} s old; 600 s are tolerated. Is a clock wrong?",
  }),
  "the-gateway-gave-no-answer-that-says-so-it-may-have-been-sent": msg({
    message: "The gateway gave no answer that says so; it may have been sent.",
  }),
  "the-invitation-is-used-expired-or-taken-back-ask-for-a-new-one": msg({
    message: "The invitation is used, expired or taken back; ask for a new one.",
  }),
  "the-link-is-used-expired-or-replaced-ask-an-owner-for-a-new-one": msg({
    message: "The link is used, expired or replaced; ask an Owner for a new one.",
  }),
  "the-number-has-messages-add-messages-delete-to-delete-them-too": msg({
    message: "The number has {messages} messages; add ?messages=delete to delete them too.",
  }),
  "the-request-cant-be-understood": msg({ message: "The request can't be understood." }),
  "the-request-took-too-long-to-arrive": msg({ message: "The request took too long to arrive." }),
  "the-session-has-ended": msg({ message: "The session has ended." }),
  "the-session-has-ended-sign-in-again": msg({ message: "The session has ended; sign in again." }),
  "the-setting-makes-this-gateway-change-it-there": msg({
    message: "The setting {setting} makes this gateway; change it there.",
  }),
  "the-setting-makes-this-source-and-its-secret-change-it-there": msg({
    message: "The setting {setting} makes this source and its secret; change it there.",
  }),
  "the-setup-link-is-used-expired-or-replaced-restart-the-server-for-a-new-one": msg({
    message: "The setup link is used, expired or replaced; restart the server for a new one.",
  }),
  "the-team-has-members-and-open-invitations-and-codebell-max-members-is-remove-one-first": msg({
    message:
      "The team has {members} members and {invitations} open invitations, and CODEBELL_MAX_MEMBERS is {most}; remove one first.",
  }),
  "the-team-has-sent-as-many-codes-today-as-it-allows-try-again-in-s": msg({
    message: "The team has sent as many codes today as it allows; try again in {seconds} s.",
  }),
  "the-team-would-have-no-owner-who-can-sign-in-make-another-member-one-first": msg({
    message: "The team would have no Owner who can sign in; make another member one first.",
  }),
  "the-topic-you-subscribe-to-in-ntfy-anyone-who-knows-the-name-can-read-along-so-make-it-hard-to-guess":
    msg({
      message:
        "The topic you subscribe to in ntfy. Anyone who knows the name can read along, so make it hard to guess.",
    }),
  "there-are-channels-already-the-most-there-can-be-remove-one-first": msg({
    message: "There are {most} channels already, the most there can be; remove one first.",
  }),
  "there-are-gateways-already-the-most-there-can-be-remove-one-first": msg({
    message: "There are {most} gateways already, the most there can be; remove one first.",
  }),
  "there-are-keys-of-yours-already-the-most-there-can-be-revoke-one-first": msg({
    message: "There are {most} keys of yours already, the most there can be; revoke one first.",
  }),
  "there-are-passkeys-of-yours-already-the-most-there-can-be-remove-one-first": msg({
    message: "There are {most} passkeys of yours already, the most there can be; remove one first.",
  }),
  "there-are-rules-already-the-most-there-can-be-delete-one-first": msg({
    message: "There are {most} rules already, the most there can be; delete one first.",
  }),
  "there-are-rules-for-codes-already-the-most-there-can-be-delete-one-first": msg({
    message: "There are {most} rules for codes already, the most there can be; delete one first.",
  }),
  "there-are-views-of-yours-already-the-most-there-can-be-delete-one-first": msg({
    message: "There are {most} views of yours already, the most there can be; delete one first.",
  }),
  "there-is-a-member-with-this-e-mail-address-already": msg({
    message: "There is a member with this e-mail address already.",
  }),
  "there-is-a-source-at-this-address-already-choose-another-slug": msg({
    message: "There is a source at this address already; choose another slug.",
  }),
  "there-is-an-invitation-for-this-e-mail-address-already-send-it-again": msg({
    message: "There is an invitation for this e-mail address already; send it again.",
  }),
  "there-is-no-gateway-to-send-with-add-one-under-sends-or-set-websms-client-id-and-websms-client-secret":
    msg({
      message:
        "There is no gateway to send with: add one under Sends, or set WEBSMS_CLIENT_ID and WEBSMS_CLIENT_SECRET.",
    }),
  "there-is-no-session-sign-in": msg({ message: "There is no session; sign in." }),
  "there-is-no-source-at-this-address": msg({ message: "There is no source at this address." }),
  "there-is-no-such-api-key-or-it-is-not-visible-to-you": msg({
    message: "There is no such API key, or it is not visible to you.",
  }),
  "there-is-no-such-canary-or-it-is-not-visible-to-you": msg({
    message: "There is no such canary, or it is not visible to you.",
  }),
  "there-is-no-such-channel-or-it-is-not-visible-to-you": msg({
    message: "There is no such channel, or it is not visible to you.",
  }),
  "there-is-no-such-code-app-or-it-is-not-visible-to-you": msg({
    message: "There is no such code app, or it is not visible to you.",
  }),
  "there-is-no-such-code-rule-or-it-is-not-visible-to-you": msg({
    message: "There is no such code rule, or it is not visible to you.",
  }),
  "there-is-no-such-delivery-or-it-is-not-visible-to-you": msg({
    message: "There is no such delivery, or it is not visible to you.",
  }),
  "there-is-no-such-gateway-or-it-is-not-visible-to-you": msg({
    message: "There is no such gateway, or it is not visible to you.",
  }),
  "there-is-no-such-invitation-or-it-is-not-visible-to-you": msg({
    message: "There is no such invitation, or it is not visible to you.",
  }),
  "there-is-no-such-member-of-this-number-or-it-is-not-visible-to-you": msg({
    message: "There is no such member of this number, or it is not visible to you.",
  }),
  "there-is-no-such-member-or-it-is-not-visible-to-you": msg({
    message: "There is no such member, or it is not visible to you.",
  }),
  "there-is-no-such-message-or-it-is-not-visible-to-you": msg({
    message: "There is no such message, or it is not visible to you.",
  }),
  "there-is-no-such-name-of-a-source-or-it-is-not-visible-to-you": msg({
    message: "There is no such name of a source, or it is not visible to you.",
  }),
  "there-is-no-such-notice-or-it-is-not-visible-to-you": msg({
    message: "There is no such notice, or it is not visible to you.",
  }),
  "there-is-no-such-number-or-it-is-not-visible-to-you": msg({
    message: "There is no such number, or it is not visible to you.",
  }),
  "there-is-no-such-passkey-or-it-is-not-visible-to-you": msg({
    message: "There is no such passkey, or it is not visible to you.",
  }),
  "there-is-no-such-rule-or-it-is-not-visible-to-you": msg({
    message: "There is no such rule, or it is not visible to you.",
  }),
  "there-is-no-such-send-or-it-is-not-visible-to-you": msg({
    message: "There is no such send, or it is not visible to you.",
  }),
  "there-is-no-such-session-or-it-is-not-visible-to-you": msg({
    message: "There is no such session, or it is not visible to you.",
  }),
  "there-is-no-such-source-or-it-is-not-visible-to-you": msg({
    message: "There is no such source, or it is not visible to you.",
  }),
  "there-is-no-such-text-of-your-own-or-it-is-not-visible-to-you": msg({
    message: "There is no such text of your own, or it is not visible to you.",
  }),
  "there-is-no-such-view-or-it-is-not-visible-to-you": msg({
    message: "There is no such view, or it is not visible to you.",
  }),
  "there-is-nothing-at-this-address": msg({ message: "There is nothing at this address." }),
  "there-is-nothing-at-this-address-try-it-without-the-slash-at-its-end": msg({
    message: "There is nothing at this address; try it without the slash at its end.",
  }),
  "there-were-too-many-attempts-from-your-address-wait-a-little": msg({
    message: "There were too many attempts from your address; wait a little.",
  }),
  "there-were-too-many-attempts-to-sign-in-to-this-account-wait-a-little": msg({
    message: "There were too many attempts to sign in to this account; wait a little.",
  }),
  "there-were-too-many-failed-attempts-wait-s": msg({
    message: "There were too many failed attempts; wait {seconds} s.",
  }),
  "this-address-does-not-take-this-method-see-the-allow-header": msg({
    message: "This address does not take this method; see the Allow header.",
  }),
  "this-build-holds-no-page-build-it-with-make-web": msg({
    message: "This build holds no page; build it with: make web",
  }),
  "this-is-a-top-10-common-password": msg({ message: "This is a top-10 common password." }),
  "this-is-a-top-100-common-password": msg({ message: "This is a top-100 common password." }),
  "this-is-a-very-common-password": msg({ message: "This is a very common password." }),
  "this-is-similar-to-a-commonly-used-password": msg({
    message: "This is similar to a commonly used password.",
  }),
  "this-key-does-not-have-the-scope": msg({ message: "This key does not have the scope {name}." }),
  "this-key-is-limited-to-some-numbers-and-is-about-all": msg({
    message: "This key is limited to some numbers, and {name} is about all.",
  }),
  "this-key-or-source-sends-too-many-codes-try-again-in-s": msg({
    message: "This key or source sends too many codes; try again in {seconds} s.",
  }),
  "this-needs-the-role-manager-on-the-number-yours-is-viewer": msg({
    message: "This needs the role manager on the number; yours is viewer.",
  }),
  "this-needs-the-role-yours-is": msg({ message: "This needs the role {roles}; yours is {role}." }),
  "this-number-is-there-already": msg({ message: "This number is there already." }),
  "this-passkey-was-added-before": msg({ message: "This passkey was added before." }),
  "this-source-feeds-a-restricted-number-that-you-do-not-read-ask-an-owner": msg({
    message: "This source feeds a restricted number that you do not read; ask an Owner.",
  }),
  "this-source-posts-more-webhooks-per-second-than-codebell-webhook-rate-allows": msg({
    message: "This source posts more webhooks per second than CODEBELL_WEBHOOK_RATE allows.",
  }),
  "to-a-gotify-server-of-your-own": msg({ message: "To a Gotify server of your own." }),
  "to-phones-and-computers-that-follow-a-topic": msg({
    message: "To phones and computers that follow a topic.",
  }),
  "to-up-to-20-addresses-over-the-servers-mail": msg({
    message: "To up to 20 addresses, over the server’s mail.",
  }),
  "to-your-own-program-as-signed-json": msg({ message: "To your own program, as signed JSON." }),
  "token-of-the-application": msg({ message: "Token of the application" }),
  "token-of-the-bot": msg({ message: "Token of the bot" }),
  "too-many-codes-were-asked-for-from-this-network-try-again-in-s": msg({
    message: "Too many codes were asked for from this network; try again in {seconds} s.",
  }),
  "too-many-codes-were-checked": msg({ message: "Too many codes were checked." }),
  "too-many-codes-were-checked-for-this-number": msg({
    message: "Too many codes were checked for this number.",
  }),
  "too-many-codes-were-sent-to-this-number-in-the-last-hour-try-again-in-s": msg({
    message: "Too many codes were sent to this number in the last hour; try again in {seconds} s.",
  }),
  "too-many-live-connections-wait-to-be-signed-in-try-again-in-5-seconds": msg({
    message: "Too many live connections wait to be signed in; try again in 5 seconds.",
  }),
  "too-many-sessions-were-refreshed-from-your-address-wait-a-little": msg({
    message: "Too many sessions were refreshed from your address; wait a little.",
  }),
  "too-many-webhooks-with-a-wrong-signature-came-from-this-address": msg({
    message: "Too many webhooks with a wrong signature came from this address.",
  }),
  topic: msg({ message: "Topic" }),
  "use-a-few-words-avoid-common-phrases": msg({
    message: "Use a few words, avoid common phrases.",
  }),
  "use-a-longer-keyboard-pattern-with-more-turns": msg({
    message: "Use a longer keyboard pattern with more turns.",
  }),
  "use-the-same-secret-on-both-sides-paste-this-one-at-your-provider-or-paste-theirs-here": msg({
    message:
      "Use the same secret on both sides: paste this one at your provider, or paste theirs here.",
  }),
  "used-when-connexus-doesnt-say-which-number-received-a-message": msg({
    message: "Used when Connexus doesn’t say which number received a message.",
  }),
  username: msg({ message: "Username" }),
  "v0-with-its-own-timestamp-header-as-slack-sends-it": msg({
    message: "v0=… with its own timestamp header, as Slack sends it",
  }),
  "was-not-accepted-begin-again": msg({ message: "was not accepted; begin again" }),
  "was-used-for-another-request-in-the-last-24-hours": msg({
    message: "was used for another request in the last 24 hours",
  }),
  "who-makes-codes": msg({ message: "Who makes codes" }),
  "would-take-too-long-on-some-messages-repeat-less-say-what-may-stand-between-two-repeated-parts-or-begin-with-words-of-the-message":
    msg({
      message:
        "would take too long on some messages: repeat less, say what may stand between two repeated parts, or begin with words of the message",
    }),
  "you-are-reading-much-at-once-wait-until-that-has-ended": msg({
    message: "You are reading much at once; wait until that has ended.",
  }),
  "you-are-trying-another-rule-out-wait-until-that-has-ended": msg({
    message: "You are trying another rule out; wait until that has ended.",
  }),
  "you-have-a-view-of-this-name-already-choose-another": msg({
    message: "You have a view of this name already; choose another.",
  }),
  "you-have-no-passkey-that-works-here": msg({ message: "You have no passkey that works here." }),
  "you-say-which-header-has-the-signature-and-what-it-covers": msg({
    message: "You say which header has the signature, and what it covers.",
  }),
  "your-team-demands-a-second-factor-set-one-up-in-your-profile": msg({
    message: "Your team demands a second factor; set one up in your profile.",
  }),
  "your-team-demands-a-second-factor-set-up-another-one-before-you-remove-this": msg({
    message: "Your team demands a second factor; set up another one before you remove this.",
  }),
};

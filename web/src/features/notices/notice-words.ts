import { plural, t } from "@lingui/core/macro";
import type { Notice } from "../../api/client.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import { dayInWords, momentInWords } from "../../lib/time-words.ts";

const DAY_MS = 86_400_000;

/** In the page's language where the kind is known and all is there that it speaks of. */
export function titleInWords(notice: Notice): string {
  const number = notice.number && (notice.number.label ?? phoneInWords(notice.number.phone_number));
  const channel = detailOf(notice, "channel", "string");
  const member = detailOf(notice, "member", "string");
  const rule = detailOf(notice, "rule", "string");
  switch (notice.kind) {
    case "number.expiring": {
      const day = endOf(notice);
      if (number && day) return t`${number} ends around ${day}`;
      if (number) return t`${number} ends soon`;
      break;
    }
    case "number.silent":
      if (number) return t`${number} has been silent for longer than usual`;
      break;
    case "billing.issue": {
      const source = detailOf(notice, "source", "string");
      if (source) return t`${source} reports a payment problem`;
      break;
    }
    case "channel.failing":
      if (channel) return t`Messages do not reach the channel ${channel}`;
      break;
    case "channel.gone":
      if (channel) return t`The channel ${channel} is switched off: its receiver is gone`;
      break;
    case "channel.orphaned":
      if (member) return t`Channels of ${member} are switched off`;
      break;
    case "pattern.slow":
      if (rule) return t`The rule ${rule} is switched off: its pattern is too slow`;
      break;
    case "audit.broken":
      return t`The audit log was changed from outside Codebell`;
    case "database.restarted":
      return t`The database crashed and was restarted`;
    case "send.ceiling":
      return t`No more codes are sent today`;
    case "canary.missing":
      if (number) return t`${number} may have stopped receiving`;
      break;
  }
  return notice.title;
}

/** What is to be done. Where a provider speaks in it, those words are kept. */
export function textInWords(notice: Notice): string {
  return textOf(notice) ?? notice.text;
}

function textOf(notice: Notice): string | undefined {
  const at = detailOf(notice, "since", "string");
  const since = at !== undefined && isTime(at) ? momentInWords(at) : undefined;
  const source = detailOf(notice, "source", "string");
  switch (notice.kind) {
    case "number.expiring":
      return source && said(notice, t`Renew it at ${source}, or you’ll miss the codes sent to it.`);
    case "billing.issue":
      return (
        source && said(notice, t`Check the payment at ${source}, or you may lose its numbers.`)
      );
    case "number.silent":
      return (
        since &&
        t`Last message: ${since}. Check with the provider that the number is still yours, and send an SMS to it.`
      );
    case "channel.failing": {
      const detail = detailOf(notice, "detail", "string");
      return (
        since &&
        detail &&
        t`Failing since ${since}: ${detail}. Deliveries lists what didn’t get through.`
      );
    }
    case "channel.gone":
      return t`The endpoint answered 410, so forwarding has stopped. Enter the channel’s new address and switch the channel on.`;
    case "channel.orphaned":
      if (orphansOf(notice).length === 0) return undefined;
      return t`These channels have stopped forwarding. Take over those your team still needs: you then become responsible for where they send messages.`;
    case "pattern.slow":
      return t`The pattern took too long to search messages with. Write a simpler one: repeat less, and begin with words from the message.`;
    case "audit.broken": {
      const seq = detailOf(notice, "seq", "number");
      if (!since || seq === undefined) return undefined;
      return t`Found ${since}. What happened since then is in a new chain, from entry ${seq} on. Run “codebell audit verify” to see what was changed, and find out who else can write to the database.`;
    }
    case "database.restarted": {
      const how = detailOf(notice, "how", "string");
      const milliseconds = detailOf(notice, "milliseconds", "number");
      if (how === undefined || milliseconds === undefined) return undefined;
      return t`PostgreSQL ended unexpectedly (${how}) and answered again after ${milliseconds} ms. No accepted message is lost; providers send again what came in between. Check that the machine has enough memory. The file postgres.log beside the database says more.`;
    }
    case "send.ceiling":
      return ceilingInWords(notice);
    case "canary.missing":
      return (
        since &&
        t`The test message from ${since} didn’t come back. Check the number’s provider, its webhook and the gateway.`
      );
    default:
      return undefined;
  }
}

/** A provider’s own words first, then what is to be done. */
function said(notice: Notice, mend: string): string {
  const own = detailOf(notice, "said", "string");
  return own ? `${own} ${mend}` : mend;
}

function ceilingInWords(notice: Notice): string | undefined {
  const most = detailOf(notice, "per_day", "number");
  if (most === undefined) return undefined;
  return plural(most, {
    one: "Today’s limit of # send is reached. Check Sends to see who requested it: bots that trigger SMS to their own numbers cost you money. An Owner can raise the limit there.",
    other:
      "Today’s limit of # sends is reached. Check Sends to see who requested them: bots that trigger SMS to their own numbers cost you money. An Owner can raise the limit there.",
  });
}

/** The channels that a member has left behind. */
export function orphansOf(notice: Notice): { id: string; name: string }[] {
  const { channels } = notice.details as { channels?: unknown };
  if (notice.kind !== "channel.orphaned" || !Array.isArray(channels)) return [];
  return channels.filter(({ id, name }) => typeof id === "string" && typeof name === "string");
}

/** The provider speaks of days from then; by now they may be fewer. */
function endOf(notice: Notice): string | undefined {
  const days = detailOf(notice, "days", "number");
  if (days === undefined) return undefined;
  const end = new Date(Date.parse(notice.created_at) + days * DAY_MS);
  return dayInWords(end.toISOString().slice(0, 10));
}

function isTime(text: string): boolean {
  return !Number.isNaN(Date.parse(text));
}

interface Types {
  string: string;
  number: number;
}

function detailOf<T extends keyof Types>(
  notice: Notice,
  name: string,
  type: T,
): Types[T] | undefined {
  const found = (notice.details as Record<string, unknown>)[name];
  return typeof found === type ? (found as Types[T]) : undefined;
}

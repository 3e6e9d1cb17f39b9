import { t } from "@lingui/core/macro";
import type { Channel, PhoneNumber } from "../../api/client.ts";
import { listInWords } from "../../lib/list-words.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import type { Conditions, RuleEvent } from "./rule-api.ts";
import { nameOfNumber } from "./rule-words.ts";

interface Named {
  event: RuleEvent;
  number_id: string | null;
  conditions: Conditions;
  channel_ids: string[];
}

interface Known {
  channels: Channel[] | undefined;
  numbers: PhoneNumber[] | undefined;
}

const LONGEST = 100;

/** A name for a rule that was given none: "Codes from Stripe to Ops chat". */
export function nameFor(rule: Named, { channels, numbers }: Known): string {
  const what = whatInWords(rule);
  const { senders, services, number_ids } = rule.conditions;
  const from = few([...services, ...senders.map(phoneInWords)]);
  const of = few(
    (rule.number_id ? [rule.number_id] : number_ids).map((id) => nameOfNumber(id, numbers)),
  );
  const to = few(
    rule.channel_ids.flatMap((id) => channels?.find((channel) => channel.id === id)?.name ?? []),
  );
  const words = [what, from && t`from ${from}`, of && t`at ${of}`, to && t`to ${to}`];
  const name = words.filter(Boolean).join(" ");
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
}

function whatInWords({ event, conditions }: Named): string {
  if (event === "notice") return t`Notices`;
  if (conditions.has_code === null) return t`Messages`;
  return conditions.has_code ? t`Codes` : t`Messages without a code`;
}

/** The first two; of more only how many there are beside. */
function few(names: string[]): string {
  const shown = listInWords(names.slice(0, 2));
  const rest = names.length - 2;
  return rest > 0 ? t`${shown} and ${rest} more` : shown;
}

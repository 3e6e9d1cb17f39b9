import { t } from "@lingui/core/macro";
import { useState } from "react";
import type { ChannelKind } from "./channel-api.ts";
import { isSame, retriesIn, retriesInWords, retriesRule } from "./retry-times.ts";
import { type Faults, missingIn, type SettingsDraft, settingsOf } from "./settings-draft.ts";

interface Before {
  name: string;
  is_thin: boolean;
  retry_at_seconds: number[];
}

/** What is typed into the form of a channel, and what is wrong with it before the server is asked. */
export function useChannelDraft(kind: ChannelKind, before: Before, startsWithSettings: boolean) {
  const [name, setName] = useState(before.name);
  const [isThin, setThin] = useState(before.is_thin);
  const [retries, setRetries] = useState(retriesInWords(before.retry_at_seconds));
  const [settings, setSettings] = useState<SettingsDraft>({});
  const [hasSettings, setHasSettings] = useState(startsWithSettings);
  const seconds = retriesIn(retries);

  return {
    kind,
    name,
    setName,
    isThin,
    setThin,
    retries,
    setRetries,
    settings,
    setSettings,
    hasSettings,
    setHasSettings,
    /** By the server's names of the fields. */
    check: (): Faults => ({
      ...(!name.trim() && { name: t`Enter a name.` }),
      ...(hasSettings && missingIn(kind, settings)),
      ...(!seconds && { retry_at_seconds: retriesRule() }),
    }),
    read: () => ({
      name: name.trim(),
      is_thin: isThin,
      settings: hasSettings ? settingsOf(kind, settings) : undefined,
      seconds: seconds ?? before.retry_at_seconds,
      isOtherRetries: seconds !== undefined && !isSame(seconds, before.retry_at_seconds),
    }),
  };
}

export type ChannelDraft = ReturnType<typeof useChannelDraft>;

import { plural, t } from "@lingui/core/macro";
import { useEffect, useState } from "react";
import { usePreferences } from "../../api/use-preferences.ts";
import { spokenCode } from "../../lib/code-groups.ts";
import { fromInWords } from "../../lib/sender-words.ts";
import { useLiveEvent } from "../../realtime/use-live.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { spokenCodes } from "./spoken-codes.ts";

const manyCodes = (count: number) => plural(count, { one: "# new code", other: "# new codes" });

/** Tells those who don't see the list that a code has come, and the code itself. */
export function useSpokenCodes() {
  const announce = useAnnounce();
  const { muted_number_ids } = usePreferences();
  const [codes] = useState(() => spokenCodes(announce, manyCodes));
  useEffect(() => () => codes.stop(), [codes]);
  useLiveEvent("message.received", (message) => {
    if (!message.code || muted_number_ids.includes(message.number.id)) return;
    const service = fromInWords(message);
    const code = spokenCode(message.code);
    codes.add(t`New code from ${service}: ${code}`);
  });
}

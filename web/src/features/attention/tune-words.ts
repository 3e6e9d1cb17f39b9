import { t } from "@lingui/core/macro";
import type { Tune } from "./device-settings.ts";

export function tuneInWords(tune: Tune): string {
  const words: Record<Tune, string> = {
    bell: t({ message: "Bell", context: "sound" }),
    chime: t({ message: "Chime", context: "sound" }),
    knock: t({ message: "Knock", context: "sound" }),
    glass: t({ message: "Glass", context: "sound" }),
  };
  return words[tune];
}

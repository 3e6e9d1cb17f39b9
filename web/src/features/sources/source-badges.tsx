import { t } from "@lingui/core/macro";
import { Badge } from "../../ui/badge.tsx";
import type { Source } from "./source-api.ts";

export function SourceBadges({ source }: { source: Source }) {
  const setting = source.managed_by;
  return (
    <>
      {source.is_demo && <Badge tone="heed">{t`Demo`}</Badge>}
      {setting && <Badge>{t`Set by ${setting}`}</Badge>}
    </>
  );
}

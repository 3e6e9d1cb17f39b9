import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useAnnounce } from "../../ui/announcer.tsx";
import { setListHidden, useListHidden } from "./hidden-list.ts";

/** Brings the list of first steps back to the inbox; nothing while it is there. */
export function ShowFirstRun() {
  const isHidden = useListHidden();
  const announce = useAnnounce();
  if (!isHidden) return null;

  function show() {
    setListHidden(false);
    announce(t`The first steps are shown in the inbox again`);
    document.getElementById("main")?.focus();
  }

  return (
    <div>
      <Button variant="default" onClick={show}>
        <Trans>Show the first steps again</Trans>
      </Button>
    </div>
  );
}

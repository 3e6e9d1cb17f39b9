import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useState } from "react";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Part } from "../../ui/page.tsx";
import type { Source } from "./source-api.ts";
import { useDeleteSource } from "./use-sources.ts";

export function DeleteSourcePart({ source, onDeleted }: { source: Source; onDeleted: () => void }) {
  const [isAsking, setAsking] = useState(false);
  const remove = useDeleteSource(source.id);
  const name = source.name;
  return (
    <Part
      title={t`Delete this source`}
      words={t`The source’s address stops working. Messages already received stay.`}
      actions={
        <Button variant="default" onClick={() => setAsking(true)}>
          <Trans>Delete source</Trans>
        </Button>
      }
    >
      {isAsking && (
        <ConfirmDialog
          title={t`Delete ${name}?`}
          act={t`Delete`}
          pending={remove.isPending}
          failure={remove.error}
          onConfirm={() => remove.mutate(undefined, { onSuccess: onDeleted })}
          onClose={() => setAsking(false)}
        >
          <p>
            {t`Anything the provider sends from now on is lost. The source’s secret and log are deleted; messages stay.`}
          </p>
        </ConfirmDialog>
      )}
    </Part>
  );
}

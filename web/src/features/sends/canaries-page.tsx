import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { PhoneNumber } from "../../api/client.ts";
import { useCapability } from "../../api/use-capability.ts";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Page, Part } from "../../ui/page.tsx";
import rows from "../../ui/rows.module.css";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import { CanaryDialog } from "./canary-dialog.tsx";
import { CanaryRow } from "./canary-row.tsx";
import { RemoveCanaryDialog } from "./remove-canary-dialog.tsx";
import type { Canary } from "./send-api.ts";
import { canBeTested, useCanaries } from "./use-canaries.ts";
import { useGateways } from "./use-gateways.ts";

interface CanariesPageProps {
  tabs: ReactNode;
  /** Numbers that can be tested; undefined until they are known. */
  numbers: PhoneNumber[] | undefined;
}

type Open = { act: "add" } | { act: "edit" | "remove"; canary: Canary };

/** The numbers that Codebell texts on a schedule, to see whether they still receive. */
export function CanariesPage({ tabs, numbers }: CanariesPageProps) {
  const { data, error, refetch } = useCanaries();
  const gateways = useGateways().data?.data;
  const mayWrite = useCapability("gateways:write");
  const [open, setOpen] = useState<Open>();
  const add = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  const canaries = data?.data;
  const tested = new Set(canaries?.map(({ number }) => number.id));
  const free = numbers?.filter((number) => canBeTested(number) && !tested.has(number.id)) ?? [];
  const close = () => setOpen(undefined);

  // The button that was pressed went with its number: the focus would be nowhere.
  useEffect(() => {
    if (!open && wasOpen.current && document.activeElement === document.body)
      add.current?.focus({ preventScroll: true });
    wasOpen.current = open !== undefined;
  }, [open]);

  return (
    <Page
      title={t`Sends`}
      lead={t`A silent number looks just like one that nobody texts. Codebell texts these numbers on a schedule and alerts you when a message doesn’t come back.`}
    >
      {tabs}
      <Part
        title={t`Numbers that are tested`}
        words={t`Your provider charges you for each test SMS.`}
        actions={
          mayWrite &&
          free.length > 0 && (
            <Button ref={add} variant="default" onClick={() => setOpen({ act: "add" })}>
              <Trans>Test number</Trans>
            </Button>
          )
        }
      >
        {error && !canaries && <LoadFailure failure={error} onRetry={refetch} />}
        {!canaries && !error && <WaitingRows label={t`Loading the numbers`} />}
        {canaries?.length === 0 && <p className={rows.none}>{t`No number is tested.`}</p>}
        {canaries && canaries.length > 0 && (
          <ul className={rows.rows} aria-label={t`Numbers that are tested`}>
            {canaries.map((canary) => (
              <CanaryRow
                key={canary.number.id}
                canary={canary}
                gateways={gateways}
                mayWrite={mayWrite}
                onAct={(act) => setOpen({ act, canary })}
              />
            ))}
          </ul>
        )}
      </Part>
      {(open?.act === "add" || open?.act === "edit") && (
        <CanaryDialog
          canary={open.act === "edit" ? open.canary : undefined}
          numbers={free}
          gateways={gateways}
          onClose={close}
        />
      )}
      {open?.act === "remove" && <RemoveCanaryDialog canary={open.canary} onClose={close} />}
    </Page>
  );
}

import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { fieldFailures } from "../../api/problem.ts";
import { FormDialog } from "../../ui/dialog-form.tsx";
import type { Gateway } from "./send-api.ts";
import classes from "./send-dialog.module.css";
import { SendStatusLine } from "./send-status-line.tsx";
import { statusMeaning } from "./send-words.ts";
import { phoneIn } from "./sends-search.ts";
import { Timeline } from "./timeline.tsx";
import { useTestGateway } from "./use-gateways.ts";
import { useLiveSends, useSend } from "./use-sends.ts";

interface GatewayTestDialogProps {
  gateway: Gateway;
  onClose: () => void;
}

/** Sends a text over one gateway, and shows what came of it while reports come in. */
export function GatewayTestDialog({ gateway, onClose }: GatewayTestDialogProps) {
  const test = useTestGateway(gateway.id);
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);
  const { name } = gateway;
  const fault = isWrong
    ? t`Enter a number with its country code, such as +64 21 555 010.`
    : fieldFailures(test.error).to;

  function submit() {
    const to = phoneIn(typed);
    setWrong(!to);
    if (to) test.mutate(to);
  }

  return (
    <FormDialog
      title={t`Test ${name}`}
      wide
      act={test.data ? t`Send another` : t`Send test`}
      pending={test.isPending}
      failure={!fault && test.error}
      faults={fault}
      leave={<Trans>Close</Trans>}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={t`Number`}
        description={t`Sends a text without a code. Your provider charges you for each real SMS.`}
        type="tel"
        autoComplete="off"
        placeholder="+64 21 555 010"
        value={typed}
        onChange={(event) => {
          setWrong(false);
          setTyped(event.currentTarget.value);
        }}
        error={fault}
      />
      {test.data && !test.isPending && <Outcome key={test.data.id} id={test.data.id} />}
    </FormDialog>
  );
}

function Outcome({ id }: { id: string }) {
  const { data } = useSend(id);
  useLiveSends();
  if (!data) return null;
  return (
    <section className={classes.section} aria-label={t`Result`}>
      <div role="status">
        <SendStatusLine send={data} />
        <span className={classes.meaning}>{statusMeaning(data.status)}</span>
      </div>
      <Timeline detail={data} />
    </section>
  );
}

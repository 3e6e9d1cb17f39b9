import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useCapability } from "../../api/use-capability.ts";
import { BlankState } from "../../ui/blank-state.tsx";

/** Nothing can be sent yet: says what it takes, and who can see to it. */
export function NoGateway() {
  const mayWrite = useCapability("gateways:write");
  return (
    <BlankState
      title={t`Nothing can be sent yet`}
      actions={
        mayWrite && (
          <Button component={Link} to="/sends/gateways">
            <Trans>Set up a gateway</Trans>
          </Button>
        )
      }
    >
      <p>
        {mayWrite
          ? t`Gateways send your SMS: a provider account or your own Android phone. Set one up, and your programs can send and verify codes.`
          : t`Gateways send SMS. Ask an Owner to set one up so you can send and verify codes.`}
      </p>
    </BlankState>
  );
}

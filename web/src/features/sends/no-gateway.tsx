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
          ? t`A gateway is what sends an SMS: an account at a provider, or an Android phone of yours. With one set up, your programs can have codes sent and checked.`
          : t`A gateway is what sends an SMS. Ask an Owner to set one up; then codes can be sent and checked.`}
      </p>
    </BlankState>
  );
}

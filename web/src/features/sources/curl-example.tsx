import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useClock } from "../../lib/clock.ts";
import { CopyField } from "../../ui/copy-field.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import classes from "./connect.module.css";
import { curlCommand } from "./curl-command.ts";
import { signs } from "./scheme-fields.ts";
import { schemeOf } from "./scheme-presets.ts";
import type { Provider, Source } from "./source-api.ts";
import { spanInWords } from "./span-words.ts";
import { useExample } from "./use-sources.ts";

interface CurlExampleProps {
  source: Source;
  provider: Provider;
}

/** A command that posts what the provider would: it tells a fault here from one at the provider. */
export function CurlExample({ source, provider }: CurlExampleProps) {
  const example = useExample(source.id);
  const isTimed = provider.is_signed && signs(schemeOf(source, provider), "timestamp");
  const madeAt = example.submittedAt;
  const isOver = useClock((now) => isTimed && now > madeAt + source.tolerance_seconds * 1000);
  const span = spanInWords(source.tolerance_seconds);
  const make = () => example.mutate();

  return (
    <>
      <p className={classes.plain}>
        {provider.is_signed
          ? t`Sends a sample message as your provider would, signed with this source’s secret. Run the command in bash, on any machine that can reach the server.`
          : t`Sends a sample message as your provider would. The address in the command is the secret. Run the command in bash, on any machine that can reach the server.`}
      </p>
      <FailureNotice failure={example.error} />
      {example.data && (
        <>
          <CopyField label={t`Command`} text={curlCommand(example.data)} act={t`Copy command`} />
          <p className={classes.quiet} role="status">
            {isOver
              ? t`This command has expired. Generate a new one.`
              : isTimed
                ? t`The command is valid for ${span}. Running it twice still creates only one message.`
                : t`Running the command twice still creates only one message.`}
          </p>
        </>
      )}
      <div className={classes.act}>
        <Button variant={isOver ? "filled" : "default"} loading={example.isPending} onClick={make}>
          {example.data ? <Trans>Generate new command</Trans> : <Trans>Generate command</Trans>}
        </Button>
      </div>
    </>
  );
}

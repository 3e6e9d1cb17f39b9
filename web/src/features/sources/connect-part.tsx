import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useState } from "react";
import { serverWords } from "../../api/server-words.ts";
import { CopyField } from "../../ui/copy-field.tsx";
import { CheckIcon } from "../../ui/icons.tsx";
import { Part } from "../../ui/page.tsx";
import { ShownOnce } from "../../ui/shown-once.tsx";
import { Unfold } from "../../ui/unfold.tsx";
import classes from "./connect.module.css";
import { CurlExample } from "./curl-example.tsx";
import { ReachWarnings } from "./reach-warnings.tsx";
import type { Provider, Source } from "./source-api.ts";
import { useForgetShown, useSecretOrigin } from "./use-sources.ts";
import { WaitingPanel } from "./waiting-panel.tsx";

interface ConnectPartProps {
  source: Source;
  provider: Provider;
  mayWrite: boolean;
  /** Whether it is unfolded to begin with: something is still to be done. */
  isOpenFirst: boolean;
  onRotate: () => void;
}

/** What to enter where at the provider, and whether it has worked. */
export function ConnectPart(props: ConnectPartProps) {
  const { source, provider, mayWrite, isOpenFirst, onRotate } = props;
  const [isOpen, setOpen] = useState(isOpenFirst);
  const origin = useSecretOrigin(source.id);
  const forget = useForgetShown(source.id);
  const address = source.webhook_url ?? undefined;
  const isManaged = source.managed_by !== null;
  const { name, guide } = provider;
  const { steps, docs_url } = guide;

  return (
    <Part
      title={t`Connect`}
      words={
        isOpen ? undefined : t`The address, what to do at the provider, and a command to try it.`
      }
      actions={
        <Button variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? <Trans>Collapse</Trans> : <Trans>Show how</Trans>}
        </Button>
      }
    >
      {isOpen && (
        <>
          {address ? (
            <CopyField label={t`Address of the webhook`} text={address} act={t`Copy address`} />
          ) : (
            <p className={classes.plain}>
              {t`The address is the secret: you see it only if you can change sources.`}
            </p>
          )}
          {source.webhook_url && !provider.is_signed && (
            <p className={classes.quiet}>
              {t`This address is the secret: anyone who has it can post. Share it only with your provider.`}
            </p>
          )}
          <ReachWarnings address={address} />
          {origin?.kind === "made" && (
            <div className={classes.secret}>
              <ShownOnce label={t`Secret`} text={origin.secret}>
                {t`Copy the secret now: it won’t be shown again. Lost it? Change the secret below to get a new one.`}
              </ShownOnce>
              <Button variant="default" onClick={forget}>
                <Trans>Hide secret</Trans>
              </Button>
            </div>
          )}
          {!origin && provider.is_signed && mayWrite && !isManaged && (
            <p className={classes.quiet}>
              {t`The secret is stored encrypted and isn’t shown here. You can change it below.`}
            </p>
          )}
          <ol className={classes.steps}>
            {steps.map(({ words, asks_secret }) => (
              <li key={words}>
                {asks_secret && origin?.kind === "given" ? (
                  <span className={classes.done}>
                    <CheckIcon size={16} /> {t`You’ve already entered the secret.`}
                  </span>
                ) : (
                  serverWords(words)
                )}
                {asks_secret && origin?.kind !== "given" && mayWrite && !isManaged && (
                  <div className={classes.act}>
                    <Button variant="default" onClick={onRotate}>
                      <Trans>Enter the secret</Trans>
                    </Button>
                  </div>
                )}
              </li>
            ))}
          </ol>
          {docs_url && (
            <p className={classes.plain}>
              <a href={docs_url} target="_blank" rel="noopener noreferrer" className={classes.link}>
                {t`Documentation of ${name}`}
              </a>
            </p>
          )}
          <WaitingPanel
            source={source}
            provider={provider}
            lacksSecret={origin?.kind === "later"}
          />
          {/* Its example would have a real SMS sent. */}
          {mayWrite && !provider.relays && (
            <Unfold words={t`Send a demo message yourself, without the provider`}>
              <CurlExample source={source} provider={provider} />
            </Unfold>
          )}
          <Unfold words={t`The provider reports an error, or nothing comes at all`}>
            <AnswersHint />
          </Unfold>
        </>
      )}
    </Part>
  );
}

/** What leaves no trace in the log: the request came to another address, or not at all. */
function AnswersHint() {
  return (
    <ul className={classes.hints}>
      <li>
        <Trans>
          <strong>404</strong>: no source uses this address. Compare every character; an address you
          have replaced no longer works.
        </Trans>
      </li>
      <li>
        <Trans>
          <strong>401</strong> or <strong>400</strong>: the webhook arrived but was rejected. See
          the reason above and in the log below.
        </Trans>
      </li>
      <li>
        <Trans>
          <strong>413</strong>: the body is larger than 256 KiB.
        </Trans>
      </li>
      <li>
        <Trans>
          <strong>429</strong> or <strong>503</strong>: too many requests at once, or the database
          is unavailable. Providers usually retry on their own.
        </Trans>
      </li>
      <li>
        <Trans>
          No answer: the provider can’t reach this server. Check the firewall, the host name and the
          certificate.
        </Trans>
      </li>
    </ul>
  );
}

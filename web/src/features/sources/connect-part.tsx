import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useState } from "react";
import { CopyField } from "../../ui/copy-field.tsx";
import { Part } from "../../ui/page.tsx";
import { ShownOnce } from "../../ui/shown-once.tsx";
import { Unfold } from "../../ui/unfold.tsx";
import classes from "./connect.module.css";
import { CurlExample } from "./curl-example.tsx";
import { ReachWarnings } from "./reach-warnings.tsx";
import { serverWords } from "./server-words.ts";
import type { Provider, Source } from "./source-api.ts";
import { useForgetShown, useShownOnce } from "./use-sources.ts";
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
  const shown = useShownOnce(source.id);
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
              {t`The address is the secret: only those who may change sources see it.`}
            </p>
          )}
          {source.webhook_url && !provider.is_signed && (
            <p className={classes.quiet}>
              {t`It is the secret: whoever knows it can post to it. Show it to nobody but the provider.`}
            </p>
          )}
          <ReachWarnings address={address} />
          {shown && (
            <div className={classes.secret}>
              <ShownOnce label={t`Secret`} text={shown}>
                {t`Copy it now: it is not shown again. If it is lost, change the secret below to get a new one.`}
              </ShownOnce>
              <Button variant="default" onClick={forget}>
                <Trans>I have it</Trans>
              </Button>
            </div>
          )}
          {!shown && provider.is_signed && mayWrite && !isManaged && (
            <p className={classes.quiet}>
              {t`For security, the secret is shown only once. Lost it? Replace it.`}
            </p>
          )}
          <ol className={classes.steps}>
            {steps.map(({ words, asks_secret }) => (
              <li key={words}>
                {serverWords(words)}
                {asks_secret && mayWrite && !isManaged && (
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
          <WaitingPanel source={source} provider={provider} />
          {/* Its example would have a real SMS sent. */}
          {mayWrite && !provider.relays && (
            <Unfold words={t`Try it yourself, without the provider`}>
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
          <strong>404</strong>: no source has this address. Compare it letter by letter; an address
          that was replaced is unknown too.
        </Trans>
      </li>
      <li>
        <Trans>
          <strong>401</strong> or <strong>400</strong>: it arrived and was refused. The reason is
          above and in the log below.
        </Trans>
      </li>
      <li>
        <Trans>
          <strong>413</strong>: the body is larger than 256 KiB.
        </Trans>
      </li>
      <li>
        <Trans>
          <strong>429</strong> or <strong>503</strong>: too much at once, or the database is away.
          Providers usually try again by themselves.
        </Trans>
      </li>
      <li>
        <Trans>
          No answer: the provider can’t reach this server. A firewall, the name or the certificate
          is in the way.
        </Trans>
      </li>
    </ul>
  );
}

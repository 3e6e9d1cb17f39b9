import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { isMissing } from "../../api/problem.ts";
import { useCapability } from "../../api/use-capability.ts";
import { useProviders } from "../../api/use-providers.ts";
import backLink from "../../ui/back-link.module.css";
import { BackIcon } from "../../ui/icons.tsx";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import { ConnectPart } from "./connect-part.tsx";
import { DeleteSourcePart } from "./delete-source-part.tsx";
import { DeliveriesPart } from "./deliveries-part.tsx";
import { FieldsPart } from "./fields-part.tsx";
import { RotateDialog } from "./rotate-dialog.tsx";
import { SchemePart } from "./scheme-part.tsx";
import { SecretPart } from "./secret-part.tsx";
import type { Provider, Source, SourceStatus } from "./source-api.ts";
import { SourceBadges } from "./source-badges.tsx";
import { SourceForm } from "./source-form.tsx";
import classes from "./sources.module.css";
import { useSecretOrigin, useSource } from "./use-sources.ts";
import { useStatus } from "./use-status.ts";
import { WizardSteps } from "./wizard-steps.tsx";

interface SourcePageProps {
  id: string;
  onDeleted: () => void;
}

/** One source: how to connect it, what it is set to, and what arrived and is no message. */
export function SourcePage({ id, onDeleted }: SourcePageProps) {
  const source = useSource(id);
  const providers = useProviders();
  const status = useStatus(id);
  const isLoading = source.isPending || providers.isPending || status.isPending;
  const failed = [source, providers].find(({ error, data }) => error && !data);
  const provider = source.data && providerOf(source.data, providers.data);

  return (
    <Page
      title={source.data?.name ?? t`Source`}
      lead={
        source.data && (
          <span className={classes.name}>
            {provider?.name} <SourceBadges source={source.data} />
          </span>
        )
      }
      actions={
        <Link to="/sources" className={backLink.back}>
          <BackIcon size={18} /> <Trans>All sources</Trans>
        </Link>
      }
    >
      {failed && isMissing(failed.error) && <Notice>{t`This source no longer exists.`}</Notice>}
      {failed && !isMissing(failed.error) && (
        <LoadFailure failure={failed.error} onRetry={failed.refetch} />
      )}
      {isLoading && !failed && <WaitingRows label={t`Loading the source`} />}
      {source.data && provider && !isLoading && (
        <SourceParts
          key={id}
          source={source.data}
          provider={provider}
          status={status.data}
          onDeleted={onDeleted}
        />
      )}
    </Page>
  );
}

interface SourcePartsProps {
  source: Source;
  provider: Provider;
  status: SourceStatus | undefined;
  onDeleted: () => void;
}

const DAY_MS = 86_400_000;

function SourceParts({ source, provider, status, onDeleted }: SourcePartsProps) {
  const mayWrite = useCapability("sources:write");
  const origin = useSecretOrigin(source.id);
  const [isRotating, setRotating] = useState(false);
  // Fixed when the page opens: nothing folds or goes away under the reader's eyes.
  const isYoung = Date.now() - Date.parse(source.created_at) < DAY_MS;
  const [wasJustMade] = useState(isYoung && origin !== undefined);
  const rotate = () => setRotating(true);

  return (
    <>
      {wasJustMade && <WizardSteps at={3} />}
      <ConnectPart
        source={source}
        provider={provider}
        mayWrite={mayWrite}
        isOpenFirst={wasJustMade || (isYoung && !status?.last_message)}
        onRotate={rotate}
      />
      <SourceForm source={source} provider={provider} mayWrite={mayWrite} />
      {mayWrite && provider.is_signed && <SchemePart source={source} provider={provider} />}
      {mayWrite && provider.guide.open_format && <FieldsPart source={source} />}
      <SecretPart source={source} provider={provider} mayWrite={mayWrite} onRotate={rotate} />
      <DeliveriesPart id={source.id} />
      {mayWrite && source.managed_by === null && (
        <DeleteSourcePart source={source} onDeleted={onDeleted} />
      )}
      {isRotating && (
        <RotateDialog
          source={source}
          provider={provider}
          isFirst={origin?.kind === "later"}
          onClose={() => setRotating(false)}
        />
      )}
    </>
  );
}

const NO_GUIDE: Provider["guide"] = {
  secured_by: "",
  docs_url: null,
  steps: [],
  secret_ways: [],
  number_hint: "",
  open_format: null,
};

/** A source of a provider that the page has not heard of yet is shown all the same. */
function providerOf(source: Source, providers: Provider[] = []): Provider {
  const { provider: id, scheme } = source;
  const unknown = { is_signed: true, usual_scheme: null, relays: false, guide: NO_GUIDE };
  const known = providers.find((one) => one.id === id) ?? { id, name: id, ...unknown };
  // One that usually signs nothing may do so in the source's own way.
  return { ...known, is_signed: known.is_signed || scheme !== null };
}

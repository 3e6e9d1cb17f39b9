import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { type ReactNode, useId, useState } from "react";
import { useCapability } from "../../api/use-capability.ts";
import { useMe } from "../../api/use-me.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { ChevronIcon } from "../../ui/icons.tsx";
import { checklist, progress, type Step } from "./checklist.ts";
import { DemoLine } from "./demo-line.tsx";
import classes from "./first-run.module.css";
import { setListHidden, useListHidden } from "./hidden-list.ts";
import type { Onboarding } from "./onboarding-api.ts";
import { SimulateButton } from "./simulate-button.tsx";
import { StepItem } from "./step-item.tsx";
import { useMayChangeSources, useOnboarding } from "./use-onboarding.ts";

interface FirstRunProps {
  /** One line that unfolds, for above a list. */
  compact?: boolean;
  /** What stands in its place where there is nothing to show: put away, done, or not theirs. */
  fallback?: ReactNode;
}

/** The first steps with a new server, made of facts: nothing is ticked by hand. */
export function FirstRun({ compact = false, fallback = null }: FirstRunProps) {
  const isHidden = useListHidden();
  const { data: facts } = useOnboarding(!isHidden);
  const { data: me } = useMe();
  const sources = useMayChangeSources();
  const numbers = useCapability("numbers:write");
  const team = useCapability("team:write");
  const maySee = useCapability("sources:read");

  if (isHidden || !maySee || !facts || !me) return fallback;
  const hasTwoFactor = me.two_factor.totp || me.two_factor.passkeys > 0;
  const steps = checklist(facts, hasTwoFactor, { sources, numbers, team });
  const { done, all } = progress(steps);
  if (done === all) return fallback;
  const List = compact ? CompactList : FullList;
  return <List facts={facts} steps={steps} />;
}

interface ListProps {
  facts: Onboarding;
  steps: Step[];
}

function useProgressWords(steps: Step[]): string {
  const { done, all } = progress(steps);
  return t`${done} of ${all} done`;
}

function FullList({ facts, steps }: ListProps) {
  const words = useProgressWords(steps);
  return (
    <section className={classes.full} aria-label={t`First steps`}>
      <header className={classes.head}>
        <h2 className={classes.title}>
          <Trans>First steps</Trans>
        </h2>
        <p className={classes.progress}>{words}</p>
      </header>
      <Acts />
      <Steps facts={facts} steps={steps} />
    </section>
  );
}

function CompactList({ facts, steps }: ListProps) {
  const [isOpen, setOpen] = useState(false);
  const words = useProgressWords(steps);
  const listId = useId();
  const { all, done } = progress(steps);
  return (
    <section className={classes.compact} aria-label={t`First steps`}>
      <button
        type="button"
        className={classes.line}
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={() => setOpen(!isOpen)}
      >
        <span className={classes.lineTitle}>
          <Trans>First steps</Trans>
        </span>
        <span className={classes.bar} aria-hidden="true">
          <span className={classes.filled} style={{ inlineSize: `${(done / all) * 100}%` }} />
        </span>
        <span className={classes.progress}>{words}</span>
        <span className={classes.chevron} data-open={isOpen}>
          <ChevronIcon size={18} />
        </span>
      </button>
      <div id={listId} hidden={!isOpen} className={classes.unfolded}>
        {isOpen && (
          <>
            <Acts />
            <Steps facts={facts} steps={steps} />
          </>
        )}
      </div>
    </section>
  );
}

function Steps({ facts, steps }: ListProps) {
  return (
    <ol className={classes.steps}>
      {steps.map((step) => (
        <StepItem key={step.id} step={step} facts={facts} />
      ))}
    </ol>
  );
}

function Acts() {
  const announce = useAnnounce();

  function hide() {
    setListHidden(true);
    announce(t`List hidden. You can bring it back from Sources.`);
    // The button is gone with its list.
    document.getElementById("main")?.focus();
  }

  return (
    <div className={classes.acts}>
      <SimulateButton />
      <DemoLine />
      <Button variant="subtle" color="gray" className={classes.hide} onClick={hide}>
        <Trans>Hide this list</Trans>
      </Button>
    </div>
  );
}

import { t } from "@lingui/core/macro";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { memo, type ReactNode, useEffect } from "react";
import type { Message } from "../../api/client.ts";
import { useClock } from "../../lib/clock.ts";
import { numberName } from "../../lib/number-names.ts";
import { fromInWords } from "../../lib/sender-words.ts";
import { useInPieces } from "../../lib/use-in-pieces.ts";
import { Age } from "../../ui/age.tsx";
import { Monogram } from "../../ui/monogram.tsx";
import { CodeChip } from "./code-chip.tsx";
import { CodeHero } from "./code-hero.tsx";
import { isAlive } from "./code-runs.ts";
import classes from "./latest-code.module.css";
import { noteSight } from "./on-screen.ts";
import { useCalmSwap } from "./use-calm-swap.ts";
import { useCopyCode } from "./use-copy-code.ts";
import { useLatestCodes } from "./use-latest-codes.ts";

const OTHERS = 3;
const SIGHT_MS = 500;

/** The code that somebody most likely came for, and others that live. */
function useLatest(number: string | undefined) {
  const arrived = useLatestCodes(number);
  const codes = useInPieces(arrived !== undefined) ? arrived : undefined;
  const alive = useClock((now) =>
    (codes ?? [])
      .filter((code) => isAlive(code, now))
      .map(({ id }) => id)
      .join(),
  );
  const byId = new Map(codes?.map((code) => [code.id, code]));
  const living = alive.split(",").flatMap((id) => byId.get(id) ?? []);
  const newest = living[0] ?? codes?.[0];
  const { shown, ...swap } = useCalmSwap(newest?.id, (id) => byId.has(id));
  const message = shown ? byId.get(shown) : undefined;
  useSight(message?.id);
  return {
    message,
    others: living.filter(({ id }) => id !== shown),
    swap,
    isKnown: codes !== undefined,
  };
}

/** What is shown here counts as seen, as a row of the list does. */
function useSight(id: string | undefined) {
  useEffect(() => {
    const look = () => {
      const sees = id !== undefined && document.visibilityState === "visible";
      noteSight(sees ? [id] : [], "latest");
    };
    look();
    const timer = setInterval(look, SIGHT_MS);
    return () => {
      clearInterval(timer);
      noteSight([], "latest");
    };
  }, [id]);
}

interface LatestCodeProps {
  /** Only of this number. */
  number?: string;
  /** Where no code has come yet. */
  fallback: ReactNode;
  /** What stands below. It waits with it, and so is not moved by it. */
  children: ReactNode;
}

/** Beside the list, while no message is open: the latest code in large, and up to three others. */
export function LatestCode({ number, fallback, children }: LatestCodeProps) {
  const { message, others, swap, isKnown } = useLatest(number);
  if (!isKnown) return null;
  return (
    <>
      {message?.code ? (
        <Latest message={message} code={message.code} others={others} swap={swap} />
      ) : (
        fallback
      )}
      {children}
    </>
  );
}

interface LatestProps extends Pick<ReturnType<typeof useLatest>, "others" | "swap"> {
  message: Message;
  code: string;
}

function Latest({ message, code, others, swap }: LatestProps) {
  const copy = useCopyCode();
  const from = fromInWords(message);
  return (
    <section
      className={classes.latest}
      aria-label={t`Latest code`}
      data-moved={swap.refusesClicks}
      {...swap.events}
    >
      <div className={classes.lead}>
        <h2 className={classes.heading}>{t`Latest code`}</h2>
        {(swap.waits || swap.isNew) && (
          <p className={classes.newer}>
            {t`Newer code arrived`}
            {swap.waits && (
              <Button variant="default" size="xs" onClick={swap.swap}>
                {t`Show newer code`}
              </Button>
            )}
          </p>
        )}
      </div>
      <header className={classes.head}>
        <Monogram name={from} large />
        <div className={classes.names}>
          <h3 className={classes.title}>
            <Link
              to="/"
              search={(search) => ({ ...search, message: message.id })}
              className={classes.open}
            >
              <bdi>{from}</bdi>
            </Link>
          </h3>
          <p className={classes.sub}>
            <bdi>{numberName(message.number)}</bdi> · <Age at={message.received_at} />
          </p>
        </div>
      </header>
      <CodeHero message={message} code={code} />
      {others.length > 0 && (
        <ul className={classes.others} aria-label={t`Other codes that still work`}>
          {others.slice(0, OTHERS).map((other) => (
            <Other key={other.id} message={other} onCopy={copy} />
          ))}
        </ul>
      )}
    </section>
  );
}

interface OtherProps {
  message: Message;
  onCopy: (message: Message) => void;
}

// While messages keep coming only the newest of them is drawn anew.
const Other = memo(function Other({ message, onCopy }: OtherProps) {
  return (
    <li className={classes.other}>
      <Monogram name={fromInWords(message)} />
      <span className={classes.names}>
        <bdi className={classes.otherFrom}>{fromInWords(message)}</bdi>
        <bdi className={classes.otherNumber}>{numberName(message.number)}</bdi>
      </span>
      <CodeChip message={message} code={message.code ?? ""} onCopy={onCopy} />
    </li>
  );
});

/** On a phone, above the list: the latest code in one line, for as long as it lives. */
export function LatestStrip({ number }: { number?: string }) {
  const { message, swap } = useLatest(number);
  const copy = useCopyCode();
  const alive = useClock((now) => message !== undefined && isAlive(message, now));
  if (!message?.code || !alive) return null;
  return (
    <section
      className={classes.strip}
      aria-label={t`Latest code`}
      data-moved={swap.refusesClicks}
      {...swap.events}
    >
      <Monogram name={fromInWords(message)} />
      <span className={classes.names}>
        <bdi className={classes.stripFrom}>{fromInWords(message)}</bdi>
        {swap.waits ? (
          <button type="button" className={classes.stripShow} onClick={swap.swap}>
            {t`Newer code arrived`}
          </button>
        ) : (
          <bdi className={classes.otherNumber}>{numberName(message.number)}</bdi>
        )}
      </span>
      <CodeChip message={message} code={message.code} onCopy={copy} />
    </section>
  );
}

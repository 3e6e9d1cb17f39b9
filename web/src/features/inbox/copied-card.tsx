import { t } from "@lingui/core/macro";
import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import { fromInWords } from "../../lib/sender-words.ts";
import { CodeDigits } from "../../ui/code-digits.tsx";
import { CheckIcon } from "../../ui/icons.tsx";
import classes from "./copied-card.module.css";
import { hideCopy, keepShown, letGo, useLastCopy } from "./last-copy.ts";

/** What was copied, so large that a wrong code is noticed, and the way back. */
export function CopiedCard() {
  const copy = useLastCopy();
  const before = useRef<Element>(null);
  useEffect(() => hideCopy, []);
  if (!copy?.message.code) return null;
  const { message, undo } = copy;

  function takeBack() {
    undo();
    hideCopy();
    // The button is gone: the focus goes back to where it came from.
    const place = before.current?.isConnected ? before.current : document.getElementById("main");
    if (place instanceof HTMLElement) place.focus({ preventScroll: true });
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only stays for as long as somebody is at it.
    <div
      className={classes.card}
      onPointerEnter={keepShown}
      onPointerLeave={letGo}
      onFocus={keepShown}
      onBlur={letGo}
    >
      <span className={classes.from}>
        <CheckIcon size={18} /> {t`Copied`} · {fromInWords(message)}
      </span>
      <strong className={classes.code}>
        <CodeDigits code={message.code ?? ""} />
      </strong>
      <Button
        variant="default"
        className={classes.undo}
        onFocus={({ relatedTarget }) => {
          before.current = relatedTarget;
        }}
        onClick={takeBack}
      >
        {t`Undo`}
      </Button>
    </div>
  );
}

import { t } from "@lingui/core/macro";
import { Button } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import type { Message } from "../api/client.ts";
import { useCapability } from "../api/use-capability.ts";
import classes from "./code-tools.module.css";

const CorrectionDialog = lazy(() =>
  import("../features/code-rules/correction-dialog.tsx").then((module) => ({
    default: module.CorrectionDialog,
  })),
);

/** Lets those who may say what the code of a message is. */
export function CodeTools({ message }: { message: Message }) {
  const mayCorrect = useCapability("code-rules:write");
  const [isOpen, setOpen] = useState(false);
  if (!mayCorrect) return null;
  return (
    <div className={classes.tools}>
      <Button
        variant="subtle"
        color="gray"
        className={classes.ask}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {message.code ? t`Wrong code?` : t`Code missing?`}
      </Button>
      <Suspense fallback={null}>
        {isOpen && <CorrectionDialog message={message} onClose={() => setOpen(false)} />}
      </Suspense>
    </div>
  );
}

import { t } from "@lingui/core/macro";
import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { copyText } from "../lib/clipboard.ts";
import { useAnnounce } from "./announcer.tsx";
import { CheckIcon, CopyIcon } from "./icons.tsx";

const ANSWER_MS = 2200;

interface CopyButtonProps {
  text: string;
  label?: string;
  variant?: "default" | "filled";
}

export function CopyButton({ text, label = t`Copy`, variant = "default" }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<"copied" | "failed">();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const announce = useAnnounce();
  useEffect(() => () => clearTimeout(timer.current), []);

  async function copy() {
    const copied = await copyText(text);
    setOutcome(copied ? "copied" : "failed");
    announce(copied ? t`Copied` : t`Couldn’t copy. Select the text and copy by hand.`);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOutcome(undefined), ANSWER_MS);
  }

  return (
    <Button
      variant={variant}
      onClick={copy}
      leftSection={outcome === "copied" ? <CheckIcon size={18} /> : <CopyIcon size={18} />}
    >
      {outcome === "copied" ? t`Copied` : outcome === "failed" ? t`Select the text by hand` : label}
    </Button>
  );
}

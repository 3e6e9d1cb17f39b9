import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useRef, useState } from "react";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Badge } from "../../ui/badge.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import bubble from "./bubble.module.css";
import type { SendText } from "./send-api.ts";
import classes from "./settings.module.css";
import { TextDialog } from "./text-dialog.tsx";
import { lengthInWords } from "./text-words.ts";
import { useRemoveText } from "./use-texts.ts";

interface OneTextProps {
  text: SendText;
  mayWrite: boolean;
  /** What tells its buttons from those of other texts. */
  name?: string;
}

/** One text as it is, and what can be done with it. */
export function OneText({ text, mayWrite, name }: OneTextProps) {
  const [isOpen, setOpen] = useState(false);
  const remove = useRemoveText();
  const announce = useAnnounce();
  const change = useRef<HTMLButtonElement>(null);
  const words = text.is_own ? t`Change text` : t`Write your own text`;
  return (
    <div className={classes.text}>
      <p className={`${bubble.bubble} ${classes.template}`} dir="auto" lang={text.language}>
        {text.text}
      </p>
      <p className={classes.aside}>
        {text.is_own && <Badge tone="good">{t`your own text`}</Badge>}{" "}
        {text.length.parts > 0 && lengthInWords(text.length)}
      </p>
      <FailureNotice failure={remove.error} />
      {mayWrite && (
        <div className={classes.acts}>
          <Button
            ref={change}
            variant="default"
            aria-label={name && `${words}: ${name}`}
            onClick={() => setOpen(true)}
          >
            {words}
          </Button>
          {text.is_own && (
            <Button
              variant="default"
              loading={remove.isPending}
              aria-label={name && `${t`Restore default text`}: ${name}`}
              onClick={() =>
                remove.mutate(text, {
                  onSuccess: () => {
                    announce(t`Default text restored.`);
                    change.current?.focus();
                  },
                })
              }
            >
              <Trans>Restore default text</Trans>
            </Button>
          )}
        </div>
      )}
      {isOpen && <TextDialog text={text} onClose={() => setOpen(false)} />}
    </div>
  );
}

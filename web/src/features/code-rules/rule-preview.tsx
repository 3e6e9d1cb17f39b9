import { t } from "@lingui/core/macro";
import { VisuallyHidden } from "@mantine/core";
import { phoneInWords } from "../../lib/phone-words.ts";
import type { Change, Preview } from "./code-rule-api.ts";
import classes from "./code-rules.module.css";
import { previewInWords } from "./rule-words.ts";

interface RulePreviewProps {
  /** Undefined while there is none to show. */
  preview: Preview | undefined;
  isPending: boolean;
  /** The message that the rule was made from. */
  madeFrom?: string;
}

/** What a rule would change. The words are in a region that is there before them, to be read out. */
export function RulePreview({ preview, isPending, madeFrom }: RulePreviewProps) {
  const shown = preview?.changes.length ?? 0;
  const all = preview?.changed ?? 0;
  // It is older than the messages that a rule corrects.
  const isLeftOut =
    madeFrom !== undefined &&
    all > 0 &&
    shown === all &&
    !preview?.changes.some(({ message_id }) => message_id === madeFrom);
  return (
    <section
      className={classes.preview}
      aria-label={t`Preview`}
      aria-busy={isPending}
      data-empty={!preview && !isPending}
    >
      <p className={classes.summary} role="status">
        {isPending ? t`Trying it on the last messages…` : preview && previewInWords(preview)}
      </p>
      {preview && isLeftOut && (
        <p
          className={classes.aside}
        >{t`The open message is older than these and stays as it is.`}</p>
      )}
      {preview && shown > 0 && (
        <>
          {shown < all && <p className={classes.aside}>{t`The latest ${shown} of them:`}</p>}
          <ul className={classes.changes}>
            {preview.changes.map((change) => (
              <ChangeItem key={change.message_id} change={change} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function ChangeItem({ change }: { change: Change }) {
  const none = t`no code`;
  return (
    <li className={classes.change}>
      <div className={classes.changeHead}>
        <span className={classes.sender}>{phoneInWords(change.sender)}</span>
        <span className={classes.codes}>
          <VisuallyHidden>{t`Now:`} </VisuallyHidden>
          <CodeWord code={change.before} none={none} />
          <span className={classes.arrow} aria-hidden="true">
            →
          </span>
          <VisuallyHidden> {t`With the rule:`} </VisuallyHidden>
          <CodeWord code={change.after} none={none} isAfter />
        </span>
      </div>
      <p className={classes.text}>{change.body}</p>
    </li>
  );
}

function CodeWord(props: { code: string | null; none: string; isAfter?: boolean }) {
  const { code, none, isAfter } = props;
  if (code === null) return <span className={classes.noCode}>{none}</span>;
  return (
    <span className={classes.code} data-after={isAfter}>
      {code}
    </span>
  );
}

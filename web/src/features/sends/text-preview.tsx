import { t } from "@lingui/core/macro";
import { useDebouncedValue } from "@mantine/hooks";
import { describeFailure, fieldFailures } from "../../api/problem.ts";
import bubble from "./bubble.module.css";
import type { TextToPreview } from "./send-api.ts";
import classes from "./send-code.module.css";
import { lengthInWords } from "./text-words.ts";
import { usePreview } from "./use-texts.ts";

const SETTLED_MS = 300;

/** The text as a phone would show it, with an example in it, and what it takes to send it. */
export function TextPreview({ what }: { what: TextToPreview }) {
  const [settled] = useDebouncedValue(JSON.stringify(what), SETTLED_MS);
  const { data, error } = usePreview(JSON.parse(settled) as TextToPreview);
  const fault = error && (Object.values(fieldFailures(error))[0] ?? describeFailure(error));
  return (
    <section className={classes.preview} aria-label={t`The text, with an example`}>
      <h3 className={classes.previewTitle}>{t`The text, with an example`}</h3>
      {/* dir: the text may be in a language that is written the other way. */}
      {data && (
        <p
          className={`${bubble.bubble} ${classes.bubble}`}
          dir="auto"
          data-old={error ? true : undefined}
        >
          {data.text}
        </p>
      )}
      <p className={classes.length} role="status">
        {fault ?? (data ? lengthInWords(data.length) : t`Loading …`)}
      </p>
    </section>
  );
}

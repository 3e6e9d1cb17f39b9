import { t } from "@lingui/core/macro";
import { Button } from "@mantine/core";
import { useClock } from "../../lib/clock.ts";
import { isExpired, momentInWords } from "../../lib/time-words.ts";
import { Part } from "../../ui/page.tsx";
import type { Provider, Source } from "./source-api.ts";
import classes from "./sources.module.css";

interface SecretPartProps {
  source: Source;
  provider: Provider;
  mayWrite: boolean;
  onRotate: () => void;
}

/** Who looks after the secret, and until when the one before still works. */
export function SecretPart({ source, provider, mayWrite, onRotate }: SecretPartProps) {
  const { old_secret_ends_at, managed_by } = source;
  const isOver = useClock((now) => isExpired(old_secret_ends_at, now));
  const until = old_secret_ends_at && !isOver && momentInWords(old_secret_ends_at);
  const title = provider.is_signed ? t`Secret` : t`Secret address`;

  if (managed_by) {
    return (
      <Part
        title={title}
        words={t`This secret is set by ${managed_by}. Change that setting and restart the server. While the setting exists, you can’t delete the source here.`}
      />
    );
  }
  if (!mayWrite && !until) return null;
  return (
    <Part
      title={title}
      words={
        provider.is_signed
          ? t`The secret is stored encrypted and won’t be shown again. You can replace it without interruption.`
          : t`Anyone with the address can post. A new address takes effect at once.`
      }
      actions={
        mayWrite && (
          <Button variant="default" onClick={onRotate}>
            {provider.is_signed ? t`Change secret` : t`Create new address`}
          </Button>
        )
      }
    >
      {until && <p className={classes.plain}>{t`The old secret works until ${until}.`}</p>}
    </Part>
  );
}

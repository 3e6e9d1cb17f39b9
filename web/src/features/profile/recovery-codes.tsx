import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { saveFile } from "../../lib/save-file.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import formClasses from "../../ui/form.module.css";
import classes from "./profile.module.css";

/** The recovery codes, which the server tells once only. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const text = `${codes.join("\n")}\n`;
  return (
    <div className={formClasses.form}>
      <p className={classes.plain}>
        <Trans>
          Each code signs you in once, without your phone or passkey. Codebell shows these codes
          only now: store them somewhere safe.
        </Trans>
      </p>
      <ol className={classes.codes} aria-label={t`Recovery codes`}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className={formClasses.foot}>
        <CopyButton text={text} label={t`Copy all`} />
        <Button
          variant="default"
          onClick={() =>
            saveFile("codebell-recovery-codes.txt", new Blob([text], { type: "text/plain" }))
          }
        >
          <Trans>Save as a file</Trans>
        </Button>
        <Button onClick={onDone}>
          <Trans>I saved my codes</Trans>
        </Button>
      </div>
    </div>
  );
}

import { t } from "@lingui/core/macro";
import { Switch } from "@mantine/core";
import type { ReactNode } from "react";
import type { PhoneNumber } from "../../api/client.ts";
import { usePreferences, useSavePreferences } from "../../api/use-preferences.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Part } from "../../ui/page.tsx";
import rows from "../../ui/rows.module.css";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import classes from "./preferences.module.css";

interface MutedNumbersPartProps {
  /** Undefined until they are known. */
  numbers?: PhoneNumber[];
  badge: ReactNode;
}

export function MutedNumbersPart({ numbers, badge }: MutedNumbersPartProps) {
  const { muted_number_ids: muted } = usePreferences();
  const save = useSavePreferences();

  function mute(id: string, isMuted: boolean) {
    const others = muted.filter((one) => one !== id);
    save.mutate({ muted_number_ids: isMuted ? [...others, id] : others });
  }

  return (
    <Part
      title={t`Muted numbers`}
      words={t`Their messages arrive as ever, without a sound and without a notification.`}
      actions={badge}
    >
      <FailureNotice failure={save.error} />
      {!numbers && <WaitingRows label={t`Loading numbers`} />}
      {numbers?.length === 0 && (
        <p className={rows.none}>{t`There is no number yet that could be muted.`}</p>
      )}
      {numbers && numbers.length > 0 && (
        <ul className={rows.rows}>
          {numbers.map(({ id, label, phone_number }) => {
            const phone = phoneInWords(phone_number);
            const name = label ?? phone;
            return (
              <li key={id} className={`${rows.row} ${rows.short}`}>
                <div className={rows.about}>
                  <div className={rows.name}>{name}</div>
                  {label && (
                    <p className={rows.facts}>
                      <bdi dir="ltr">{phone}</bdi>
                    </p>
                  )}
                </div>
                <Switch
                  className={classes.switch}
                  label={t({ message: "Muted", context: "number" })}
                  aria-label={t`Mute ${name}`}
                  checked={muted.includes(id)}
                  onChange={(event) => mute(id, event.currentTarget.checked)}
                />
              </li>
            );
          })}
        </ul>
      )}
    </Part>
  );
}

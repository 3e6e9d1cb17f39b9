import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Switch } from "@mantine/core";
import type { ReactNode } from "react";
import { Notice } from "../../ui/notice.tsx";
import { Part } from "../../ui/page.tsx";
import classes from "./attention.module.css";
import { deviceSettings, useDeviceSettings } from "./device-settings.ts";
import { usePermission } from "./use-permission.ts";

/** Notifications of the device, which the browser must allow as well. */
export function NotificationsPart({ badge }: { badge?: ReactNode }) {
  const { notifications, codeInNotifications } = useDeviceSettings();
  const { permission, ask } = usePermission();
  const on = notifications && permission === "granted";

  async function turn(wanted: boolean) {
    const may = !wanted || permission === "granted" || (await ask());
    deviceSettings.change({ notifications: wanted && may });
  }

  return (
    <Part
      title={t`Notifications`}
      words={t`Alerts you while you’re in another window. Notifications name the service and the number.`}
      actions={badge}
    >
      <Switch
        className={classes.switch}
        label={t`Notify me of new messages`}
        checked={on}
        disabled={permission === "missing" || permission === "denied"}
        onChange={(event) => turn(event.currentTarget.checked)}
      />
      {permission === "missing" && (
        <Notice>
          <Trans>
            Your browser can’t show notifications at this address. Notifications need https and, on
            an iPhone, Codebell on the home screen.
          </Trans>
        </Notice>
      )}
      {permission === "denied" && (
        <Notice>
          <Trans>
            The browser blocks notifications from this page. Allow them in its settings for this
            site, beside the address, and come back.
          </Trans>
        </Notice>
      )}
      {on && (
        <Switch
          className={classes.switch}
          label={t`Show the code in notifications`}
          description={t`Anyone who can see your screen can then read the code, even while the screen is locked.`}
          checked={codeInNotifications}
          onChange={(event) =>
            deviceSettings.change({ codeInNotifications: event.currentTarget.checked })
          }
        />
      )}
    </Part>
  );
}

import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Radio, Switch } from "@mantine/core";
import { type ReactNode, useId } from "react";
import { Notice } from "../../ui/notice.tsx";
import { Part } from "../../ui/page.tsx";
import classes from "./attention.module.css";
import { deviceSettings, TUNES, type Tune, useDeviceSettings } from "./device-settings.ts";
import { preview } from "./player.ts";
import { useSoundBlocked } from "./sound-blocked.ts";
import { tuneInWords } from "./tune-words.ts";

/** Which sound a new message makes on this device, to be heard before it is chosen. */
export function SoundPart({ badge }: { badge?: ReactNode }) {
  const { sound, tune, volume } = useDeviceSettings();
  const blocked = useSoundBlocked();
  const volumeId = useId();

  return (
    <Part
      title={t`Sound`}
      words={t`Only one tab plays the sound, at most every two seconds.`}
      actions={badge}
    >
      <Switch
        className={classes.switch}
        label={t`Play a sound when a message arrives`}
        checked={sound}
        onChange={(event) => deviceSettings.change({ sound: event.currentTarget.checked })}
      />
      {blocked && (
        <Notice kind="done">
          <Trans>Browsers block sound until you click or press a key on the page.</Trans>
        </Notice>
      )}
      {sound && (
        <>
          <Radio.Group
            label={t`Which sound`}
            value={tune}
            onChange={(chosen) => {
              deviceSettings.change({ tune: chosen as Tune });
              preview(chosen as Tune, volume);
            }}
          >
            <ul className={classes.tunes}>
              {TUNES.map((one) => {
                const name = tuneInWords(one);
                return (
                  <li key={one} className={classes.tune}>
                    <Radio value={one} label={name} className={classes.choice} />
                    <Button
                      variant="default"
                      className={classes.play}
                      aria-label={t`Play ${name}`}
                      onClick={() => preview(one, volume)}
                    >
                      <Trans context="sound">Play</Trans>
                    </Button>
                  </li>
                );
              })}
            </ul>
          </Radio.Group>
          <div className={classes.volume}>
            <label htmlFor={volumeId}>
              <Trans context="sound">Volume</Trans>
            </label>
            <input
              id={volumeId}
              type="range"
              min={5}
              max={100}
              step={5}
              value={volume}
              onChange={(event) =>
                deviceSettings.change({ volume: event.currentTarget.valueAsNumber })
              }
              onPointerUp={() => preview(tune, deviceSettings.current().volume)}
            />
          </div>
        </>
      )}
    </Part>
  );
}

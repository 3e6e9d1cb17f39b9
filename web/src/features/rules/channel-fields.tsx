import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { Channel } from "../../api/client.ts";
import { CheckList } from "../../ui/check-list.tsx";
import { Notice } from "../../ui/notice.tsx";
import classes from "./rules.module.css";

interface ChannelFieldsProps {
  /** Undefined until they are known. */
  channels: Channel[] | undefined;
  chosen: string[];
  error: string | undefined;
  onChange: (chosen: string[]) => void;
}

/** Where a rule forwards to. */
export function ChannelFields({ channels, chosen, error, onChange }: ChannelFieldsProps) {
  const known = (channels ?? []).map(({ id, name, disabled_reason }) => ({
    value: id,
    title: name,
    note: disabled_reason ? t`switched off` : undefined,
  }));
  const gone = chosen.filter((id) => channels && !channels.some((channel) => channel.id === id));
  const removed = gone.map((value) => ({ value, title: t`Removed channel`, note: undefined }));
  return (
    <>
      {known.length + removed.length > 0 && (
        <CheckList
          legend={t`Where to`}
          choices={[...known, ...removed]}
          chosen={chosen}
          onChange={onChange}
          error={error}
        />
      )}
      {channels?.length === 0 && (
        <Notice>
          <Trans>
            There is no channel yet.{" "}
            <Link to="/forwarding" target="_blank" className={classes.link}>
              Add channel
            </Link>{" "}
            first: it opens beside this rule, which stays as it is.
          </Trans>
        </Notice>
      )}
      {channels && channels.length > 0 && chosen.length === 0 && (
        <Notice>
          <Trans>
            With no channel, nothing is forwarded; add “Stop here” to block matching messages.
          </Trans>
        </Notice>
      )}
    </>
  );
}

import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { LinkIcon } from "../../ui/icons.tsx";
import classes from "./link-offer.module.css";

/** The host a link leads to; undefined for anything that is not a web address. */
export function webHost(link: string): string | undefined {
  try {
    const { protocol, host } = new URL(link);
    return protocol === "https:" || protocol === "http:" ? host : undefined;
  } catch {
    return undefined;
  }
}

/** Offers a link from a message. The host is shown, because the text of an SMS proves nothing. */
export function LinkOffer({ link, main }: { link: string; main: boolean }) {
  const host = webHost(link);
  if (!host) return null;
  return (
    <div className={classes.offer}>
      <Button
        component="a"
        href={link}
        target="_blank"
        rel="noopener noreferrer"
        variant={main ? "filled" : "default"}
        size="md"
        leftSection={<LinkIcon />}
        className={classes.button}
      >
        {t`Open link`}
      </Button>
      <span className={classes.host}>
        <Trans>
          leads to <strong>{host}</strong>
        </Trans>
      </span>
    </div>
  );
}

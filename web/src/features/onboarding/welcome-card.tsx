import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useCapability } from "../../api/use-capability.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import classes from "./first-run.module.css";
import { setListHidden, useListHidden } from "./hidden-list.ts";

/** For members who set nothing up: what they came for, in three sentences. Put away, it stays away. */
export function WelcomeCard() {
  const isHidden = useListHidden();
  const readsMessages = useCapability("messages:read");
  const setsUp = useCapability("sources:read");
  const announce = useAnnounce();
  if (isHidden || setsUp || !readsMessages) return null;

  function hide() {
    setListHidden(true);
    announce(t`The welcome is hidden.`);
    // The button is gone with its card.
    document.getElementById("main")?.focus();
  }

  return (
    <section className={classes.full} aria-label={t`Welcome to Codebell`}>
      <header className={classes.head}>
        <h2 className={classes.title}>
          <Trans>Welcome to Codebell</Trans>
        </h2>
      </header>
      <ul className={classes.welcome}>
        <li>{t`One-time codes of your team’s numbers appear here the moment they arrive.`}</li>
        <li>{t`Click a code to copy it, or press C to copy the newest one. Your team sees that you’re using that code.`}</li>
        <li>{t`Missing a number? Ask an owner or manager to open it to you.`}</li>
      </ul>
      <div className={classes.acts}>
        <Button component={Link} to="/preferences" variant="default">
          <Trans>Turn on sound</Trans>
        </Button>
        <Button variant="subtle" color="gray" className={classes.hide} onClick={hide}>
          <Trans>Got it</Trans>
        </Button>
      </div>
    </section>
  );
}

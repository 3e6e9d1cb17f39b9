import { Trans } from "@lingui/react/macro";
import { VisuallyHidden } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { refetchAll } from "../api/queries.ts";
import { useCapabilities } from "../api/use-capability.ts";
import { useMe } from "../api/use-me.ts";
import { useSession } from "../api/use-session.ts";
import { useLiveReviewCount } from "../features/deliveries/use-review-count.ts";
import { forgetMessages } from "../features/inbox/message-cache.ts";
import { useLiveMessages } from "../features/inbox/use-live-messages.ts";
import { useLiveNotices } from "../features/notices/use-notices.ts";
import { forgetNumbers, useLiveNumbers } from "../features/numbers/use-numbers.ts";
import { useLiveOnboarding } from "../features/onboarding/use-onboarding.ts";
import { useLiveEvent } from "../realtime/use-live.tsx";
import { PHONE } from "../ui/widths.ts";
import { Attention } from "./attention.tsx";
import { AwayLine } from "./away-line.tsx";
import { BottomTabs } from "./bottom-tabs.tsx";
import { useCommands } from "./commands.tsx";
import { useFocusOnNewPage } from "./focus-heading.ts";
import { LiveLine } from "./live-line.tsx";
import { ownPages, teamPages, watchedPages } from "./page-links.ts";
import { Rail } from "./rail.tsx";
import { RenewedLine } from "./renewed-line.tsx";
import classes from "./shell.module.css";

/** What stays while pages change: the way about, and what keeps the caches in step with the server. */
export function Shell({ children }: { children: ReactNode }) {
  const state = useSession();
  const me = useMe();
  const onPhone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false });
  const capabilities = useCapabilities();
  const own = ownPages(capabilities);
  const cache = useQueryClient();
  const commands = useCommands([...watchedPages(capabilities), ...teamPages(capabilities), ...own]);
  useFocusOnNewPage();
  useLiveMessages();
  useLiveNumbers();
  useLiveNotices();
  useLiveOnboarding();
  useLiveReviewCount();
  // One's role or a grant changed: every list may say something else, and what is offered as well.
  useLiveEvent("access.updated", () => refetchAll(cache));
  const readsMessages = capabilities.includes("messages:read");
  useEffect(() => {
    if (readsMessages) return;
    forgetMessages(cache);
    forgetNumbers(cache);
  }, [readsMessages, cache]);

  const user = state.phase === "signed-in" ? (me.data?.user ?? state.user) : undefined;
  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        <Trans>Skip to the content</Trans>
      </a>
      {!onPhone && (
        <Rail user={user} own={own} onFind={commands.find} onShowKeys={commands.showKeys} />
      )}
      <div className={classes.column}>
        {onPhone && (
          <header>
            <VisuallyHidden component="h1">Codebell</VisuallyHidden>
          </header>
        )}
        {onPhone && readsMessages && <LiveLine onlyTrouble />}
        <AwayLine />
        <RenewedLine />
        <Attention />
        {children}
      </div>
      {onPhone && <BottomTabs user={user} own={own} onFind={commands.find} />}
      {commands.dialogs}
    </div>
  );
}

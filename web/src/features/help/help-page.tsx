import { t } from "@lingui/core/macro";
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useCapability } from "../../api/use-capability.ts";
import { below } from "../../lib/base.ts";
import { useActiveShortcuts } from "../../lib/shortcuts.ts";
import { Facts } from "../../ui/facts.tsx";
import { Page, Part } from "../../ui/page.tsx";
import { Unfold } from "../../ui/unfold.tsx";
import { Changelog } from "./changelog.tsx";
import classes from "./help-page.module.css";

/** The answers to what people ask first, the keys, and what this server is. */
export function HelpPage() {
  const sheet = useActiveShortcuts().find(({ keys }) => keys === "Shift+?");
  const readsMessages = useCapability("messages:read");
  return (
    <Page title={t`Help`}>
      {readsMessages && (
        <Part title={t`Using codes`}>
          <dl className={classes.answers}>
            <Answer question={t`How do I copy a code?`}>
              {t`Click the code, or press C to copy the newest one on screen. Your team sees that you’re using that code.`}
            </Answer>
            <Answer question={t`The code is wrong or missing`}>
              {t`Open the message and choose “Wrong code?” or “Code missing?”. If you can't see either, ask an owner or manager.`}
            </Answer>
            <Answer question={t`A number or message is missing`}>
              {t`An owner or manager decides who sees a number. Ask them to open it to you.`}
            </Answer>
            <Answer question={t`How do I hear of new codes?`}>
              {t`Turn on the sound or notifications in Preferences, and mute the numbers you don't need.`}
            </Answer>
          </dl>
        </Part>
      )}
      <Part title={t`Your account`}>
        <dl className={classes.answers}>
          <Answer question={t`Forgot your password?`}>
            {t`Ask an owner of your team for a password reset link.`}
          </Answer>
          <Answer question={t`Lost your second factor?`}>
            {t`Sign in with a recovery code. Without one, ask an owner to turn off your second factor.`}
          </Answer>
        </dl>
      </Part>
      <Part
        title={t`Keyboard`}
        words={t`Nearly everything has a key. Press ? on any page to see the keys that work there.`}
        actions={
          <Button variant="default" onClick={() => sheet?.run()}>
            {t`Show shortcuts`}
          </Button>
        }
      />
      <Part
        title={t`For programs`}
        words={t`Read codes, send them and manage numbers over the API. Create a key in your profile.`}
        actions={
          <Button component="a" href={below("/api/docs")} variant="default">
            {t`Open API reference`}
          </Button>
        }
      />
      <Part title={t`About Codebell`}>
        <Facts
          facts={[
            [t`Version`, __CODEBELL_VERSION__],
            [t`Licence`, "Apache-2.0"],
          ]}
        />
        <Unfold words={t`What changed`}>
          <Changelog />
        </Unfold>
      </Part>
    </Page>
  );
}

function Answer({ question, children }: { question: string; children: ReactNode }) {
  return (
    <div>
      <dt>{question}</dt>
      <dd>{children}</dd>
    </div>
  );
}

import type { ReactNode } from "react";
import { useSession } from "../api/use-session.ts";
import { UserMenu } from "../features/accounts/user-menu.tsx";
import { Wordmark } from "../ui/logo.tsx";
import { LiveLine } from "./live-line.tsx";
import classes from "./shell.module.css";

export function Shell({ children }: { children: ReactNode }) {
  const state = useSession();
  return (
    <div className={classes.shell}>
      <a href="#messages" className={classes.skip}>
        Skip to the messages
      </a>
      <header className={classes.header}>
        <h1 className={classes.brand}>
          <Wordmark />
        </h1>
        <div className={classes.right}>
          <LiveLine />
          {state.phase === "signed-in" && <UserMenu user={state.user} />}
        </div>
      </header>
      {children}
    </div>
  );
}

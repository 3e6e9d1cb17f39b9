import type { ReactNode } from "react";
import classes from "./centred-page.module.css";
import { Logo } from "./logo.tsx";

/** The quiet page around a form: sign-in, setup, and what to do when the server is away. */
export function CentredPage({
  title,
  lead,
  children,
}: {
  title: string;
  lead?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <main className={classes.page}>
      <div className={classes.column}>
        <div className={classes.brand}>
          <Logo size={40} />
          <span>Codebell</span>
        </div>
        <div className={classes.card}>
          <h1 className={classes.title}>{title}</h1>
          {lead && <p className={classes.lead}>{lead}</p>}
          {children}
        </div>
      </div>
    </main>
  );
}

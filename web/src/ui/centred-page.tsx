import { createContext, type ReactNode, useContext } from "react";
import classes from "./centred-page.module.css";
import { Logo } from "./logo.tsx";

/** Whether such a page stands in a dialog over another one, which has the brand and the first heading. */
export const InDialog = createContext(false);

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
  if (useContext(InDialog)) {
    return (
      <div className={classes.card}>
        <h2 className={classes.title}>{title}</h2>
        {lead && <p className={classes.lead}>{lead}</p>}
        {children}
      </div>
    );
  }
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

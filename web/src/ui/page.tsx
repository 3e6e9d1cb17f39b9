import { Children, type ReactNode } from "react";
import classes from "./page.module.css";
import { PaneBoundary } from "./pane-boundary.tsx";

interface PageProps {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page beside the inbox: a title, what it is for, and its parts below one another. One fails alone. */
export function Page({ title, lead, actions, children }: PageProps) {
  return (
    <main id="main" tabIndex={-1} className={classes.page}>
      <div className={classes.column}>
        <header className={classes.head}>
          <div>
            <h2 className={classes.title}>{title}</h2>
            {lead && <p className={classes.lead}>{lead}</p>}
          </div>
          {actions && <div className={classes.actions}>{actions}</div>}
        </header>
        {Children.map(children, (part) => (
          <PaneBoundary name={title}>{part}</PaneBoundary>
        ))}
      </div>
    </main>
  );
}

interface PartProps {
  title: string;
  words?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}

export function Part({ title, words, actions, children }: PartProps) {
  return (
    <section className={classes.part} aria-label={title}>
      <div className={classes.partHead}>
        <div className={classes.partWords}>
          <h3 className={classes.partTitle}>{title}</h3>
          {words && <p className={classes.words}>{words}</p>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
      <PaneBoundary name={title}>{children}</PaneBoundary>
    </section>
  );
}

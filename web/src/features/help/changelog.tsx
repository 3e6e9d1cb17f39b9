import { changesIn } from "./changes.ts";
import classes from "./help-page.module.css";

/** What changed from version to version, as CHANGELOG.md says it: in English, whatever the page's language. */
export function Changelog() {
  return (
    <div lang="en" dir="ltr" className={classes.changes}>
      {changesIn(__CODEBELL_CHANGELOG__).map(({ version, changes }) => (
        <section key={version} aria-label={version}>
          <h4 className={classes.version}>{version}</h4>
          <ul>
            {changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

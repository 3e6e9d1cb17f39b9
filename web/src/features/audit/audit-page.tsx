import { t } from "@lingui/core/macro";
import { DownloadButton } from "../../ui/download-button.tsx";
import { EmptyLog, Log } from "../../ui/log.tsx";
import { Page } from "../../ui/page.tsx";
import classes from "./audit.module.css";
import { AuditFilters } from "./audit-filters.tsx";
import { AuditRow } from "./audit-row.tsx";
import { type AuditSearch, toAuditQuery } from "./audit-search.ts";
import { useAudit } from "./use-audit.ts";

interface AuditPageProps {
  search: AuditSearch;
  onSearch: (search: AuditSearch) => void;
}

export function AuditPage({ search, onSearch }: AuditPageProps) {
  const query = toAuditQuery(search);
  const log = useAudit(query);
  const filtered = Object.keys(query).length > 0;

  return (
    <Page
      title={t`Audit log`}
      lead={t`Who did what, and when. Entries are hash-chained; “codebell audit verify” reveals any that were changed or removed.`}
      actions={
        <>
          <DownloadButton
            path="/audit/export"
            query={{ ...query, format: "csv" }}
            name="codebell-audit.csv"
            words={t`Export CSV`}
          />
          <DownloadButton
            path="/audit/export"
            query={{ ...query, format: "jsonl" }}
            name="codebell-audit.jsonl"
            words={t`Save as JSON Lines`}
          />
        </>
      }
    >
      <AuditFilters search={search} onChange={(change) => onSearch({ ...search, ...change })} />
      <Log
        log={log}
        label={t`Entries, newest first`}
        loading={t`Loading the audit log`}
        none={
          <EmptyLog isFiltered={filtered} onClear={() => onSearch({})}>
            {filtered ? t`No entries match these filters.` : t`Nothing has happened yet.`}
          </EmptyLog>
        }
        className={classes.entries}
      >
        {(entry) => (
          <AuditRow
            key={entry.seq}
            entry={entry}
            onActor={(actor) => onSearch({ ...search, actor })}
            onTarget={(target) => onSearch({ ...search, target })}
          />
        )}
      </Log>
    </Page>
  );
}

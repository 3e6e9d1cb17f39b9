import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { DownloadButton } from "../../ui/download-button.tsx";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { OlderEntries } from "../../ui/older-entries.tsx";
import { Page } from "../../ui/page.tsx";
import table from "../../ui/table.module.css";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
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
  const entries = log.data?.pages.flatMap((page) => page.data);
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
      {log.error && !entries && <LoadFailure failure={log.error} onRetry={log.refetch} />}
      {log.isPending && <WaitingRows label={t`Loading the audit log`} />}
      {entries?.length === 0 && (
        <div className={table.none}>
          <p className={classes.plain}>
            {filtered ? t`No entry fits these filters.` : t`Nothing has happened yet.`}
          </p>
          {filtered && (
            <Button className={classes.clear} onClick={() => onSearch({})}>
              <Trans>Clear filters</Trans>
            </Button>
          )}
        </div>
      )}
      {entries && entries.length > 0 && (
        <ol className={classes.entries} aria-label={t`Entries, newest first`}>
          {entries.map((entry) => (
            <AuditRow
              key={entry.seq}
              entry={entry}
              onActor={(actor) => onSearch({ ...search, actor })}
              onTarget={(target) => onSearch({ ...search, target })}
            />
          ))}
        </ol>
      )}
      <OlderEntries log={log} />
    </Page>
  );
}

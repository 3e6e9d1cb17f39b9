import { t } from "@lingui/core/macro";
import { $api } from "../../api/queries.ts";
import type { components } from "../../api/schema.gen.ts";
import { countInWords } from "../../lib/days.ts";
import { numberName } from "../../lib/number-names.ts";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Part } from "../../ui/page.tsx";
import table from "../../ui/table.module.css";
import { Table } from "../../ui/table.tsx";
import classes from "./usage.module.css";

type Usage = components["schemas"]["Usage"];

const DAYS = 30;
const A_WHILE_MS = 60_000;

/** Who copied and saw how much at which number: where an account is used, and where nobody needs it. */
export function UsagePart() {
  const { data, error, refetch } = $api.useQuery(
    "get",
    "/team/usage",
    { params: { query: { days: DAYS } } },
    { staleTime: A_WHILE_MS },
  );
  if (error && !data) return <LoadFailure failure={error} onRetry={refetch} />;
  if (!data || data.data.length === 0) return null;
  const most = Math.max(1, ...data.data.map(({ copied }) => copied));
  return (
    <Part
      title={t`Who uses what`}
      words={t`Messages of the last ${DAYS} days: what members and API keys copied and viewed.`}
    >
      <Table
        cards
        head={
          <>
            <th scope="col">{t`Who`}</th>
            <th scope="col">{t`Number`}</th>
            <th scope="col" className={table.amount}>{t`Viewed`}</th>
            <th scope="col">{t`Codes copied`}</th>
          </>
        }
      >
        {data.data.map((usage) => (
          <Row key={`${usage.who.id} ${usage.number.id}`} usage={usage} most={most} />
        ))}
      </Table>
    </Part>
  );
}

function Row({ usage: { who, number, seen, copied }, most }: { usage: Usage; most: number }) {
  return (
    <tr>
      <th scope="row" className={classes.who}>
        {who.name}
      </th>
      <td>
        <bdi>{numberName(number)}</bdi>
      </td>
      <td className={table.amount}>{countInWords(seen)}</td>
      <td>
        <span className={classes.copied}>
          <span
            className={classes.bar}
            style={{ inlineSize: `${(copied / most) * 100}px` }}
            aria-hidden="true"
          />
          {countInWords(copied)}
        </span>
      </td>
    </tr>
  );
}

import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { PhoneNumber } from "../../api/client.ts";
import { useCapability } from "../../api/use-capability.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import { roleName } from "../../lib/role-words.ts";
import { Age } from "../../ui/age.tsx";
import { Badge } from "../../ui/badge.tsx";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Page } from "../../ui/page.tsx";
import table from "../../ui/table.module.css";
import { Table } from "../../ui/table.tsx";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import { accessName, numberName } from "./access-words.ts";
import { AddNumberDialog } from "./add-number-dialog.tsx";
import { useNumbers } from "./use-numbers.ts";

export function NumbersPage() {
  const [adding, setAdding] = useState(false);
  const { data: numbers, error, refetch } = useNumbers();
  const mayWrite = useCapability("numbers:write");
  const sorted = numbers?.toSorted((a, b) => numberName(a).localeCompare(numberName(b)));

  return (
    <Page
      title={t`Numbers`}
      lead={
        mayWrite
          ? t`The phone numbers that messages come to, and who sees them.`
          : t`The phone numbers whose messages you see.`
      }
      actions={
        mayWrite && (
          <Button onClick={() => setAdding(true)}>
            <Trans>Add number</Trans>
          </Button>
        )
      }
    >
      {error && !numbers && <LoadFailure failure={error} onRetry={refetch} />}
      {!numbers && !error && <WaitingRows label={t`Loading numbers`} />}
      {sorted?.length === 0 && (
        <p className={table.none}>
          {mayWrite
            ? t`No number yet. One appears here with its first message, or when you add it.`
            : t`No number is open to you yet.`}
        </p>
      )}
      {sorted && sorted.length > 0 && (
        <Table
          head={
            <>
              <th scope="col">{t`Number`}</th>
              <th scope="col">{t`Who sees it`}</th>
              <th scope="col">{t`Your role`}</th>
              <th scope="col" className={table.extra}>{t`Last message`}</th>
            </>
          }
        >
          {sorted.map((number) => (
            <NumberRow key={number.id} number={number} />
          ))}
        </Table>
      )}
      {adding && <AddNumberDialog onClose={() => setAdding(false)} />}
    </Page>
  );
}

function NumberRow({ number }: { number: PhoneNumber }) {
  return (
    <tr>
      <th scope="row">
        <Link to="/numbers/$number" params={{ number: number.id }} className={table.link}>
          {numberName(number)}
        </Link>
        {number.label && <span className={table.sub}>{phoneInWords(number.phone_number)}</span>}
      </th>
      <td>
        <Badge tone={number.access === "new" ? "heed" : "plain"}>{accessName(number.access)}</Badge>
      </td>
      <td>{number.role && roleName(number.role)}</td>
      <td className={table.extra}>
        {number.last_message_at ? (
          <Age at={number.last_message_at} />
        ) : (
          t({ message: "None yet", context: "message" })
        )}
      </td>
    </tr>
  );
}

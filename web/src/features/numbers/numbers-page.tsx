import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, VisuallyHidden } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Fragment, useState } from "react";
import type { PhoneNumber } from "../../api/client.ts";
import { useCapability } from "../../api/use-capability.ts";
import { groupsOf } from "../../lib/number-groups.ts";
import { numberName } from "../../lib/number-names.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import { roleName } from "../../lib/role-words.ts";
import { Age } from "../../ui/age.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Badge } from "../../ui/badge.tsx";
import { FailureLine, FailureNotice } from "../../ui/failure-notice.tsx";
import heed from "../../ui/heed-line.module.css";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Page } from "../../ui/page.tsx";
import { Sparkline } from "../../ui/sparkline.tsx";
import table from "../../ui/table.module.css";
import { Table } from "../../ui/table.tsx";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import { accessName } from "./access-words.ts";
import { AddNumberDialog } from "./add-number-dialog.tsx";
import classes from "./numbers-page.module.css";
import { FIGURE_DAYS, type NumberFigures, useNumberFigures } from "./use-number-figures.ts";
import { useNumbers, useUpdateNumber } from "./use-numbers.ts";

const COLUMNS = 5;

export function NumbersPage() {
  const [adding, setAdding] = useState(false);
  const { data: numbers, error, refetch } = useNumbers();
  const mayWrite = useCapability("numbers:write");
  const figuresOf = useNumberFigures();

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
      {numbers?.length === 0 && (
        <p className={table.none}>
          {mayWrite
            ? t`No number yet. One appears here with its first message, or when you add it.`
            : t`No number is open to you yet.`}
        </p>
      )}
      {mayWrite && <OpenAll numbers={numbers?.filter(({ access }) => access === "new") ?? []} />}
      {numbers && numbers.length > 0 && (
        <Table
          cards
          head={
            <>
              <th scope="col">{t`Number`}</th>
              <th scope="col">{t`Who sees it`}</th>
              {!mayWrite && <th scope="col" className={table.extra}>{t`Your role`}</th>}
              <th scope="col">{t`Last ${FIGURE_DAYS} days`}</th>
              <th scope="col">{t`Last message`}</th>
            </>
          }
        >
          {groupsOf(numbers).map(({ name, numbers: members }) => (
            <Fragment key={name ?? ""}>
              {name && (
                <tr className={classes.group}>
                  <th scope="rowgroup" colSpan={COLUMNS}>
                    {name}
                  </th>
                </tr>
              )}
              {members.map((number) => (
                <NumberRow
                  key={number.id}
                  number={number}
                  figures={figuresOf?.(number.id)}
                  mayWrite={mayWrite}
                />
              ))}
            </Fragment>
          ))}
        </Table>
      )}
      {adding && <AddNumberDialog onClose={() => setAdding(false)} />}
    </Page>
  );
}

/** Opens all that nobody has opened yet, one after the other: what fails leaves the rest as it is. */
function OpenAll({ numbers }: { numbers: PhoneNumber[] }) {
  const update = useUpdateNumber();
  const announce = useAnnounce();
  const count = numbers.length;
  // Once it is there it stays: a row that moved up would bring another one under the pointer.
  const [isShown, setShown] = useState(false);
  if (count >= 2 && !isShown) setShown(true);
  if (!isShown) return <FailureNotice failure={update.error} />;

  async function openAll() {
    for (const { id } of numbers) await update.mutateAsync({ id, access: "team" });
    announce(
      plural(count, {
        one: "# number is open to the team",
        other: "# numbers are open to the team",
      }),
    );
  }
  return (
    <>
      <div className={heed.line}>
        <p className={classes.newWords}>
          {count === 0 && t`No new numbers are left.`}
          {count > 0 &&
            plural(count, {
              one: "# new number: only owners and managers see it so far.",
              other: "# new numbers: only owners and managers see them so far.",
            })}
        </p>
        <Button
          variant="default"
          loading={update.isPending}
          disabled={count === 0}
          onClick={() => openAll().catch(() => {})}
        >
          {t`Open all to the team`}
        </Button>
      </div>
      <FailureNotice failure={update.error} />
    </>
  );
}

interface NumberRowProps {
  number: PhoneNumber;
  figures: NumberFigures | undefined;
  mayWrite: boolean;
}

function NumberRow({ number, figures, mayWrite }: NumberRowProps) {
  const update = useUpdateNumber();
  const name = numberName(number);
  return (
    <tr>
      <th scope="row" className={classes.number}>
        <Link to="/numbers/$number" params={{ number: number.id }} className={table.link}>
          <bdi>{name}</bdi>
        </Link>
        {number.label && <span className={table.sub}>{phoneInWords(number.phone_number)}</span>}
      </th>
      <td>
        <Badge tone={number.access === "new" ? "heed" : "plain"}>{accessName(number.access)}</Badge>
        {mayWrite && number.access === "new" && (
          <Button
            size="compact-sm"
            variant="subtle"
            className={table.act}
            loading={update.isPending}
            aria-label={t`Open to the team: ${name}`}
            onClick={() => update.mutate({ id: number.id, access: "team" })}
          >
            {t`Open to the team`}
          </Button>
        )}
        <FailureLine failure={update.error} />
      </td>
      {!mayWrite && <td className={table.extra}>{number.role && roleName(number.role)}</td>}
      <td className={classes.figures}>{figures && <Month figures={figures} />}</td>
      <td>
        {number.last_message_at ? (
          <Link to="/" search={{ number: number.id }} className={table.link}>
            <VisuallyHidden>{t`Messages to ${name}`} </VisuallyHidden>
            <Age at={number.last_message_at} />
          </Link>
        ) : (
          t({ message: "None yet", context: "message" })
        )}
      </td>
    </tr>
  );
}

function Month({ figures: { messages, daily } }: { figures: NumberFigures }) {
  return (
    <span className={classes.month}>
      <Sparkline counts={daily} />
      {plural(messages, { one: "# message", other: "# messages" })}
    </span>
  );
}

import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { PhoneNumber } from "../../api/client.ts";
import { useCapability } from "../../api/use-capability.ts";
import { numberName } from "../../lib/number-names.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import { roleName } from "../../lib/role-words.ts";
import backLink from "../../ui/back-link.module.css";
import { BackIcon } from "../../ui/icons.tsx";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page, Part } from "../../ui/page.tsx";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import { accessInWords, accessName } from "./access-words.ts";
import { ActivityPart } from "./activity-part.tsx";
import { CostPart } from "./cost-part.tsx";
import { DeleteNumberDialog } from "./delete-number-dialog.tsx";
import { NumberForm } from "./number-form.tsx";
import { NumberMembersPart } from "./number-members-part.tsx";
import classes from "./number-page.module.css";
import { useNumbers } from "./use-numbers.ts";

interface NumberPageProps {
  id: string;
  onDeleted: () => void;
}

export function NumberPage({ id, onDeleted }: NumberPageProps) {
  const { data: numbers, error, refetch } = useNumbers();
  const number = numbers?.find((one) => one.id === id);
  return (
    <Page
      title={number ? numberName(number) : t`Number`}
      lead={number?.label && phoneInWords(number.phone_number)}
      actions={
        <>
          <Link to="/numbers" className={backLink.back}>
            <BackIcon size={18} /> {t`All numbers`}
          </Link>
          {number && (
            <Button component={Link} to="/" search={{ number: id } as never} variant="default">
              <Trans>Show messages</Trans>
            </Button>
          )}
        </>
      }
    >
      {error && !numbers && <LoadFailure failure={error} onRetry={refetch} />}
      {!numbers && !error && <WaitingRows label={t`Loading the number`} />}
      {numbers && !number && (
        <Notice>
          <Trans>You don’t have access to this number, or the number no longer exists.</Trans>
        </Notice>
      )}
      {number && <NumberParts key={id} number={number} onDeleted={onDeleted} />}
    </Page>
  );
}

function NumberParts({ number, onDeleted }: { number: PhoneNumber; onDeleted: () => void }) {
  const [deleting, setDeleting] = useState(false);
  const mayWrite = useCapability("numbers:write");
  const mayBill = useCapability("billing:read");
  const role = number.role && roleName(number.role);

  return (
    <>
      {mayWrite ? (
        <Part title={t`Name and access`}>
          <NumberForm number={number} />
        </Part>
      ) : (
        <Part title={accessName(number.access)} words={accessInWords(number.access)}>
          {role && (
            <p className={classes.plain}>
              <Trans>Your role here: {role}</Trans>
            </p>
          )}
        </Part>
      )}
      {number.sees_members && <NumberMembersPart number={number} mayWrite={mayWrite} />}
      <ActivityPart numberId={number.id} />
      {mayWrite && mayBill && <CostPart numberId={number.id} />}
      {mayWrite && (
        <Part
          title={t`Delete this number`}
          words={t`The number disappears from the inbox. A new message to this number brings it back as a new one.`}
          actions={
            <Button variant="default" onClick={() => setDeleting(true)}>
              <Trans>Delete number</Trans>
            </Button>
          }
        />
      )}
      {deleting && (
        <DeleteNumberDialog
          number={number}
          onClose={() => setDeleting(false)}
          onDeleted={onDeleted}
        />
      )}
    </>
  );
}

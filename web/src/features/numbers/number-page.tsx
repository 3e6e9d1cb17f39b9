import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { PhoneNumber } from "../../api/client.ts";
import { useCapability } from "../../api/use-capability.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import { ROLES } from "../../lib/role-words.ts";
import { BackIcon } from "../../ui/icons.tsx";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page, Part } from "../../ui/page.tsx";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import { ACCESS, ACCESS_IN_WORDS, numberName } from "./access-words.ts";
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
      title={number ? numberName(number) : "Number"}
      lead={number?.label && phoneInWords(number.phone_number)}
      actions={
        <Link to="/numbers" className={classes.back}>
          <BackIcon size={18} /> All numbers
        </Link>
      }
    >
      {error && !numbers && <LoadFailure failure={error} onRetry={refetch} />}
      {!numbers && !error && <WaitingRows label="Loading the number" />}
      {numbers && !number && (
        <Notice>This number is not open to you, or it is not there any more.</Notice>
      )}
      {number && <NumberParts key={id} number={number} onDeleted={onDeleted} />}
    </Page>
  );
}

function NumberParts({ number, onDeleted }: { number: PhoneNumber; onDeleted: () => void }) {
  const [deleting, setDeleting] = useState(false);
  const mayWrite = useCapability("numbers:write");
  const mayBill = useCapability("billing:read");
  // The list of people is for those who look after this number.
  const seesMembers = number.role === "manager" || number.role === "owner";

  return (
    <>
      {mayWrite ? (
        <Part title="Name and access">
          <NumberForm number={number} />
        </Part>
      ) : (
        <Part title={ACCESS[number.access]} words={ACCESS_IN_WORDS[number.access]}>
          {number.role && <p className={classes.plain}>Your role here: {ROLES[number.role]}</p>}
        </Part>
      )}
      {seesMembers && <NumberMembersPart number={number} mayWrite={mayWrite} />}
      {mayWrite && mayBill && <CostPart numberId={number.id} />}
      {mayWrite && (
        <Part
          title="Delete this number"
          words="It disappears from the inbox. If a message comes to it again, it comes back as new."
          actions={
            <Button variant="default" onClick={() => setDeleting(true)}>
              Delete the number
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

import { t } from "@lingui/core/macro";
import { Button } from "@mantine/core";
import { $api } from "../../api/queries.ts";
import classes from "./rule-form.module.css";

/** As many as can be taken in at a glance. */
const MOST = 8;
const LATEST = { params: { query: { limit: 100, has_code: true } } };

interface KnownServicesProps {
  /** Those in the field, one a line. */
  named: string;
  onAdd: (service: string) => void;
}

/** The services that the last codes were of, to be taken over as they are written. */
export function KnownServices({ named, onAdd }: KnownServicesProps) {
  const { data } = $api.useQuery("get", "/messages", LATEST);
  const taken = new Set(named.split("\n").map((line) => line.trim().toLowerCase()));
  const heard = (data?.data ?? []).flatMap(({ service }) => service ?? []);
  const offered = [...new Set(heard)].filter((service) => !taken.has(service.toLowerCase()));
  if (offered.length === 0) return null;
  return (
    <fieldset className={classes.offered}>
      <legend className={classes.aside}>{t`Services of your latest codes`}</legend>
      {offered.slice(0, MOST).map((service) => (
        <Button
          key={service}
          variant="default"
          size="compact-sm"
          aria-label={t`Add ${service}`}
          onClick={() => onAdd(service)}
        >
          {service}
        </Button>
      ))}
    </fieldset>
  );
}

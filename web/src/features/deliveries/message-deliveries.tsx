import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { $api } from "../../api/queries.ts";
import { useLiveEvent } from "../../realtime/use-live.tsx";
import { TitledList } from "../../ui/titled-list.tsx";
import classes from "./message-deliveries.module.css";
import { StatusLine } from "./status-line.tsx";

/** Where a message was forwarded to. Quiet until it is known, and where it went nowhere. */
export function MessageDeliveries({ id }: { id: string }) {
  const { data, refetch } = $api.useQuery("get", "/deliveries", {
    params: { query: { message_id: id } },
  });
  useLiveEvent("delivery.updated", (delivery) => {
    if (delivery.message_id === id) refetch();
  });
  if (!data || data.data.length === 0) return null;
  const title = t({ message: "Forwarded", context: "message" });
  return (
    <TitledList title={title} className={classes.part}>
      {data.data.map((delivery) => (
        <li key={delivery.id} className={classes.row}>
          <Link
            to="/forwarding/deliveries"
            search={{ delivery: delivery.id }}
            className={classes.channel}
          >
            {delivery.channel.name}
          </Link>
          <StatusLine delivery={delivery} />
        </li>
      ))}
    </TitledList>
  );
}

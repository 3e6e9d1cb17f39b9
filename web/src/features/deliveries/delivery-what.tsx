import { Link } from "@tanstack/react-router";
import classes from "./deliveries.module.css";
import type { Delivery } from "./delivery-api.ts";
import { whatInWords } from "./delivery-words.ts";

/** What was forwarded; a message is a step away in the inbox. */
export function DeliveryWhat({ delivery }: { delivery: Delivery }) {
  const words = whatInWords(delivery);
  if (!delivery.message_id) return words;
  return (
    <Link to="/" search={{ message: delivery.message_id }} className={classes.link}>
      {words}
    </Link>
  );
}

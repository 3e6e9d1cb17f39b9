import { lazy, Suspense } from "react";
import type { Message } from "../api/client.ts";
import { useCapability } from "../api/use-capability.ts";

const MessageDeliveries = lazy(() =>
  import("../features/deliveries/message-deliveries.tsx").then((module) => ({
    default: module.MessageDeliveries,
  })),
);

/** Where a message was forwarded to, for those who may see it. */
export function ForwardedPart({ message }: { message: Message }) {
  const maySee = useCapability("channels:read");
  if (!maySee) return null;
  return (
    <Suspense fallback={null}>
      <MessageDeliveries id={message.id} />
    </Suspense>
  );
}

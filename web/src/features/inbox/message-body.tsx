import type { Message } from "../../api/client.ts";
import { placeOf } from "../../lib/code-place.ts";
import classes from "./message-body.module.css";

/** The text as it came; the code in it is marked, so that one sees where it was taken from. */
export function MessageBody({
  message,
}: {
  message: Pick<Message, "body" | "code" | "code_span">;
}) {
  const { body } = message;
  const place = placeOf(message);
  return (
    <blockquote className={classes.body} dir="auto">
      {place ? (
        <>
          {body.slice(0, place.start)}
          <mark className={classes.code}>
            <bdi>{body.slice(place.start, place.end)}</bdi>
          </mark>
          {body.slice(place.end)}
        </>
      ) : (
        body
      )}
    </blockquote>
  );
}

import classes from "./message-body.module.css";

/** The text as it came; the code in it is marked, so that one sees where it was taken from. */
export function MessageBody({ body, code }: { body: string; code?: string | null }) {
  const at = code ? body.indexOf(code) : -1;
  return (
    <blockquote className={classes.body}>
      {code && at >= 0 ? (
        <>
          {body.slice(0, at)}
          <mark className={classes.code}>{code}</mark>
          {body.slice(at + code.length)}
        </>
      ) : (
        body
      )}
    </blockquote>
  );
}

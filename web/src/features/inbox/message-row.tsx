import { VisuallyHidden } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Message } from "../../api/client.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import { Age } from "../../ui/age.tsx";
import { LinkIcon } from "../../ui/icons.tsx";
import { Monogram } from "../../ui/monogram.tsx";
import { CodeChip } from "./code-chip.tsx";
import classes from "./message-row.module.css";

interface MessageRowProps {
  message: Message;
  open: boolean;
  arrived: boolean;
}

export function MessageRow({ message, open, arrived }: MessageRowProps) {
  const from = message.service ?? phoneInWords(message.sender);
  const number = message.number.label ?? phoneInWords(message.number.phone_number);
  return (
    <article
      className={classes.row}
      data-open={open}
      data-unread={!message.read}
      data-arrived={arrived}
    >
      <Monogram name={from} />
      <div className={classes.text}>
        <div className={classes.top}>
          <Link
            to="/"
            search={(before) => ({ ...before, message: message.id })}
            id={`message-${message.id}`}
            className={classes.link}
            aria-current={open ? "true" : undefined}
          >
            {!message.read && <VisuallyHidden>Unread: </VisuallyHidden>}
            {from}
          </Link>
          <Age at={message.received_at} className={classes.age} />
        </div>
        <div className={classes.route}>
          <span className={classes.number}>{number}</span>
          {message.service && (
            <span className={classes.sender}>from {phoneInWords(message.sender)}</span>
          )}
        </div>
        <div className={classes.body}>{message.body}</div>
      </div>
      {message.code && <CodeChip message={message} code={message.code} />}
      {!message.code && message.link && (
        <span className={classes.linkMark}>
          <LinkIcon size={18} /> Link
        </span>
      )}
    </article>
  );
}

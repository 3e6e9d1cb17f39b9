import { t } from "@lingui/core/macro";
import { ActionIcon, Button, Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useEffectEvent, useRef } from "react";
import type { Message } from "../../api/client.ts";
import { describeFailure, isMissing } from "../../api/problem.ts";
import { useCapability } from "../../api/use-capability.ts";
import { BASE } from "../../lib/base.ts";
import { copyText } from "../../lib/clipboard.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import { fromInWords } from "../../lib/sender-words.ts";
import { Age } from "../../ui/age.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Badge } from "../../ui/badge.tsx";
import { BlankState } from "../../ui/blank-state.tsx";
import { ExactTime } from "../../ui/exact-time.tsx";
import { BackIcon } from "../../ui/icons.tsx";
import { Monogram } from "../../ui/monogram.tsx";
import { MoreMenu } from "../../ui/more-menu.tsx";
import { PHONE } from "../../ui/widths.ts";
import { CodeHero } from "./code-hero.tsx";
import { LinkOffer } from "./link-offer.tsx";
import { MessageActivity } from "./message-activity.tsx";
import { MessageBody } from "./message-body.tsx";
import classes from "./message-detail.module.css";
import { useMarkRead, useMessage } from "./use-messages.ts";

interface MessageDetailProps {
  id: string;
  /** What the app has to offer below the text of the message. */
  tools?: (message: Message) => ReactNode;
  /** Called when the message, once shown, is not open to the reader any more. */
  onLost: () => void;
  onKeepUnread: (id: string) => void;
}

export function MessageDetail({ id, tools, onLost, onKeepUnread }: MessageDetailProps) {
  const { data: message, error, isPending, refetch } = useMessage(id);
  const { mutate: markRead } = useMarkRead();
  const isRead = message?.read;
  const looked = useRef<string>(undefined);

  useEffect(() => {
    // As it is opened: what is marked as unread while it is open stays so.
    if (isRead === undefined || looked.current === id) return;
    looked.current = id;
    if (!isRead) markRead([id]);
  }, [isRead, id, markRead]);

  const gone = isMissing(error);
  const lost = gone && message !== undefined;
  const tellLost = useEffectEvent(onLost);
  useEffect(() => {
    if (lost) tellLost();
  }, [lost]);

  if (error && (gone || !message)) {
    return (
      <BlankState
        title={gone ? t`This message is gone` : t`The message could not be loaded`}
        actions={!gone && <Button onClick={() => refetch()}>{t`Try again`}</Button>}
      >
        <p>
          {gone
            ? t`This message was deleted, or you don’t have access to its number.`
            : describeFailure(error)}
        </p>
      </BlankState>
    );
  }
  if (isPending || !message) {
    return (
      <div className={classes.detail} role="status" aria-label={t`Loading the message`}>
        <Skeleton height={52} width={220} />
        <Skeleton height={190} radius="xl" />
        <Skeleton height={90} radius="lg" />
      </div>
    );
  }
  return (
    <OpenMessage
      key={message.id}
      message={message}
      tools={tools?.(message)}
      onKeepUnread={onKeepUnread}
    />
  );
}

interface OpenMessageProps extends Pick<MessageDetailProps, "onKeepUnread"> {
  message: Message;
  tools: ReactNode;
}

function OpenMessage({ message, tools, onKeepUnread }: OpenMessageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const from = fromInWords(message);
  const announce = useAnnounce();
  const mayMark = useCapability("messages:copy");

  useEffect(() => {
    // On a phone the detail covers the list, so the reader's place moves here with the eye.
    if (matchMedia(PHONE).matches) heading.current?.focus({ preventScroll: true });
  }, []);

  /** Leads whoever may see the message to it. */
  async function copyLink() {
    const copied = await copyText(`${location.origin}${BASE}?message=${message.id}`);
    announce(copied ? t`Link copied` : t`The link could not be copied.`);
  }

  return (
    <article className={classes.detail} aria-labelledby="message-heading">
      <header className={classes.head}>
        <Link
          to="/"
          search={({ message: _, ...rest }) => rest}
          replace
          className={classes.back}
          aria-label={t`Back to the list`}
        >
          <ActionIcon
            component="span"
            variant="subtle"
            color="gray"
            size={44}
            className={classes.backIcon}
          >
            <BackIcon size={24} />
          </ActionIcon>
        </Link>
        <Monogram name={from} large />
        <div className={classes.names}>
          <div className={classes.titleLine}>
            <h2 id="message-heading" ref={heading} tabIndex={-1} className={classes.title}>
              {from}
            </h2>
            {message.source.is_demo && <Badge>{t`Demo`}</Badge>}
          </div>
          <p className={classes.sub}>
            {message.number.label ?? phoneInWords(message.number.phone_number)} ·{" "}
            <Age at={message.received_at} />
          </p>
        </div>
        <MoreMenu
          label={t`More for this message`}
          width={200}
          className={classes.more}
          acts={[
            mayMark && { words: t`Mark as unread`, onChoose: () => onKeepUnread(message.id) },
            { words: t`Copy link`, onChoose: copyLink },
            { words: t`Print`, onChoose: () => print() },
          ]}
        />
      </header>
      {message.code && <CodeHero message={message} code={message.code} />}
      {message.link && <LinkOffer link={message.link} main={!message.code} />}
      <MessageBody message={message} />
      {tools}
      <Facts message={message} />
      <MessageActivity id={message.id} />
    </article>
  );
}

function Facts({ message }: { message: Message }) {
  const { number, source, payment } = message;
  return (
    <dl className={classes.facts}>
      {payment && (
        <>
          <dt>{t`Pays`}</dt>
          <dd>{paymentInWords(payment)}</dd>
        </>
      )}
      <dt>{t`Sender`}</dt>
      <dd>{phoneInWords(message.sender)}</dd>
      <dt>{t({ message: "To", context: "recipient" })}</dt>
      <dd>
        {number.label && `${number.label}, `}
        {phoneInWords(number.phone_number)}
      </dd>
      <dt>{t`Received`}</dt>
      <dd>
        <ExactTime at={message.received_at} />
      </dd>
      <dt>{t`Source`}</dt>
      <dd>{source.name}</dd>
      {message.domain && (
        <>
          <dt>{t`Only for`}</dt>
          <dd>{message.domain}</dd>
        </>
      )}
    </dl>
  );
}

function paymentInWords({ amount, merchant }: NonNullable<Message["payment"]>): string {
  return merchant ? t`${amount} at ${merchant}` : amount;
}

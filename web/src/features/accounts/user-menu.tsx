import { type ComponentProps, cloneElement, lazy, type ReactElement, Suspense } from "react";
import type { User } from "../../api/session.ts";
import { ahead } from "../../lib/load-ahead.ts";
import { ChevronIcon } from "../../ui/icons.tsx";
import rail from "../../ui/rail.module.css";
import { useOpener } from "../../ui/use-opener.ts";
import classes from "./user-menu.module.css";

const UserItems = lazy(
  ahead(() => import("./user-items.tsx").then((module) => ({ default: module.UserItems }))),
);

interface UserMenuProps {
  user: User;
  /** The pages to offer here. */
  links: { to: string; words: string }[];
  /** What else is offered, in a dialog over the page. */
  actions?: { words: string; run: () => void }[];
  /** Its button, where that is not one's name. */
  target?: ReactElement<ComponentProps<"button">>;
}

/** Who one is, and what is one's own: pages, appearance, the way out. */
export function UserMenu({ user, links, actions = [], target }: UserMenuProps) {
  const { id, opener, close, props } = useOpener("menu");
  return (
    <>
      {cloneElement(target ?? <NameButton name={user.name} />, props)}
      {opener && (
        <Suspense>
          <UserItems
            id={id}
            opener={opener}
            user={user}
            links={links}
            actions={actions}
            onClose={close}
          />
        </Suspense>
      )}
    </>
  );
}

interface NameButtonProps extends ComponentProps<"button"> {
  name: string;
}

function NameButton({ name, ...props }: NameButtonProps) {
  return (
    <button type="button" {...props} className={rail.link} title={name}>
      <span className={classes.initial} aria-hidden="true">
        {[...name][0]}
      </span>
      <bdi className={rail.words}>{name}</bdi>
      <span className={rail.end}>
        <ChevronIcon size={16} />
      </span>
    </button>
  );
}

import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import {
  type ComponentProps,
  cloneElement,
  type ReactElement,
  type RefAttributes,
  useRef,
  useState,
} from "react";
import { describeFailure } from "../../api/problem.ts";
import { session, type User } from "../../api/session.ts";
import { roleName } from "../../lib/role-words.ts";
import { CheckIcon, ChevronIcon } from "../../ui/icons.tsx";
import rail from "../../ui/rail.module.css";
import classes from "./user-menu.module.css";

const schemes = () =>
  [
    ["light", t({ message: "Light", context: "appearance" })],
    ["dark", t({ message: "Dark", context: "appearance" })],
    ["auto", t({ message: "As the system", context: "appearance" })],
  ] as const;

interface UserMenuProps {
  user: User;
  /** The pages to offer here. */
  links: { to: string; words: string }[];
  /** What else is offered, in a dialog over the page. */
  actions?: { words: string; run: () => void }[];
  /** Its button, where that is not one's name. */
  target?: ReactElement<RefAttributes<HTMLButtonElement>>;
}

/** Who one is, and what is one's own: pages, appearance, the way out. */
export function UserMenu({ user, links, actions = [], target }: UserMenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  // Mantine would write a <style> element to still the transitions; the policy forbids that.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const [failure, setFailure] = useState<string>();

  function signOut() {
    session.signOut().catch((error) => setFailure(describeFailure(error)));
  }

  return (
    <Menu
      position="top-start"
      floatingStrategy="fixed"
      width={236}
      offset={6}
      radius="lg"
      shadow="md"
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        {cloneElement(target ?? <NameButton name={user.name} />, { ref: button })}
      </Menu.Target>
      <Menu.Dropdown className={classes.dropdown}>
        <div className={classes.who}>
          <strong>{user.name}</strong>
          <span>{user.email}</span>
          <span>{roleName(user.role)}</span>
        </div>
        <Menu.Divider />
        {links.map(({ to, words }) => (
          <Menu.Item key={to} renderRoot={(props) => <Link to={to} {...props} />}>
            {words}
          </Menu.Item>
        ))}
        {actions.map(({ words, run }) => (
          <Menu.Item
            key={words}
            onClick={() => {
              // The dialog gives the focus back to where it was; this item is gone by then.
              button.current?.focus();
              run();
            }}
          >
            {words}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>
          <Trans>Appearance</Trans>
        </Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)}
        >
          {schemes().map(([scheme, words]) => (
            <Menu.RadioItem
              key={scheme}
              value={scheme}
              closeMenuOnClick={false}
              checkIcon={<CheckIcon size={16} />}
            >
              {words}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item closeMenuOnClick={false} onClick={signOut}>
          <Trans>Sign out</Trans>
        </Menu.Item>
        {failure && (
          <p role="alert" className={classes.failure}>
            {failure}
          </p>
        )}
      </Menu.Dropdown>
    </Menu>
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

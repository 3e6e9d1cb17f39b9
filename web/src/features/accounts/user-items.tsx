import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { describeFailure } from "../../api/problem.ts";
import { session, type User } from "../../api/session.ts";
import { roleName } from "../../lib/role-words.ts";
import { AnchoredMenu } from "../../ui/anchored.tsx";
import { CheckIcon } from "../../ui/icons.tsx";
import classes from "./user-menu.module.css";

const schemes = () =>
  [
    ["light", t({ message: "Light", context: "appearance" })],
    ["dark", t({ message: "Dark", context: "appearance" })],
    ["auto", t({ message: "As the system", context: "appearance" })],
  ] as const;

interface UserItemsProps {
  id: string;
  opener: HTMLElement;
  user: User;
  links: { to: string; words: string }[];
  actions: { words: string; run: () => void }[];
  onClose: () => void;
}

export function UserItems({ id, opener, user, links, actions, onClose }: UserItemsProps) {
  // Mantine would write a <style> element to still the transitions; the policy forbids that.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const [failure, setFailure] = useState<string>();

  function signOut() {
    session.signOut().catch((error) => setFailure(describeFailure(error)));
  }

  return (
    <AnchoredMenu
      id={id}
      opener={opener}
      onClose={onClose}
      position="top-start"
      floatingStrategy="fixed"
      width={236}
      offset={6}
      className={classes.dropdown}
    >
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
            opener.focus();
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
    </AnchoredMenu>
  );
}

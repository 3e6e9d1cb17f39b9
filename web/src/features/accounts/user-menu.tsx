import { type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { describeFailure } from "../../api/problem.ts";
import { session, type User } from "../../api/session.ts";
import { ROLES } from "../../lib/role-words.ts";
import { CheckIcon, ChevronIcon } from "../../ui/icons.tsx";
import classes from "./user-menu.module.css";

const SCHEMES = [
  ["light", "Light"],
  ["dark", "Dark"],
  ["auto", "As the system"],
] as const;

interface UserMenuProps {
  user: User;
  /** The pages to offer here: all of them where the header has no room, else only one's own. */
  links: { to: string; words: string }[];
}

export function UserMenu({ user, links }: UserMenuProps) {
  // Mantine would write a <style> element to still the transitions; the policy forbids that.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const [failure, setFailure] = useState<string>();

  function signOut() {
    session.signOut().catch((error) => setFailure(describeFailure(error)));
  }

  return (
    <Menu
      position="bottom-end"
      width={236}
      offset={6}
      radius="lg"
      shadow="md"
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <button type="button" className={classes.target}>
          <span className={classes.name}>{user.name}</span>
          <ChevronIcon size={18} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <strong>{user.name}</strong>
          <span>{user.email}</span>
          <span>{ROLES[user.role]}</span>
        </div>
        <Menu.Divider />
        {links.map(({ to, words }) => (
          <Menu.Item key={to} renderRoot={(props) => <Link to={to} {...props} />}>
            {words}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>Appearance</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)}
        >
          {SCHEMES.map(([scheme, words]) => (
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
          Sign out
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

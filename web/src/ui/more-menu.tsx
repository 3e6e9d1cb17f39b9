import { ActionIcon } from "@mantine/core";
import { lazy, Suspense } from "react";
import { ahead } from "../lib/load-ahead.ts";
import { MoreIcon } from "./icons.tsx";
import type { MoreAct } from "./more-items.tsx";
import { useOpener } from "./use-opener.ts";

const MoreItems = lazy(
  ahead(() => import("./more-items.tsx").then((module) => ({ default: module.MoreItems }))),
);

interface MoreMenuProps {
  label: string;
  width: number;
  /** In a narrow row the button is smaller. */
  small?: boolean;
  className?: string;
  /** In their order; what does not apply is left out, and a line stands between groups. */
  acts: (MoreAct | "line" | false | undefined)[];
}

/** What is seldom done with a thing, behind a button of three dots. */
export function MoreMenu({ label, width, small, className, acts }: MoreMenuProps) {
  const { id, opener, close, props } = useOpener("menu");
  return (
    <>
      <ActionIcon
        {...props}
        variant="subtle"
        color="gray"
        size={small ? 36 : 44}
        className={className}
        aria-label={label}
      >
        <MoreIcon size={small ? 18 : undefined} />
      </ActionIcon>
      {opener && (
        <Suspense>
          <MoreItems id={id} opener={opener} width={width} acts={acts} onClose={close} />
        </Suspense>
      )}
    </>
  );
}

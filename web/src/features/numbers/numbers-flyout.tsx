import { t } from "@lingui/core/macro";
import { type ComponentProps, lazy } from "react";
import { ahead } from "../../lib/load-ahead.ts";
import { Flyout } from "../../ui/flyout.tsx";
import type { Unread } from "./unread-count.tsx";

const NumberPicker = lazy(
  ahead(() => import("./number-picker.tsx").then((module) => ({ default: module.NumberPicker }))),
);

interface NumbersFlyoutProps extends Pick<ComponentProps<typeof Flyout>, "opener" | "beside"> {
  /** The number whose messages are shown. */
  chosen?: string;
  unread: Unread;
}

/** All numbers behind a button, each leading to its messages. */
export function NumbersFlyout({ chosen, unread, ...flyout }: NumbersFlyoutProps) {
  return (
    <Flyout label={t`All numbers`} {...flyout}>
      {(close) => <NumberPicker chosen={chosen} unread={unread} onFollow={close} />}
    </Flyout>
  );
}

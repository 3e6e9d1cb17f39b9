import { t } from "@lingui/core/macro";
import { lazy } from "react";
import filters from "../features/inbox/filter-chips.module.css";
import { useUnread } from "../features/inbox/use-unread.ts";
import { ahead } from "../lib/load-ahead.ts";
import { Flyout } from "../ui/flyout.tsx";
import { ChevronIcon } from "../ui/icons.tsx";

const NumberPicker = lazy(
  ahead(() =>
    import("../features/numbers/number-picker.tsx").then((module) => ({
      default: module.NumberPicker,
    })),
  ),
);

/** Among the filters on a phone, where no rail shows the numbers. */
export function NumberChip({ chosen }: { chosen?: string }) {
  const unread = useUnread();
  return (
    <Flyout
      label={t`All numbers`}
      opener={(opens) => (
        <button type="button" {...opens} className={filters.chip}>
          {t`All numbers`}
          <ChevronIcon size={16} />
        </button>
      )}
    >
      {(close) => <NumberPicker chosen={chosen} unread={unread} onFollow={close} />}
    </Flyout>
  );
}

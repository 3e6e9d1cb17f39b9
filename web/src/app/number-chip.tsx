import { t } from "@lingui/core/macro";
import filters from "../features/inbox/filter-chips.module.css";
import { useUnread } from "../features/inbox/use-unread.ts";
import { NumbersFlyout } from "../features/numbers/numbers-flyout.tsx";
import { ChevronIcon } from "../ui/icons.tsx";

/** Among the filters on a phone, where no rail shows the numbers. */
export function NumberChip({ chosen }: { chosen?: string }) {
  const unread = useUnread();
  return (
    <NumbersFlyout
      chosen={chosen}
      unread={unread}
      opener={(opens) => (
        <button type="button" {...opens} className={filters.chip}>
          {t`All numbers`}
          <ChevronIcon size={16} />
        </button>
      )}
    />
  );
}

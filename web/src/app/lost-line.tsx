import { t } from "@lingui/core/macro";
import { ActionIcon } from "@mantine/core";
import heed from "../ui/heed-line.module.css";
import { CloseIcon } from "../ui/icons.tsx";
import classes from "./lost-line.module.css";

/** Says calmly why what was open is not there any more, or not as it was to be. */
export function LostLine({ words, onClose }: { words: string; onClose: () => void }) {
  return (
    <div className={`${heed.line} ${classes.line}`} role="status">
      <p className={classes.words}>{words}</p>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={44}
        aria-label={t`Understood`}
        onClick={onClose}
      >
        <CloseIcon size={18} />
      </ActionIcon>
    </div>
  );
}

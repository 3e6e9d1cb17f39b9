import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { download } from "../api/download.ts";
import classes from "./download-button.module.css";
import { FailureLine } from "./failure-notice.tsx";

interface DownloadButtonProps {
  path: string;
  query?: Record<string, string | undefined>;
  name: string;
  words: string;
}

export function DownloadButton({ path, query = {}, name, words }: DownloadButtonProps) {
  const save = useMutation({ mutationFn: () => download(path, query, name) });
  return (
    <div className={classes.download}>
      <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
        {words}
      </Button>
      <FailureLine failure={save.error} className={classes.failure} />
    </div>
  );
}

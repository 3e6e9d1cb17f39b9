import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { download } from "../api/download.ts";
import { describeFailure } from "../api/problem.ts";
import classes from "./download-button.module.css";

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
      {save.isError && (
        <p role="alert" className={classes.failure}>
          {describeFailure(save.error)}
        </p>
      )}
    </div>
  );
}

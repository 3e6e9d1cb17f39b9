import { Button } from "@mantine/core";
import { CentredPage } from "../ui/centred-page.tsx";

/** When a page's own script is not to be had: the server may have been renewed meanwhile. */
export function PageBroken() {
  return (
    <CentredPage
      title="This page could not be shown"
      lead="The server may have been renewed meanwhile. Loading it again usually helps."
    >
      <Button size="md" onClick={() => location.reload()}>
        Load it again
      </Button>
    </CentredPage>
  );
}

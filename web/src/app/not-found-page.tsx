import { Button } from "@mantine/core";
import { CentredPage } from "../ui/centred-page.tsx";

export function NotFoundPage() {
  return (
    <CentredPage title="Nothing here" lead="This address leads nowhere.">
      <Button component="a" href="/" size="md">
        Go to the inbox
      </Button>
    </CentredPage>
  );
}

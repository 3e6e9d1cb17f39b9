import { DemoLine } from "../features/onboarding/demo-line.tsx";
import { ShowFirstRun } from "../features/onboarding/show-first-run.tsx";
import { SourcesPage } from "../features/sources/sources-page.tsx";

/** Composes the sources with what belongs to a new server: demo data, and its first steps. */
export function SourcesRoute() {
  return (
    <SourcesPage>
      <DemoLine />
      <ShowFirstRun />
    </SourcesPage>
  );
}

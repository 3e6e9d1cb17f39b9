import { CodeRulesPage } from "../features/code-rules/code-rules-page.tsx";
import { useNumbers } from "../features/numbers/use-numbers.ts";

/** Composes the rules for codes with the numbers that they may be for. */
export function CodeRulesRoute() {
  const { data: numbers } = useNumbers();
  return <CodeRulesPage numbers={numbers} />;
}

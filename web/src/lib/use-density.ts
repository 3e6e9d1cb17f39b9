import { useLocalStorage } from "@mantine/hooks";

/** How much room each row of the inbox has. It stays on the device: a phone at hand is not a wall display. */
export type Density = "compact" | "comfortable";

/** The reader's choice, and how it is changed; whatever else was stored counts as not chosen. */
export function useDensity(): [Density, (density: Density) => void] {
  const [stored, store] = useLocalStorage<unknown>({
    key: "codebell.density",
    defaultValue: "compact",
    getInitialValueInEffect: false,
  });
  return [stored === "comfortable" ? "comfortable" : "compact", store];
}

import { useNumbers } from "../features/numbers/use-numbers.ts";
import { CanariesPage } from "../features/sends/canaries-page.tsx";
import { FiguresPage } from "../features/sends/figures-page.tsx";
import type { FiguresSearch } from "../features/sends/figures-search.ts";
import { GatewaysPage } from "../features/sends/gateways-page.tsx";
import { SendsPage } from "../features/sends/sends-page.tsx";
import type { SendsSearch } from "../features/sends/sends-search.ts";
import { SettingsPage } from "../features/sends/settings-page.tsx";
import { SendsTabs } from "./sends-tabs.tsx";

interface SearchProps<T> {
  search: T;
  onSearch: (search: T) => void;
}

/** Composes the pages of sends, which share their tabs. */
export function SendsRoute(props: SearchProps<SendsSearch>) {
  return <SendsPage tabs={<SendsTabs />} {...props} />;
}

export function GatewaysRoute() {
  return <GatewaysPage tabs={<SendsTabs />} />;
}

export function FiguresRoute(props: SearchProps<FiguresSearch>) {
  return <FiguresPage tabs={<SendsTabs />} {...props} />;
}

export function SendSettingsRoute() {
  return <SettingsPage tabs={<SendsTabs />} />;
}

export function CanariesRoute() {
  const { data: numbers } = useNumbers();
  return <CanariesPage tabs={<SendsTabs />} numbers={numbers} />;
}

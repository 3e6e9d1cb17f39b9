import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterContextProvider,
} from "@tanstack/react-router";
import type { ReactNode } from "react";
import { renderPage } from "./render-page.tsx";

/** Renders what has links: they lead to addresses, and nowhere else. */
export function renderRouted(children: ReactNode) {
  const router = createRouter({
    routeTree: createRootRoute(),
    history: createMemoryHistory(),
  });
  return renderPage(
    <RouterContextProvider router={router as never}>{children}</RouterContextProvider>,
  );
}

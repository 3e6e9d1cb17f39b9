import { Navigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useCapabilities } from "../api/use-capability.ts";
import { firstPage } from "./page-links.ts";
import { Permitted } from "./permitted.tsx";

/** The inbox, for those who may read messages; others land on the first page that is open to them. */
export function Landing({ children }: { children: ReactNode }) {
  const capabilities = useCapabilities();
  const first = firstPage(capabilities);
  if (first && first.to !== "/") return <Navigate to={first.to} replace />;
  return <Permitted to="messages:read">{children}</Permitted>;
}

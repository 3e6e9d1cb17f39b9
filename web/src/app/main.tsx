import "@mantine/core/styles/baseline.css";
import "@mantine/core/styles/global.css";
import "virtual:theme.css";
import "./mantine-styles.ts";
import "./page.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { session } from "../api/session.ts";
import { activateLanguage } from "../i18n/activate.ts";
import { Providers } from "./providers.tsx";
import { registerWorker } from "./register-worker.ts";

session.start();

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
await activateLanguage();
createRoot(root).render(
  <StrictMode>
    <Providers />
  </StrictMode>,
);
registerWorker();

import { lingui, linguiTransformerBabelPreset } from "@lingui/vite-plugin";
import babel from "@rolldown/plugin-babel";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { themeCss } from "./theme-css.ts";

const server = process.env.CODEBELL_PUBLIC_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [
    babel({ presets: [linguiTransformerBabelPreset()] }),
    react(),
    lingui({ failOnMissing: true }),
    themeCss(),
  ],
  build: { target: "es2022", assetsInlineLimit: 0 },
  server: {
    proxy: {
      "/api": server,
      "/webhooks": server,
      "/socket.io": { target: server, ws: true },
    },
  },
});

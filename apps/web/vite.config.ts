import optimizeLocales from "@react-aria/optimize-locales-plugin";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

import { onlyWebsocket } from "./vite/only-websocket.ts";
import { serviceWorker } from "./vite/service-worker.ts";

/** The API answers only pages of its own address: it must see the Host that the browser typed. */
const api = { target: process.env["HANDRAIL_API"] ?? "http://127.0.0.1:3000", changeOrigin: false };

export default defineConfig({
  plugins: [
    react(),
    tailwindcss(),
    // en-US stays in: it is what the components fall back to.
    { ...optimizeLocales.vite({ locales: ["en-US", "en-GB"] }), enforce: "pre" as const },
    onlyWebsocket(),
    serviceWorker(),
  ],
  build: {
    manifest: true,
    // The page's policy allows neither inline styles nor data: URLs, and the polyfill would be an inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules\/(react|react-dom|scheduler)\//, priority: 1 },
            // What every page loads comes in one piece, which packs better than thirty.
            { name: "base", test: /node_modules/, tags: ["$initial"] },
          ],
        },
      },
    },
  },
  server: {
    // scripts/dev.ts says this address.
    port: Number(process.env["WEB_PORT"] ?? "5173"),
    strictPort: true,
    proxy: {
      "/trpc": api,
      "/page-faults": api,
      "/api": api,
      "/calendar": api,
      "/health": api,
      "/socket.io": { ...api, ws: true },
    },
  },
});

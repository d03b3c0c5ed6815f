import type { Plugin } from "vite";

/** The live connection is a WebSocket and nothing else: the library's other ways to the server stay out of the bundle. */
export const onlyWebsocket = (): Plugin => ({
  name: "handrail-only-websocket",
  apply: "build",
  load: {
    filter: { id: /engine\.io-client\/build\/esm\/transports\/index\.js$/ },
    handler: () => `import { WS } from "./websocket.js";\nexport const transports = { websocket: WS };\n`,
  },
});

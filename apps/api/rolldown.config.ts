import { defineConfig } from "rolldown";

// One file of our own code; dependencies stay in node_modules, where their native parts are.
export default defineConfig({
  input: { main: "src/main.ts" },
  platform: "node",
  external: (id) => !id.startsWith(".") && !id.startsWith("/") && !id.startsWith("@handrail/"),
  output: { dir: "dist", format: "esm", sourcemap: true, entryFileNames: "[name].js" },
});

import { defineConfig } from "rolldown";

export default defineConfig({
  input: "src/index.ts",
  platform: "neutral",
  external: [/^@trpc\//, /^socket\.io-client/],
  output: { dir: "dist", cleanDir: true },
});

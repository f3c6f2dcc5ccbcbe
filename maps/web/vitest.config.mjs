// Tests of the page's logic; what vitest keeps between runs stays with the packages.

import { fileURLToPath } from "node:url";

export default {
  root: fileURLToPath(new URL(".", import.meta.url)),
  cacheDir: fileURLToPath(new URL("../../node_modules/.vite", import.meta.url)),
  test: { include: ["test/**/*.test.ts"], environment: "node", watch: false },
};

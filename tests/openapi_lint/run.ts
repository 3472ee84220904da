/**
 * Checks the API document with two linters, in pinned versions by npx; exits 1 if either reports an
 * error.
 *
 *     bun tests/openapi_lint/run.ts
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "../../src/app.ts";
import type { AppDeps } from "../../src/app.ts";

const HERE = import.meta.dir;
const folder = mkdtempSync(join(tmpdir(), "tallyho-openapi-"));
try {
  const app = createApp({ postbacks: {} } as AppDeps);
  const asked = new Request("http://localhost/openapi.json");
  const file = join(folder, "openapi.json");
  writeFileSync(file, await (await app.handle(asked)).text());
  const linters = [
    ["@redocly/cli@2.77.0", "lint", file, `--config=${HERE}/redocly.yaml`],
    [
      "@stoplight/spectral-cli@6.16.0",
      "lint",
      file,
      `--ruleset=${HERE}/spectral.yaml`,
    ],
  ];
  for (const linter of linters) {
    const child = Bun.spawnSync(["npx", "-y", ...linter], {
      cwd: folder,
      stdio: ["ignore", "inherit", "inherit"],
    });
    if (child.exitCode !== 0) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

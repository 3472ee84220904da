import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../../modules/kernel/mod.ts";
import { readConfig } from "../config.ts";
import { VERSION } from "../version.ts";
import { diagnose } from "./diagnose.ts";

const data_dir = mkdtempSync(join(tmpdir(), "tallyho-doctor-"));
afterAll(() => rmSync(data_dir, { recursive: true }));

test.each([
  ["text", "hello"],
  ["half an answer", '{"degraded": ['],
  ["nothing", "null"],
  ["other fields", "{}"],
])("diagnose() goes on where /readyz answers with %s", async (_, ready) => {
  const tracker = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: ({ url }) =>
      url.endsWith("/healthz")
        ? Response.json({ alive: true, version: VERSION })
        : new Response(ready),
  });
  const findings = await diagnose({
    config: readConfig({}),
    data_dir,
    clock: systemClock,
    tracker_url: `http://127.0.0.1:${tracker.port}`,
    call: () => Promise.resolve({ data: [] }),
    withDatabase: () => Promise.reject(new Error("there is none")),
    has_key: false,
  });
  await tracker.stop(true);
  const states = new Map(findings.map(({ check, state }) => [check, state]));
  expect(states.get("tracker")).toBe("ok");
  expect(states.get("proxies")).toBe("fault");
  expect(states.get("journal")).toBe("fault");
  expect(states.get("jobs")).toBe("ok");
  expect(states.get("database")).toBe("fault");
});

// A new affiliate follows the ten lines of its guide, as they are printed, and its own server hears
// the test postback.
import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ManualClock, systemClock } from "../../modules/kernel/mod.ts";
import { page } from "../doc_pages.ts";
import { serviceForFile } from "../harness.ts";
import { PartnerReceiver } from "../receiver.ts";
import { until } from "../until.ts";

// curl drops a cookie whose time is over by its own clock.
const clock = new ManualClock(systemClock.nowMs());
const service = await serviceForFile({ clock });
const receiver = new PartnerReceiver();
const data_dir = mkdtempSync(join(tmpdir(), "tallyho-guide-"));
writeFileSync(join(data_dir, "admin-token"), service.api.token);
afterAll(async () => {
  await receiver.stop();
  rmSync(data_dir, { recursive: true });
});

const blocksOf = (name: string) =>
  [...page(name).matchAll(/^```sh\n(.*?)^```$/gms)].map(
    ([, text = ""]) => text,
  );

test("ten lines lead from an invitation to a received test postback", async () => {
  const [prelude = ""] = blocksOf("README.md");
  const [network = "", script = ""] = blocksOf("docs/guide/for-affiliates.md");
  expect(script.match(/\bcurl /g)).toHaveLength(10);
  const advertiser = `advertiser=$(api advertisers '{"name": "Shop"}' | number)`;
  const child = Bun.spawn(
    ["bash", "-euc", [prelude, advertiser, network, script].join("\n")],
    {
      env: {
        PATH: process.env.PATH ?? "",
        TALLYHO: service.url,
        TALLYHO_DATA_DIR: data_dir,
        RECEIVER: `${receiver.url}/heard`,
      },
      stdin: "ignore",
      stdout: "pipe",
      stderr: "pipe",
    },
  );
  const printed = child.stdout.text();
  const errors = child.stderr.text();
  const exit_code = await until("the script ends", async () => {
    await service.deliverer.runOnce();
    return child.exitCode;
  });
  expect({ exit_code, errors: await errors }).toEqual({
    exit_code: 0,
    errors: "",
  });
  expect(await printed).toContain('"outcome":"recorded"');
  expect(receiver.received.map(({ url }) => url.pathname + url.search)).toEqual(
    ["/heard?order=TEST-1&sum=0.80&test=1"],
  );
});

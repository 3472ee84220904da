import { expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ADMIN_TOKEN, serviceForFile } from "../../tests/harness.ts";
import { runProgram } from "../../tests/program.ts";

const service = await serviceForFile();

const run = (...words: string[]) =>
  runProgram(words, {
    PORT: new URL(service.url).port,
    TALLYHO_ADMIN_TOKEN: ADMIN_TOKEN,
  });

test("tallyho fx import hands a file of rates to the tracker, and says what is wrong with one", async () => {
  const directory = await mkdtemp(join(tmpdir(), "tallyho-fx-"));
  try {
    const path = join(directory, "eurofxref-daily.xml");
    await Bun.write(
      path,
      `<Cube><Cube time="2026-11-20"><Cube currency="USD" rate="1.0834"/></Cube></Cube>`,
    );
    const { stdout, code } = await run("fx", "import", path);
    expect(code).toBe(0);
    expect(stdout).toContain(`"added":["USD"]`);
    const { data } = await service.api.call<{ data: object[] }>(
      "GET",
      "/fx-rates",
    );
    expect(data).toMatchObject([
      { date: "2026-11-20", rates: { USD: "1.0834" } },
    ]);
    await Bun.write(path, "<html></html>");
    const refused = await run("fx", "import", path);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("European Central Bank");
    expect((await run("fx", "export")).code).toBe(2);
    expect(await run("fx", "import", "/no/such")).toMatchObject({
      code: 1,
      stderr: 'There is no file "/no/such"\n',
    });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});

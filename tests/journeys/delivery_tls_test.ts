// We resolve names ourselves and connect to an address. Only the certificate proves whose server it
// is, so it must be checked against the name.
import { expect, test } from "bun:test";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TEST_CA } from "../fixtures/certificates.ts";

interface Sent {
  name: string;
  answer: { host: string; from: number } | null;
  error: string | null;
}

interface Printed {
  port: number;
  asked: string[];
  results: Sent[];
  in_clear: Sent[];
}

async function sendOverTls(): Promise<Printed> {
  const folder = await mkdtemp(join(tmpdir(), "tallyho-tls-"));
  const ca_path = join(folder, "ca.pem");
  await writeFile(ca_path, TEST_CA);
  const script = join(import.meta.dir, "../fixtures/send_over_tls.ts");
  const child = Bun.spawn([process.execPath, script], {
    env: { NODE_EXTRA_CA_CERTS: ca_path },
    stdout: "pipe",
    stderr: "inherit",
    timeout: 30_000,
  });
  const printed = await new Response(child.stdout).text();
  await child.exited;
  await rm(folder, { recursive: true });
  return JSON.parse(printed) as Printed;
}

test("names that resolve to one address share neither certificate nor connection", async () => {
  const { port, asked, results, in_clear } = await sendOverTls();
  const [one, two, other, one_again, other_again, two_again] = results;
  expect(one).toMatchObject({
    error: null,
    answer: { host: `one.example:${port}` },
  });
  expect(two).toMatchObject({
    error: null,
    answer: { host: `two.example:${port}` },
  });
  // Names that the certificate lacks are refused, even while connections to that address are open.
  for (const refused of [other, other_again]) {
    expect(refused?.answer).toBeNull();
    expect(refused?.error).toContain("ERR_TLS_CERT_ALTNAME_INVALID");
  }
  expect(one_again?.answer?.from).toBe(one?.answer?.from ?? 0);
  expect(two_again?.answer?.from).toBe(two?.answer?.from ?? 0);
  expect(two?.answer?.from).not.toBe(one?.answer?.from ?? 0);
  const [clear_one, clear_two, clear_again] = in_clear;
  expect(clear_two?.answer?.from).not.toBe(clear_one?.answer?.from ?? 0);
  expect(clear_again?.answer).toEqual(clear_one?.answer ?? null);
  expect(new Set(asked)).toEqual(
    new Set(["one.example", "two.example", "other.example"]),
  );
});

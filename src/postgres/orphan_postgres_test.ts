import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../../tests/until.ts";
import { isAlive } from "../data_dir.ts";
import { endOrphan } from "./orphan_postgres.ts";

let data: string;
beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), "tallyho-orphan-"));
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

test.if(process.platform === "linux")(
  "a start that is given up doesn't wait for the end of a server that hangs",
  async () => {
    const program = join(data, "postgres");
    copyFileSync("/bin/sleep", program);
    const orphan = Bun.spawn({
      cmd: ["/bin/sh", "-c", `trap '' INT; exec ${program} 60`],
      cwd: data,
    });
    const nameOf = () => readFileSync(`/proc/${orphan.pid}/comm`, "utf8");
    await until("it runs", () => nameOf() === "postgres\n");
    writeFileSync(join(data, "postmaster.pid"), `${orphan.pid}\n`);
    const given_up = Promise.withResolvers<never>();
    try {
      const ending = endOrphan(
        data,
        () => given_up.reject(new Error("given up")),
        given_up.promise,
      );
      await expect(ending).rejects.toThrow("given up");
      expect(isAlive(orphan.pid)).toBeTrue();
    } finally {
      orphan.kill("SIGKILL");
    }
  },
);

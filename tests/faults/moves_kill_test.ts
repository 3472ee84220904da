// A move of thousands is under way when the machine goes off: it goes on where it stopped, and
// nobody is there twice.
import { afterEach, beforeEach, expect, test } from "bun:test";
import { fileOf } from "../moves_world.ts";
import type { ShownMove } from "../moves_world.ts";
import { until } from "../until.ts";
import { TrackerDirectory } from "./tracker_process.ts";

const AFFILIATES = 260;
const TIMEOUT_MS = 120_000;

let directory: TrackerDirectory;
beforeEach(() => {
  directory = new TrackerDirectory();
});
afterEach(() => directory.remove());

test(
  "a move that is killed in the middle is applied to its end, once",
  async () => {
    const people = Array.from({ length: AFFILIATES }, (_, at) => ({
      ...{ kind: "affiliate", old_id: `a${at}`, name: `Affiliate ${at}` },
    }));
    const balances = people.map(({ old_id }) => ({
      ...{
        kind: "balance",
        affiliate: old_id,
        currency: "USD",
        amount: "1.00",
      },
    }));
    const first = await directory.start();
    const file = fileOf([...people, ...balances]);
    const { id } = await first.api.call<ShownMove>("POST", "/moves", {
      from: "csv",
      files: [file],
    });
    const begun = await first.api.call<ShownMove>("POST", `/moves/${id}/apply`);
    expect(begun.status).toBe("applying");
    const seen = await until("some are moved", async () => {
      const move = await first.api.call<ShownMove>("GET", `/moves/${id}`);
      return move.done > 0 && move.done < move.total ? move : null;
    });
    await first.kill();
    expect(seen.done).toBeLessThan(2 * AFFILIATES);

    const second = await directory.start();
    const other = await second.api.try("POST", "/moves", {
      from: "csv",
      files: [file],
    });
    expect([other.status, other.body["code"]]).toEqual([409, "move_under_way"]);
    await until("it is applied", async () => {
      const move = await second.api.call<ShownMove>("GET", `/moves/${id}`);
      return move.status === "applied" ? move : null;
    });
    const move = await second.api.call<ShownMove>("GET", `/moves/${id}`);
    expect(move.counts).toEqual([
      {
        kind: "affiliate",
        verdict: "create",
        state: "done",
        count: AFFILIATES,
      },
      { kind: "balance", verdict: "create", state: "done", count: AFFILIATES },
    ]);
    const { data } = await second.api.call<{ data: Record<string, unknown>[] }>(
      "GET",
      "/ledger/accounts",
    );
    expect(JSON.stringify(data)).toContain(`${AFFILIATES}.00`);
  },
  TIMEOUT_MS,
);

import { describe, expect, test } from "bun:test";
import { setUp } from "../../../tests/factory.ts";
import { serviceForFile } from "../../../tests/harness.ts";
import { QueueFullError } from "../../kernel/mod.ts";
import { refusedAnswer } from "../receive/answer.ts";
import type { StoredPostback } from "../receive/stored_postback.ts";
import { Trace } from "../read/trace.ts";
import { rehearse } from "./rehearse.ts";
import type { Rehearsed } from "./rehearse.ts";
import { replayPostbacks } from "./replay.ts";

const { api, db, clock } = await serviceForFile();

/** Stores refused postbacks. */
async function refused(count: number) {
  const { slug, advertiser_id } = await setUp(api);
  const click_id = await api.click(slug);
  const ids: string[] = [];
  for (let at = 0; at < count; at++) {
    const sent = await api.postback({ click_id, goal: `g${at}` });
    ids.push(String(sent.body.postback_id));
  }
  return { ids, filter: { advertiser_id: String(advertiser_id) } };
}

/** The verdict of a fake judge that always returns the same. */
function verdict({ raw }: StoredPostback): Rehearsed {
  const answer = refusedAnswer({ code: "too_early", detail: "Too early" });
  const work = { read: { raw } };
  const trace = new Trace();
  const said = { work, answer, trace, conversion_id: null, step: null };
  return said as unknown as Rehearsed;
}

const rehearseNothing = () => Promise.resolve([]);

describe("replayPostbacks()", () => {
  test("judges the others where judging one of them throws", async () => {
    const { ids, filter } = await refused(3);
    const receiver = {
      rehearse: rehearseNothing,
      replay: (stored: readonly StoredPostback[]) =>
        stored.some(({ raw }) => raw.id === ids[1])
          ? Promise.reject(new Error("This one can't be judged"))
          : Promise.resolve(stored.map(verdict)),
    };
    const done = await replayPostbacks({ db, clock, receiver }, { filter });
    expect(done.outcomes).toMatchObject([
      { before: "unknown_goal", after: "too_early", count: 2 },
    ]);
    expect(done.errors).toMatchObject({
      count: 1,
      examples: [{ postback_id: ids[1] }],
    });
  });

  test("stops where nothing can be judged at all", async () => {
    const { filter } = await refused(2);
    let calls = 0;
    const receiver = {
      rehearse: rehearseNothing,
      replay() {
        calls += 1;
        return Promise.reject(new QueueFullError("postbacks", 1));
      },
    };
    const replay = replayPostbacks({ db, clock, receiver }, { filter });
    expect(await replay.catch((error: unknown) => error)).toBeInstanceOf(
      QueueFullError,
    );
    expect(calls).toBe(1);
  });

  test("answers before its caller's connection counts as idle, and says where to go on", async () => {
    const { filter, ids } = await refused(2);
    const receiver = {
      rehearse: rehearseNothing,
      replay(stored: readonly StoredPostback[]) {
        clock.advance(10_000);
        return Promise.resolve(stored.map(verdict));
      },
    };
    const done = await replayPostbacks(
      { db, clock, receiver },
      { filter, limit: 1 },
    );
    expect(done.next_after).toBe(ids[0] ?? "");
  });
});

describe("rehearse()", () => {
  const raw = {
    id: crypto.randomUUID(),
    received_at: 0,
    method: "GET",
    url: "/v1/postback",
    headers: {},
    body: null,
    ip: "",
  };

  test("tries again where one that really came was faster", async () => {
    let tries = 0;
    const receiver = {
      rehearse(raws: readonly (typeof raw)[]) {
        tries += 1;
        if (tries === 1) return Promise.resolve([]);
        const all = raws.map((one) =>
          verdict({ raw: one, verdicts: [], cut: null, is_stranger: false }),
        );
        return Promise.resolve(all);
      },
    };
    const [judged] = await rehearse({ clock, receiver }, [raw]);
    expect(tries).toBe(2);
    expect(judged?.work.read.raw.id).not.toBe(raw.id);
  });

  test("gives up where others are always faster", async () => {
    const receiver = { rehearse: rehearseNothing };
    const tried = rehearse({ clock, receiver }, [raw]);
    expect(await tried.catch((error: unknown) => error)).toMatchObject({
      status: 503,
      code: "unavailable",
    });
  });
});

import { describe, expect, test } from "bun:test";
import { ManualClock } from "../../kernel/mod.ts";
import { refusedAnswer } from "../receive/work.ts";
import type { StoredPostback } from "../receive/stored_postback.ts";
import { Trace } from "../read/trace.ts";
import { rehearse } from "./rehearse.ts";
import type { Rehearsed } from "./rehearse.ts";

const clock = new ManualClock(0);

/** The verdict of a fake judge that always returns the same. */
function verdict({ raw }: StoredPostback): Rehearsed {
  const answer = refusedAnswer({ code: "too_early", detail: "Too early" });
  const work = { read: { raw } };
  const trace = new Trace();
  const judged = { work, answer, trace, conversion_id: null, step: null };
  return judged as unknown as Rehearsed;
}

const rehearseNothing = () => Promise.resolve([]);

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

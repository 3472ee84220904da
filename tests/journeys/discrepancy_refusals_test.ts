// Figures of a tracker come from anywhere. What can't be taken is refused by its name and place, and
// nothing is guessed from it.
import { describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";

const { api } = await serviceForFile();
const { affiliate_id } = await setUp(api);
const PERIOD = { from: "2026-11-23", to: "2026-11-26", timezone: "UTC" };

describe("what can't be taken is refused by name", () => {
  const refused = async (change: Record<string, unknown>) => {
    const row = { day: "2026-11-23", clicks: 5 };
    const body = { affiliate_id, ...PERIOD, rows: [row], ...change };
    const answer = await api.try("POST", "/reports/discrepancy", body);
    const { errors = [] } = answer.body as {
      errors?: { field: string; message: string }[];
    };
    return [
      answer.status,
      ...errors.map(({ field, message }) => `${field}: ${message}`),
    ];
  };
  const row = (change: Record<string, unknown>) => ({
    rows: [{ day: "2026-11-23", clicks: 5, ...change }],
  });

  test.each([
    [row({ clicks: -1 }), /^rows\.0\.clicks: /],
    [row({ clicks: 1.5 }), /^rows\.0\.clicks: /],
    [row({ clicks: "=1+1" }), /^rows\.0\.clicks: /],
    [row({ clicks: 1e12 }), /^rows\.0\.clicks: /],
    [row({ conversions: -3 }), /^rows\.0\.conversions: /],
    [row({ day: "2026-11-31" }), /^rows\.0\.day: must be a day/],
    [row({ day: "23.11.2026" }), /^rows\.0\.day: must be a day/],
    [row({ day: "2026-11-22" }), /^rows\.0\.day: .* isn't in the period/],
    [row({ visits: 3 }), /^rows\.0\.visits: /],
    [{ rows: [row({}).rows[0], row({}).rows[0]] }, /^rows\.1\.day: .* twice/],
    [{ rows: [] }, /^rows: /],
    [{ rows: undefined }, /^rows: either `rows` or `file` is needed/],
    [{ file: "day,clicks\n2026-11-23,5" }, /^rows: either/],
    [{ timezone: "+02:00" }, /^timezone: must be an IANA time zone/],
    [{ from: "2026-11-26" }, /^from: must be before/],
    [{ from: "2026-11-23T05:00:00Z" }, /^from: must be the start of a day/],
    [{ to: "2026-11-25T05:00:00Z" }, /^to: must be the start of a day/],
    [{ to: "2028-01-01" }, /^to: must be at most 366 days/],
  ])("in a body: %j", async (change, message) => {
    expect(await refused(change)).toEqual([
      422,
      expect.stringMatching(message),
    ]);
  });

  const ROW = "\n2026-11-23,5\n";
  const below = (line: string) => `day,clicks${ROW}${line}\n`;
  test.each([
    ["no rows", "day,clicks", /has no rows/],
    ["no day", "hour,clicks\n10,3\n", /has no header .*"hour,clicks"/],
    ["no clicks", "day,cost\n2026-11-23,3\n", /has no header .*"day,cost"/],
    ["less than 0", below("2026-11-24,-4"), /row 2 has a formula or a sign/],
    [
      "a formula",
      below("2026-11-24,=SUM(A1)"),
      /row 2 has a formula or a sign/,
    ],
    ["a fraction", below("2026-11-24,3.5"), /row 2 has no whole .*"3\.5"/],
    ["nothing", below("2026-11-24,"), /row 2 has no whole number/],
    ["too much", below("2026-11-24,9999999999"), /row 2 has no whole number/],
    ["no such day", below("2026-11-31,4"), /row 2 has no day: "2026-11-31"/],
    ["another day", below("2026-10-24,4"), /row 2 has a day that isn't in/],
    ["an hour", below("2026-11-24 10:00,4"), /row 2 has no day/],
    [
      "a day twice",
      below("2026-11-23,4"),
      /row 2 has 2026-11-23 a second time: sum up/,
    ],
    [
      "a wrong sum",
      below("Total,4"),
      /row 2 has no day, and isn't the sum.*"Total"/,
    ],
    [
      "a sum on top",
      "day,clicks\nTotal,5\n2026-11-23,5\n",
      /row 1 has no day: "Total"/,
    ],
    ["more cells", below("2026-11-24,4,9"), /row 2 can't be read: It has 3/],
    ["an open quote", below('"2026-11-24,4'), /row 2 can't be read/],
    ["broken text", "day,clicks\n2026-11-23,5\uFFFD\n", /broken characters/],
    ["bytes", "PK\u0003\u0004\0\0day,clicks\n", /broken characters/],
    ["many rows", below("2026-11-24,5\n".repeat(2_000)), /more than 1000 rows/],
    ["much text", below("9".repeat(600_000)), /./],
  ])("in a file: %s", async (_what, file, message) => {
    const [status, error] = await refused({ rows: undefined, file });
    expect(status).toBe(422);
    expect(error).toMatch(/^file: /);
    expect(error).toMatch(message);
  });

  test("days that may be read in two ways", async () => {
    const file = "day,clicks\n01/02/2026,5\n";
    const period = { from: "2026-01-01", to: "2026-03-01" };
    expect(await refused({ rows: undefined, file, ...period })).toEqual([
      422,
      "file: has days that can be read in two ways: write them as 2026-11-28",
    ]);
  });
});

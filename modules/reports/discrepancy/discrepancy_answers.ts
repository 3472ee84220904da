import { Type } from "@sinclair/typebox";
import {
  Count,
  Day,
  described,
  Id,
  named,
  nullable,
  oneOf,
  Time,
} from "../../http/mod.ts";
import { CLICKS, CONVERSIONS } from "./model.ts";

const text = Type.String();
const Difference = Type.Integer({ examples: [5] });

const DIFFERENCE = described(
  "Theirs less what we count; `explained` and `unexplained` add up to it.",
  Difference,
);
const UNEXPLAINED = described(
  "What nothing that we recorded explains.",
  Difference,
);
const ZONE = described("By days of another zone.", Difference);

const Clicks = named(
  "ClickDiscrepancy",
  Type.Object({
    theirs: Count,
    ours: Type.Object({
      valid: described("What we count: unique and repeats.", Count),
      unique: Count,
      repeats: Count,
      bots: Count,
      refused: described("Not sent to the destination; no bots.", Count),
      refused_because: Type.Array(
        Type.Object({ verdict: text, reason: text, count: Count }),
      ),
      prefetches: Count,
      tests: Count,
    }),
    difference: DIFFERENCE,
    explained: Type.Object({
      duplicates: described("Repeats that they leave out.", Difference),
      bots: Difference,
      refused: Difference,
      prefetches: Difference,
      tests: Difference,
      zone: ZONE,
      late: described(
        "Recorded on the other side of midnight, a few minutes apart.",
        Difference,
      ),
    }),
    unexplained: UNEXPLAINED,
  }),
);

const Conversions = named(
  "ConversionDiscrepancy",
  Type.Object({
    theirs: Count,
    ours: Type.Object({
      counted: described("What we count: pending and approved.", Count),
      pending: Count,
      approved: Count,
      rejected: Count,
      reversed: Count,
    }),
    difference: DIFFERENCE,
    explained: Type.Object({
      pending: described("Pending ones that they leave out.", Difference),
      rejected: Difference,
      reversed: Difference,
      zone: ZONE,
      late: described(
        "By another time at which they count conversions.",
        Difference,
      ),
    }),
    unexplained: UNEXPLAINED,
  }),
);

const BOTH = {
  sentence: described("The difference in words.", text),
  clicks: Clicks,
  conversions: described("Null if none were given.", nullable(Conversions)),
};

function countingOf<const P extends readonly string[]>(parts: P) {
  const Parts = Type.Array(oneOf(parts));
  return {
    counts: described("The parts that their figures fit.", Parts),
    or_counts: described("Others that fit as well.", Type.Array(Parts)),
  };
}

/** Figures of theirs beside ours, and what explains the difference. */
export const Discrepancy = named(
  "Discrepancy",
  Type.Object({
    affiliate_id: Id,
    from: Time,
    to: Time,
    timezone: Type.String({ examples: ["Europe/Berlin"] }),
    as_of: described("The moment that ours were counted as of.", Time),
    tracker: described(
      "How their tool seems to count, the same on all days.",
      Type.Object({
        timezone: described(
          "The zone that their days fit; the one asked for unless another leaves at most half.",
          text,
        ),
        offset: described(
          "At the start of the period.",
          Type.String({ examples: ["-05:00"] }),
        ),
        or_timezones: described("Others that fit as well.", Type.Array(text)),
        clicks: Type.Object(
          countingOf([CLICKS.always, ...CLICKS.optional] as const),
        ),
        conversions: nullable(
          Type.Object({
            ...countingOf([
              CONVERSIONS.always,
              ...CONVERSIONS.optional,
            ] as const),
            time: described(
              "The time at which conversions fit.",
              oneOf(["conversion", "click", "approval"]),
            ),
          }),
        ),
      }),
    ),
    ...BOTH,
    data: Type.Array(
      Type.Object({
        day: Day,
        is_over: described("False while more of it may come.", Type.Boolean()),
        ...BOTH,
      }),
    ),
    not_compared: described(
      "Days of the period without figures of theirs.",
      Type.Array(Day),
    ),
    limits: described(
      "Counts of ours that lack something, and why.",
      Type.Array(text),
    ),
  }),
);

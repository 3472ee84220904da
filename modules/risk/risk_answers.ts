import { Type } from "@sinclair/typebox";
import {
  affiliates,
  described,
  internal,
  named,
  nullable,
  oneOf,
  Time,
  Uuid,
} from "../http/mod.ts";
import { RISK_CODES } from "./reason.ts";
import { RISK_VERDICTS } from "./score.ts";

const RiskReason = named(
  "RiskReason",
  Type.Object({
    code: oneOf(RISK_CODES),
    weight: internal(
      described("1 to 100, by this reason alone.", Type.Integer()),
    ),
    found: Type.String(),
    expected: Type.String(),
    evidence: internal(
      Type.Array(
        Type.Object({
          name: Type.String(),
          value: Type.Union([Type.String(), Type.Number()]),
        }),
      ),
    ),
  }),
);

/** The risk of a conversion in API responses. */
export const ConversionRisk = affiliates(
  named(
    "ConversionRisk",
    Type.Object({
      score: internal(described("0 to 100.", Type.Integer())),
      verdict: internal(oneOf(RISK_VERDICTS)),
      reasons: described(
        "The heaviest first. Affiliates see those of what is held, rejected or decided to be fraud, in words about themselves and without figures; none once it is clear.",
        Type.Array(RiskReason),
      ),
      action: described(
        "The status that a rule gave it as it was recorded; null: none. Affiliates see none once it is clear.",
        nullable(oneOf(["pending", "reject"])),
      ),
      held_since: described(
        "Since when it is left out of payment runs; null if it isn't.",
        nullable(Time),
      ),
      decided: internal(
        described("By a person.", nullable(oneOf(["clear", "fraud"]))),
      ),
      decision_id: internal(nullable(Uuid)),
      decisions: internal(
        described(
          "All decisions about it, the oldest first; the last one counts.",
          Type.Array(
            Type.Object({
              id: Uuid,
              decision: oneOf(["clear", "fraud"]),
              why: Type.String(),
              decided_by: Type.String(),
              decided_at: Time,
            }),
          ),
        ),
      ),
      scored_at: internal(nullable(Time)),
    }),
  ),
);

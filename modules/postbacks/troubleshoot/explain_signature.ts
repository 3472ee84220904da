import type { TraceStep } from "../../../db/schema/mod.ts";
import { tokensOf } from "../../sources/mod.ts";
import type { RawPostback, SourceConfig } from "../../sources/mod.ts";
import { maskBody, maskUrl } from "../read/kept_request.ts";
import type { MaskedText } from "../read/kept_request.ts";
import type { ReadPostback } from "../read/read_result.ts";
import { NO_SECRET_MAKES_IT } from "../read/sender_signature.ts";
import { signatureHint } from "./signature_hint.ts";

/** Adds to a text what the mistake behind the wrong signature is. */
export type Explain = (text: string) => string;

const TOKEN_NOT_KEPT =
  "the mistake can't be searched for, since a token of the request isn't kept";
const CUT =
  "the mistake can't be searched for, since the request isn't kept whole";

/**
 * Searches for the mistake behind a wrong signature, which takes many hashes: only for somebody
 * who looks at the postback, never as one arrives.
 */
export function signatureExplainer(
  read: Pick<ReadPostback, "raw" | "wrong_signature">,
  { is_cut = false } = {},
): Explain {
  const hint = is_cut ? CUT : hintOf(read);
  if (hint === null) return (text) => text;
  return (text) => text.replace(NO_SECRET_MAKES_IT, hint);
}

/** Explains each step of a trace. */
export function explainedSteps(
  steps: readonly TraceStep[],
  explain: Explain,
): TraceStep[] {
  return steps.map((step) =>
    step.found === undefined ? step : { ...step, found: explain(step.found) },
  );
}

/** Whether a trace leaves open why its signature is wrong. */
export function isUnexplained(steps: readonly TraceStep[]): boolean {
  return steps.some(({ found }) => found?.includes(NO_SECRET_MAKES_IT));
}

function hintOf({
  raw,
  wrong_signature,
}: Pick<ReadPostback, "raw" | "wrong_signature">): string | null {
  if (wrong_signature === null) return null;
  const { claim, by } = wrong_signature;
  const hint = signatureHint(claim, raw, by);
  if (hint !== null || raw.is_kept !== true) return hint;
  return holdsMark(raw, by) ? TOKEN_NOT_KEPT : null;
}

/** Whether a stored request has marks in the place of tokens. */
function holdsMark({ url, body }: RawPostback, source: SourceConfig): boolean {
  const isToken = tokensOf(source);
  const text = Buffer.from(body ?? []).toString("utf8");
  return (
    holdsToken(maskUrl(url, isToken)) || holdsToken(maskBody(text, isToken))
  );
}

function holdsToken(text: MaskedText): boolean {
  return text.some(
    (part) => typeof part !== "string" && part.secret === "TOKEN",
  );
}

import type { Schema } from "../../api/client.ts";
import { PROMOTING } from "../../messages/promoting.ts";
import { Badge } from "../../ui/notice.tsx";
import type { Tone } from "../../ui/notice.tsx";

const TONES: Readonly<Record<string, Tone>> = {
  applied: "note",
  approved: "good",
  refused: "bad",
  blocked: "bad",
};

/** Where an affiliate stands with an offer. */
export function Standing({
  offer: { status, may_promote, visibility },
}: {
  offer: Pick<Schema<"Offer">, "status" | "may_promote" | "visibility">;
}) {
  const is_open = status === "none" && visibility === "public";
  if (may_promote && (is_open || status === "approved"))
    return <Badge tone="good">{PROMOTING.may_promote}</Badge>;
  return <Badge tone={TONES[status]}>{PROMOTING.statuses[status]}</Badge>;
}

import { NET } from "../../messages/network.ts";
import { Badge } from "../../ui/notice.tsx";
import type { Tone } from "../../ui/notice.tsx";

const TONES: Readonly<Record<string, Tone>> = {
  active: "good",
  approved: "good",
  accepted: "good",
  in_force: "good",
  applied: "warn",
  pending: "warn",
  waiting: "warn",
  paused: "warn",
  later: "note",
  draft: "note",
  on_hold: "warn",
  invited: "note",
  sign_up_pending: "warn",
  sign_up_approved: "good",
  sign_up_refused: "bad",
  refused: "bad",
  blocked: "bad",
};

/** The state of a thing in words. */
export function StateBadge({ state }: { state: string }) {
  const words: Readonly<Record<string, string>> = NET.states;
  const tone = TONES[state];
  return <Badge {...(tone && { tone })}>{words[state] ?? state}</Badge>;
}

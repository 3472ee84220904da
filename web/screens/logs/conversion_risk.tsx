import type { Schema } from "../../api/client.ts";
import { RISK } from "../../messages/risk.ts";
import { useTimezone } from "../../state/session.tsx";
import { Count, Time } from "../../ui/figures.tsx";

type Risk = Schema<"ConversionRisk">;

/** The reasons for suspicion of a conversion, in words, and whether it is held; its affiliate reads why. */
export function ConversionRisk({
  risk,
  is_own,
}: {
  /** Advertisers don't get it. */
  risk: Risk | undefined;
  is_own: boolean;
}) {
  const timezone = useTimezone();
  if (risk === undefined || risk.reasons.length === 0) return null;
  const is_held = risk.held_since !== null;
  return (
    <section class="stack-close" aria-label={titleOf(is_held)}>
      <h3>{titleOf(is_held)}</h3>
      {risk.held_since !== null && (
        <p class="row">
          <Time at={risk.held_since} timezone={timezone} style="second" />
          {is_own && RISK.held_own}
        </p>
      )}
      {!is_own && risk.score !== undefined && (
        <p class="row">
          <span class="quiet">{RISK.score}</span> <Count value={risk.score} />
        </p>
      )}
      <ul class="plain stack-close">
        {risk.reasons.map(({ code, found, expected }) => (
          <li key={code} title={code}>
            <strong>{RISK.codes[code]}</strong>
            <div>{found}</div>
            <div class="quiet">{RISK.expected(expected)}</div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function titleOf(is_held: boolean): string {
  return is_held ? RISK.held_head : RISK.held_whole;
}

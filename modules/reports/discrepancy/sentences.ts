import type { DayDifference, TimeAxis } from "./model.ts";

/** Why a click wasn't sent to its destination, by its verdict. */
const VERDICTS: Readonly<Record<string, string>> = {
  paused: "the link, campaign or affiliate was paused",
  not_started: "the campaign had not started",
  ended: "the campaign had ended",
  capped: "a cap was used up",
  geo: "the country isn't accepted",
  device: "the device isn't accepted",
  os: "the operating system isn't accepted",
  source_blocked: "a traffic rule stopped them",
  affiliate_blocked: "the affiliate was blocked",
  not_approved: "the affiliate wasn't approved for the campaign",
};

export function verdictWords(verdict: string): string {
  return VERDICTS[verdict] ?? verdict;
}

/** The noun that a difference is of, and how the tool counts. */
export interface Told {
  noun: "click" | "conversion";
  /** Days of another zone than asked for. */
  zone: { timezone: string; offset: string } | null;
  /** Of conversions: when they count. */
  axis: TimeAxis;
}

/** A difference in words, for a person. */
export function sentenceOf(told: Told, difference: DayDifference): string {
  const reasons = reasonsOf(told, difference);
  const head = headOf(told, difference);
  return reasons.length === 0 ? `${head}.` : `${head}: ${reasons.join("; ")}.`;
}

function headOf({ noun }: Told, { theirs, difference }: DayDifference): string {
  const ours = theirs - difference;
  if (difference === 0) {
    return `The tracker shows as many ${noun}s as we count (${ours})`;
  }
  const more = difference > 0 ? "more" : "fewer";
  const nouns = counted(Math.abs(difference), `${more} ${noun}`);
  return `The tracker shows ${nouns} than we count (${theirs}, we ${ours})`;
}

function reasonsOf(told: Told, difference: DayDifference): string[] {
  const { explained, zone, late, unexplained } = difference;
  const texts = Object.entries(explained).map(([part, count]) =>
    count === 0 ? null : partReason(part, Math.abs(count), difference),
  );
  texts.push(
    zone === 0 ? null : zoneReason(told, zone),
    late === 0 ? null : lateReason(told, late),
    unexplained === 0 ? null : unexplainedReason(told, unexplained),
  );
  return texts.filter((text) => text !== null);
}

function partReason(
  part: string,
  count: number,
  { ours }: DayDifference,
): string {
  const are = count === 1 ? "is" : "are";
  const were = count === 1 ? "was" : "were";
  switch (part) {
    case "repeats":
      return `it leaves out ${count} of visitors who had come within 24 hours before`;
    case "bots":
      return `${count} ${are} of bots, which we don't count`;
    case "refused":
      return `${count} ${were} refused (${refusals(ours)})`;
    case "prefetches":
      return `${count} ${were} fetched by a browser ahead of its visitor, which we don't count`;
    case "tests":
      return `${count} ${are} of tests, which we don't count`;
    case "pending":
      return `it leaves out ${count} that ${are} pending`;
    default:
      return `${count} ${were} ${part}, which it still counts`;
  }
}

function refusals(ours: DayDifference["ours"]): string {
  const found = Object.entries(VERDICTS).flatMap(([verdict, words]) => {
    const count = ours[verdict] ?? 0;
    return count === 0 ? [] : [`${count} because ${words}`];
  });
  return found.join(", ");
}

function zoneReason({ zone }: Told, count: number): string {
  const of = zone === null ? "" : ` of ${zone.timezone} (${zone.offset})`;
  return `its days fit those${of}, which makes ${moreOrFewer(count)}`;
}

function lateReason({ noun, axis }: Told, count: number): string {
  if (noun === "conversion" && axis !== "conversion") {
    const at = axis === "click" ? "their click" : "their first approval";
    return `it fits conversions at the time of ${at}, which makes ${moreOrFewer(count)}`;
  }
  const recorded = "recorded within a quarter of an hour of midnight";
  const stand = Math.abs(count) === 1 ? "stands" : "stand";
  return count > 0
    ? `${count} that we ${recorded} on the other side ${stand} here in it`
    : `${-count} that we ${recorded} ${stand} on the other side in it`;
}

function unexplainedReason({ noun }: Told, count: number): string {
  return count > 0
    ? `nothing that we recorded explains ${count} more`
    : `nothing explains ${counted(-count, noun)} that we count and it doesn't show`;
}

function moreOrFewer(count: number): string {
  return count > 0 ? `${count} more` : `${-count} fewer`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

import { LOGS } from "../../messages/logs.ts";
import { say } from "../../messages/en.ts";
import { Money } from "../../ui/figures.tsx";
import { Badge } from "../../ui/notice.tsx";
import type { Tone } from "../../ui/notice.tsx";
import type { Column } from "../../ui/table.tsx";

/** A column with the number of a thing that was set up. */
export function numberColumn<Name extends string>(
  key: Name,
  label: string,
): Column<{ [Key in Name]?: number | null }> {
  return {
    key,
    label,
    cell: (row) => {
      const id: number | null | undefined = row[key];
      return id === null || id === undefined ? say.none : LOGS.number(id);
    },
  };
}

/** A column of money in the row's currency. */
export function moneyColumn<Name extends string>(
  key: Name,
  label: string,
): Column<{ [Key in Name]?: string | null } & { currency: string }> {
  return {
    key,
    label,
    align: "right",
    cell: (row) => <Money amount={row[key]} currency={row.currency} />,
  };
}

const TONES: Readonly<Record<string, Tone>> = {
  approved: "good",
  delivered: "good",
  accepted: "good",
  created: "good",
  updated: "good",
  pending: "note",
  retrying: "warn",
  rejected: "bad",
  reversed: "bad",
  failed: "bad",
  expired: "bad",
  parked: "bad",
};

/** A state in its colour. */
export function State({ state }: { state: string }) {
  const tone = TONES[state];
  return <Badge {...(tone && { tone })}>{state}</Badge>;
}

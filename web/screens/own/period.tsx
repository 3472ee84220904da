import { Time } from "../../ui/figures.tsx";

/** A period with its last day, in the zone that it was stated in. */
export function Period({
  of: { from, to, timezone },
}: {
  of: { from: string; to: string; timezone: string };
}) {
  return (
    <>
      <Time at={from} timezone={timezone} style="day" /> –{" "}
      <Time
        at={new Date(Date.parse(to) - 1).toISOString()}
        timezone={timezone}
        style="day"
      />
    </>
  );
}

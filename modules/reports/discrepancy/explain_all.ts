import { explainClicks, explainConversions } from "./explain.ts";
import type { ZoneDays } from "./model.ts";
import type { Asked, Explained } from "./tasks.ts";
import { zonesOf } from "./zones.ts";

/** Explains clicks and, on the days that they show, conversions. */
export function explainAll({ days, timezones, ours }: Asked): Explained {
  const zones = zonesOf(
    days.map(({ day }) => day),
    timezones,
  );
  const [asked] = zones;
  const clicks = explainClicks(
    days.map((day) => day.clicks),
    ours.clicks,
    zones,
  );
  const found = zones.find((one) => one.timezone === clicks.zone?.timezone);
  const places = days.flatMap(({ conversions }, at) =>
    conversions === null ? [] : [at],
  );
  if (places.length === 0) return { clicks, conversions: null };
  const only = (zone: ZoneDays): ZoneDays => ({
    ...zone,
    days: places.map((at) => zone.days[at]!),
  });
  const theirs = places.map((at) => days[at]!.conversions ?? 0);
  const of_asked = only(asked);
  const conversions = explainConversions(theirs, ours.conversions, {
    asked: of_asked,
    zone: found === undefined ? of_asked : only(found),
  });
  return { clicks, conversions };
}

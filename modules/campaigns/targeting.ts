import { changeOne, orNotFound } from "../http/mod.ts";
import type { Static } from "@sinclair/typebox";
import { eq } from "drizzle-orm";
import { campaigns } from "../../db/schema/mod.ts";
import type { AllowDeny, Targeting } from "../../db/schema/mod.ts";
import type { TargetingBody } from "./model.ts";
import type { SetupDeps } from "./setup.ts";

/** Replaces a campaign's targeting; omitted facts become unrestricted. */
export async function writeTargeting(
  deps: SetupDeps,
  campaign_id: number,
  input: Static<typeof TargetingBody>,
) {
  const targeting: Targeting = {
    countries: tidy(input.countries, (code) => code.toUpperCase()),
    devices: tidy(input.devices),
    os: tidy(input.os),
  };
  const row = await changeOne(deps.configuration, (tx) =>
    tx
      .update(campaigns)
      .set({ targeting })
      .where(eq(campaigns.id, campaign_id))
      .returning(),
  );
  return presentTargeting(row.targeting);
}

/** A campaign's targeting. */
export async function readTargeting(deps: SetupDeps, campaign_id: number) {
  const where = eq(campaigns.id, campaign_id);
  const [row] = await deps.db.select().from(campaigns).where(where);
  return presentTargeting(orNotFound(row).targeting);
}

/** Targeting with all its lists, including empty ones. */
export function presentTargeting(targeting: Targeting) {
  return {
    countries: tidy(targeting.countries),
    devices: tidy(targeting.devices),
    os: tidy(targeting.os),
  };
}

function tidy(
  lists: AllowDeny | undefined,
  write: (value: string) => string = (value) => value,
): Required<AllowDeny> {
  const unique = (values: readonly string[] = []) => [
    ...new Set(values.map(write)),
  ];
  return { allow: unique(lists?.allow), deny: unique(lists?.deny) };
}

import type { AllowDeny, Targeting } from "../../db/schema/mod.ts";

/** Which values of one fact are let through, in lower case. */
export interface FactSet {
  allow: ReadonlySet<string> | null;
  deny: ReadonlySet<string> | null;
}

/** The facts that a campaign looks at; null where anything is let through. */
export interface TargetingConfig {
  countries: FactSet | null;
  devices: FactSet | null;
  os: FactSet | null;
}

/** Makes targeting ready to be asked; null where nothing is restricted. */
export function buildTargeting(targeting: Targeting): TargetingConfig | null {
  const countries = buildFactSet(targeting.countries);
  const devices = buildFactSet(targeting.devices);
  const os = buildFactSet(targeting.os);
  if (countries === null && devices === null && os === null) return null;
  return { countries, devices, os };
}

/** Makes a pair of lists ready to be asked; null where both are empty. */
export function buildFactSet(lists: AllowDeny | undefined): FactSet | null {
  const allow = lowerSet(lists?.allow);
  const deny = lowerSet(lists?.deny);
  return allow === null && deny === null ? null : { allow, deny };
}

/** Whether a value is let through: `deny` wins, and what isn't known is on no list. */
export function passes(set: FactSet, value: string | null): boolean {
  const lower = value === null ? "" : value.toLowerCase();
  if (set.deny !== null && set.deny.has(lower)) return false;
  return set.allow === null || set.allow.has(lower);
}

function lowerSet(values: readonly string[] | undefined) {
  if (values === undefined || values.length === 0) return null;
  return new Set(values.map((value) => value.toLowerCase()));
}

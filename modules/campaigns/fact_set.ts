import type { AllowDeny, Targeting } from "../../db/schema/mod.ts";

/** Allowed and denied values of one fact, in lower case. */
export interface FactSet {
  allow: ReadonlySet<string> | null;
  deny: ReadonlySet<string> | null;
}

/** The facts a campaign restricts; null if unrestricted. */
export interface TargetingConfig {
  countries: FactSet | null;
  devices: FactSet | null;
  os: FactSet | null;
}

/** Prepares targeting for look-ups; null if nothing is restricted. */
export function buildTargeting(targeting: Targeting): TargetingConfig | null {
  const countries = buildFactSet(targeting.countries);
  const devices = buildFactSet(targeting.devices);
  const os = buildFactSet(targeting.os);
  if (countries === null && devices === null && os === null) return null;
  return { countries, devices, os };
}

/** Prepares a pair of lists for look-ups; null if both are empty. */
export function buildFactSet(lists: AllowDeny | undefined): FactSet | null {
  const allow = lowerSet(lists?.allow);
  const deny = lowerSet(lists?.deny);
  return allow === null && deny === null ? null : { allow, deny };
}

/** Whether a value passes: `deny` wins, and an unknown value is on no list. */
export function passes(set: FactSet, value: string | null): boolean {
  const lower = value === null ? "" : value.toLowerCase();
  if (set.deny !== null && set.deny.has(lower)) return false;
  return set.allow === null || set.allow.has(lower);
}

function lowerSet(values: readonly string[] | undefined) {
  if (values === undefined || values.length === 0) return null;
  return new Set(values.map((value) => value.toLowerCase()));
}

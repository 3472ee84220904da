import { invalid } from "../http/mod.ts";

const NAMES_MAX = 30;
const NAME = /^[A-Za-z0-9_.[\]-]{1,64}$/;

/** Our parameter names that custom names can map to. */
export const PARAM_TARGETS: ReadonlySet<string> = new Set([
  ...Array.from({ length: 10 }, (_, index) => `sub${index + 1}`),
  "source",
  "click_ref",
  "deep_link",
]);

/** Validates custom names from the API. */
export function readParamNames(
  names: Readonly<Record<string, string>> | undefined,
): void {
  if (names === undefined) return;
  const entries = Object.entries(names);
  if (entries.length > NAMES_MAX) {
    throw invalid("param_names", `has at most ${NAMES_MAX} names`);
  }
  for (const [theirs, ours] of entries) {
    if (!NAME.test(theirs)) {
      throw invalid(
        `param_names.${theirs.slice(0, 64)}`,
        "a name is 1 to 64 characters of A-Z a-z 0-9 _ . [ ] -",
      );
    }
    if (PARAM_TARGETS.has(theirs)) {
      throw invalid(`param_names.${theirs}`, "it is a name of ours already");
    }
    if (!PARAM_TARGETS.has(ours)) {
      throw invalid(
        `param_names.${theirs}`,
        `"${ours.slice(0, 64)}" is none of ${[...PARAM_TARGETS].join(" ")}`,
      );
    }
  }
}

import type { Configuration } from "../../campaigns/mod.ts";
import { peekClickId } from "../../clicks/mod.ts";
import type { FoundClick, KeyOf } from "../judge/find_click.ts";
import type { Parameter } from "../../sources/mod.ts";

/** Dependencies for fetching configuration that this instance may not have yet. */
export interface LearnDeps {
  configuration: Pick<Configuration, "link" | "refresh">;
  keyOf: KeyOf;
  /** Looks up a key that isn't known here yet. */
  learnKey(key_number: number): Promise<unknown>;
}

/** Another instance may have just published a key: look it up before refusing its click ids. */
export async function learnKeys(
  parameters: readonly Parameter[],
  { keyOf, learnKey }: LearnDeps,
): Promise<void> {
  for (const { value } of parameters) {
    if (value.length < 32) continue;
    const read = peekClickId(value.trim());
    if (read === null) continue;
    const { key_number } = read.fields;
    if (keyOf(key_number) === undefined) await learnKey(key_number);
  }
}

/** Refreshes the configuration if a click's link is unknown here. */
export async function learnLinks(
  clicks: readonly FoundClick[],
  { configuration }: LearnDeps,
): Promise<void> {
  const is_unknown = clicks.some(
    ({ fields }) => configuration.link(fields.link_id) === undefined,
  );
  if (is_unknown) await configuration.refresh();
}

import type { CommandHelp } from "./command_help.ts";
import { nearestWord } from "./nearest_word.ts";
import { UsageError } from "./usage_error.ts";

const OPTION = /^--[^=]+/;

/** Refuses options that a command doesn't have; names the one that is meant, if that is clear. */
export function checkOptions(
  words: readonly string[],
  { options }: CommandHelp,
): void {
  const known = Object.keys(options).map((form) => form.split(" ")[0] ?? "");
  for (const word of words) {
    if (word === "--") return;
    const [given] = OPTION.exec(word) ?? [];
    if (given === undefined || known.includes(given)) continue;
    const meant = nearestWord(given, known);
    const instead =
      meant !== null
        ? `: did you mean ${meant}?`
        : known.length === 0
          ? ": this command has none"
          : "";
    throw new UsageError(`Unknown option "${given}"${instead}`);
  }
}

import { DISCREPANCY } from "../../messages/discrepancy.ts";

/** The parts of a difference that aren't nothing, in words, the largest first. */
export function partsOf(explained: Readonly<Record<string, number>>): string[] {
  const words: Readonly<Record<string, string>> = DISCREPANCY.parts;
  return Object.entries(explained)
    .filter(([, count]) => count !== 0)
    .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
    .map(([name, count]) => {
      const sign = count > 0 ? "+" : "−";
      return `${sign}${Math.abs(count)} ${words[name] ?? name}`;
    });
}

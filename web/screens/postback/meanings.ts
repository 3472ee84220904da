import { DEBUG } from "../../messages/debugger.ts";

/** A meaning in words; one that is seldom chosen keeps our name. */
export function meaningInWords(meaning: string): string {
  return (
    (DEBUG.meanings as Readonly<Record<string, string>>)[meaning] ?? meaning
  );
}

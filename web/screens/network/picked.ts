/** The text of a chosen thing; its number while its name isn't known. */
export function labelOf(
  id: string,
  things: readonly { id: number; name: string }[] | undefined,
): string {
  if (id === "") return "";
  const thing = things?.find((one) => String(one.id) === id);
  return thing === undefined ? `#${id}` : `${thing.name} #${id}`;
}

/** The number that a text chooses: alone, or at its end after a #; "" for none. */
export function numberIn(text: string): string {
  return /(?:^|#)(\d+)$/.exec(text.trim())?.[1] ?? "";
}

/** The part of a name that is looked for: nothing where the text chooses already. */
export function soughtIn(text: string): string {
  return numberIn(text) === "" ? text.trim() : "";
}

/** The fields of a form that somebody filled in, without the spaces around. */
export function filledIn<Values extends Readonly<Record<string, string>>>(
  values: Values,
): { [Name in keyof Values]?: string } {
  const filled: { [Name in keyof Values]?: string } = {};
  for (const name of Object.keys(values) as (keyof Values)[]) {
    const text = values[name]?.trim() ?? "";
    if (text !== "") filled[name] = text;
  }
  return filled;
}

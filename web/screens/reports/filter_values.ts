/** The values of a filter, each as it stands in it: a comma within one is `\,`. */
export function splitValues(text: string): string[] {
  return (text.match(/(?:\\.|[^,\\])+/g) ?? []).map((one) => one.trim());
}

/** The known macros and their foreign aliases. */
export interface ForeignMacroOptions {
  known: ReadonlySet<string>;
  /** Foreign names mapped to ours; keys in lower case, without `_` and `-`. */
  aliases: ReadonlyMap<string, string>;
}

/**
 * Macro syntaxes of other trackers. The name inside must be one we know, because brackets, dollars
 * and underscores are legitimate in many URLs. Syntaxes that could be part of a name or a list are
 * matched only as a whole value.
 */
const STYLES: readonly RegExp[] = [
  /(?:\$|%)\{_?([A-Za-z][\w-]{0,63})\}/g,
  /%(?:25)?7B_?([A-Za-z][\w-]{0,63})%(?:25)?7D/gi,
  /%23([A-Za-z][\w-]{0,63})%23/g,
  /\*\|([A-Za-z][\w-]{0,63})\|\*/g,
  /(?<=[=/"])\[\[([A-Za-z][\w-]{0,63})\]\](?=[&/#"]|$)/g,
  /##?([A-Za-z][\w-]{0,63})##?/g,
  /%%?([A-Za-z][\w-]{0,63})%%?/g,
  /(?<=[=/"])\[([A-Za-z][\w-]{0,63})\](?=[&/#"]|$)/g,
  /(?<=[=/"])%5B([A-Za-z][\w-]{0,63})%5D(?=[&/#"]|$)/gi,
  /(?<=[=/"])<([A-Za-z][\w-]{0,63})>(?=[&/#"]|$)/g,
  /(?<=[=/"])%3C([A-Za-z][\w-]{0,63})%3E(?=[&/#"]|$)/gi,
  /(?<=[=/"])\(([A-Za-z][\w-]{0,63})\)(?=[&/#"]|$)/g,
  /(?<=[=/"])\$([A-Za-z][\w-]{0,63})(?=[&/#"]|$)/g,
  /(?<=[=/"])__([A-Za-z][\w-]{0,63}?)__(?=[&/#"]|$)/g,
];
const LEFT_OPEN = /(?<=[=/"])(?:REPLACE|OPTIONAL)(?=[&/#"]|$)/;
const ENTITY = /&(?:amp|#38|#x26);(?=[\w.[\]-]{1,64}=)/i;

/**
 * Explains a macro in another tracker's syntax, which would be sent unreplaced; null if there is
 * none.
 */
export function foreignMacro(
  text: string,
  options: ForeignMacroOptions,
): string | null {
  for (const style of STYLES) {
    for (const { 0: macro, 1: name = "" } of text.matchAll(style)) {
      const ours = ownName(name, options);
      if (ours !== null) return `"${macro}" is no macro here: write {${ours}}`;
    }
  }
  const left_open = LEFT_OPEN.exec(text)?.[0];
  if (left_open !== undefined) {
    return `"${left_open}" is left to be replaced: write a macro such as {click_id}`;
  }
  const entity = ENTITY.exec(text)?.[0];
  return entity === undefined ? null : `write "&" instead of "${entity}"`;
}

/** Our name for a macro, ignoring case and aliases; null if unknown. */
export function ownName(
  name: string,
  { known, aliases }: ForeignMacroOptions,
): string | null {
  const plain = name.toLowerCase();
  if (known.has(plain)) return plain === "param" ? "param:NAME" : plain;
  const folded = foldMacro(plain);
  const alias = aliases.get(folded);
  if (alias !== undefined) return known.has(alias) ? alias : null;
  return [...known].find((one) => foldMacro(one) === folded) ?? null;
}

function foldMacro(name: string): string {
  return name.toLowerCase().replaceAll(/[_-]/g, "");
}

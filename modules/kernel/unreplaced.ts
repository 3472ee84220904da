/** The placeholder styles that senders leave in place of a whole value. */
const STYLES = [
  // {x} {{x}} ${x} ${{x}} #{x} %{x}; with a quote in it it is JSON.
  /^[$#%]?\{\{?[^{}"]*\}?\}$/,
  // [x] [[x]]
  /^\[\[?[^[\]]*\]?\]$/,
  // #x# ##x##
  /^##?[^#]+##?$/,
  // %x% %%x%%
  /^%%?[A-Za-z_][\w.]*%%?$/,
  // <x>
  /^<[^<>]+>$/,
  // (x)
  /^\([A-Za-z_][\w.:-]*\)$/,
  // $x
  /^\$[A-Za-z_]\w*$/,
  // __X__
  /^__[A-Za-z]\w*__$/,
  // *|x|*
  /^\*\|[^|*]+\|\*$/,
  /^(REPLACE|OPTIONAL)$/,
  /^REPLACE_[A-Z_]+$/,
];

/** Syntaxes that are never accidental inside a value: `order-{id}`. */
const STYLES_WITHIN = [
  /\{\{?\s{0,3}[A-Za-z_][\w.]{0,60}\s{0,3}\}/,
  /##[A-Za-z_][\w.]{0,60}##/,
  /%%[A-Za-z_][\w.]{0,60}%%/,
];

/** First characters of placeholders; a quick check that most values fail. */
const OPENING = /^[{[#%<($_*RO]/;

/** Whether a value is an unreplaced placeholder, percent-encoded or not. */
export function isUnreplaced(value: string): boolean {
  const text = value.trim();
  if (!OPENING.test(text)) return false;
  return isStyle(text) || isStyle(decoded(text));
}

/** Whether a value that should be an id, an amount or a word contains a placeholder. */
export function holdsUnreplaced(value: string): boolean {
  if (isUnreplaced(value)) return true;
  return [value, decoded(value)].some((text) =>
    STYLES_WITHIN.some((style) => style.test(text)),
  );
}

function isStyle(text: string): boolean {
  return STYLES.some((style) => style.test(text));
}

function decoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

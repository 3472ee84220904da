/** The macro styles that senders leave in place: `{x} {{x}} ##X## [x] #x# ${x} %x% [[x]] <x>`. */
const STYLES = [
  /^\$?\{\{?[^{}]*\}?\}$/,
  /^\[\[?[^[\]]*\]?\]$/,
  /^##?[^#]+##?$/,
  /^%[A-Za-z_][\w.]*%$/,
  /^<[^<>]+>$/,
  /^(REPLACE|OPTIONAL)$/,
];

/** Whether a value is a placeholder that nobody filled. */
export function isUnreplaced(value: string): boolean {
  const text = value.trim();
  return STYLES.some((style) => style.test(text));
}

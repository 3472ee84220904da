/** Groups the thousands of a decimal text, without making a number of it: none of its digits is lost. */
export function groupDigits(text: string): string {
  const [whole = "", rest] = text.split(".");
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, "\u202f");
  return rest === undefined ? grouped : `${grouped}.${rest}`;
}

const THOUSANDS = ["", "k", "M", "B", "T"];
/** From here on a short number is said in thousands. */
const SHORT_FROM = 10_000;

/** A rounded number in few letters, such as `37.5`, `2 400` and `1.2M`; `Intl` takes longer to load than a screen to be drawn. */
export function shortNumber(value: number, decimals_max: number): string {
  const size = Math.abs(value);
  const power =
    size < SHORT_FROM
      ? 0
      : Math.min(Math.floor(Math.log10(size) / 3), THOUSANDS.length - 1);
  const part = size / 1000 ** power;
  const text = String(Number(part.toFixed(decimals_max)));
  const sign = value < 0 && Number(text) !== 0 ? "−" : "";
  return `${sign}${groupDigits(text)}${THOUSANDS[power]}`;
}

/** An amount without its currency. */
export function moneyText(amount: string): string {
  return groupDigits(amount).replace("-", "−");
}

/** A ratio as percent. */
export function percentText(ratio: number): string {
  return `${groupDigits((ratio * 100).toFixed(1))}%`;
}

/** Letters that don't come apart into one of SEPA's and an accent. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ ß: "ss", Æ: "AE", æ: "ae", Œ: "OE", œ: "oe", Ø: "O", ø: "o" },
  ...{ Ð: "D", ð: "d", Đ: "D", đ: "d", Þ: "TH", þ: "th", Ł: "L", ł: "l" },
  ...{ ı: "i", "&": "+", "@": "(at)", _: "-" },
};
const ACCENTS = /\p{Mark}/gu;
const OTHER = /[^A-Za-z0-9/\-?:().,'+ ]/gu;

/** A text in the characters that every bank of SEPA takes, cut to a length. */
export function sepaText(text: string, length_max: number): string {
  const plain = [...text.normalize("NFC")]
    .map((letter) => LETTERS[letter] ?? letter)
    .join("")
    .normalize("NFD")
    .replaceAll(ACCENTS, "")
    .replaceAll(OTHER, " ")
    .replaceAll(/\/{2,}/g, "/")
    .replaceAll(/ {2,}/g, " ")
    .trim()
    .replace(/^\/+/, "");
  return plain.slice(0, length_max).trimEnd();
}

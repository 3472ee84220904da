/** Length of an IBAN in each country that SEPA reaches. */
const LENGTHS: Readonly<Record<string, number>> = {
  ...{ AD: 24, AL: 28, AT: 20, BE: 16, BG: 22, CH: 21, CY: 28, CZ: 24 },
  ...{ DE: 22, DK: 18, EE: 20, ES: 24, FI: 18, FO: 18, FR: 27, GB: 22 },
  ...{ GI: 23, GL: 18, GR: 27, HR: 21, HU: 28, IE: 22, IS: 26, IT: 27 },
  ...{ LI: 21, LT: 20, LU: 20, LV: 21, MC: 27, MD: 24, ME: 22, MK: 19 },
  ...{ MT: 31, NL: 18, NO: 15, PL: 28, PT: 25, RO: 24, RS: 22, SE: 24 },
  ...{ SI: 19, SK: 24, SM: 27, VA: 22 },
};
const SHAPE = /^[A-Z]{2}\d{2}[A-Z0-9]{1,30}$/;
const BIC = /^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/;

/** Drops the spaces that people write in IBANs and BICs. */
export function compactCode(text: string): string {
  return text.replaceAll(/\s/g, "").toUpperCase();
}

/** The fault of an IBAN in words; null if SEPA can pay to it. */
export function ibanFault(iban: string): string | null {
  if (!SHAPE.test(iban)) {
    return "An IBAN has two letters, two digits, and up to 30 letters and digits";
  }
  const country = iban.slice(0, 2);
  const length = LENGTHS[country];
  if (length === undefined) return `SEPA doesn't reach accounts in ${country}`;
  if (iban.length !== length) {
    return `An IBAN of ${country} has ${length} characters, not ${iban.length}`;
  }
  return remainder(iban) === 1 ? null : "Its check digits don't fit: a typo";
}

/** Whether a text has the form of a BIC. */
export function isBic(text: string): boolean {
  return BIC.test(text);
}

/** Of the number that the IBAN stands for, divided by 97 (ISO 7064). */
function remainder(iban: string): number {
  const turned = iban.slice(4) + iban.slice(0, 4);
  let rest = 0;
  for (const character of turned) {
    const digits = Number.parseInt(character, 36).toString();
    for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest;
}

const COEFFICIENTS = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012,
  9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;
const SHIFT = 7;
const HALF_LOG_TWO_PI = 0.91893853320467274;

/** The logarithm of the gamma function of a positive number, by Lanczos' sum: 14 digits. */
export function logGamma(x: number): number {
  if (x < 0.5) {
    return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  }
  const at = x - 1;
  let sum = 0.99999999999980993;
  for (const [index, coefficient] of COEFFICIENTS.entries()) {
    sum += coefficient / (at + index + 1);
  }
  const top = at + SHIFT + 0.5;
  return HALF_LOG_TWO_PI + (at + 0.5) * Math.log(top) - top + Math.log(sum);
}

/** The logarithm of the beta function. */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** The logarithm of how many ways there are to choose `k` of `n`. */
export function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}

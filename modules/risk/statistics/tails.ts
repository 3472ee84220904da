import { logBeta, logChoose, logGamma } from "./log_gamma.ts";

/** A further term smaller than this share of the sum changes no digit that anybody reads. */
const NEGLIGIBLE = 1e-14;

/** The probability of at least `k` hits in `n` tries of probability `p`, exactly. */
export function binomialTail(k: number, n: number, p: number): number {
  if (k <= 0 || p >= 1) return k <= n ? 1 : 0;
  if (k > n || p <= 0) return 0;
  const odds = p / (1 - p);
  const at_k = Math.exp(
    logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p),
  );
  if (k <= n * p) {
    const below = sumDown(k, at_k, (x) => x / (n - x + 1) / odds);
    return Math.max(0, Math.min(1, 1 - below));
  }
  return sumUp({ from: k, to: n, first: at_k }, (x) => {
    return ((n - x) / (x + 1)) * odds;
  });
}

/** The probability of at least `k` events where `mean` are expected, exactly. */
export function poissonTail(k: number, mean: number): number {
  if (k <= 0) return 1;
  if (mean <= 0) return 0;
  const at_k = Math.exp(k * Math.log(mean) - mean - logGamma(k + 1));
  if (k <= mean) {
    const below = sumDown(k, at_k, (x) => x / mean);
    return Math.max(0, Math.min(1, 1 - below));
  }
  return sumUp({ from: k, to: Infinity, first: at_k }, (x) => mean / (x + 1));
}

/**
 * The probability of at least `k` hits in `n` where each group has a rate of its own around `mean`.
 * `spread` from 0 to 1 is the correlation within a group: at 0 it is the binomial's tail.
 */
export function betaBinomialTail(
  k: number,
  n: number,
  { mean, spread }: { mean: number; spread: number },
): number {
  if (spread <= 0) return binomialTail(k, n, mean);
  if (k <= 0 || mean >= 1) return k <= n ? 1 : 0;
  if (k > n || mean <= 0) return 0;
  const a = (mean * (1 - spread)) / spread;
  const b = ((1 - mean) * (1 - spread)) / spread;
  const at_k = Math.exp(
    logChoose(n, k) + logBeta(k + a, n - k + b) - logBeta(a, b),
  );
  if (k <= n * mean) {
    const below = sumDown(
      k,
      at_k,
      (x) => (x * (n - x + b)) / ((n - x + 1) * (x - 1 + a)),
    );
    return Math.max(0, Math.min(1, 1 - below));
  }
  return sumUp(
    { from: k, to: n, first: at_k },
    (x) => ((n - x) * (x + a)) / ((x + 1) * (n - x - 1 + b)),
  );
}

/** Sums terms from `from` on, each its predecessor's by a ratio. */
function sumUp(
  { from, to, first }: { from: number; to: number; first: number },
  ratio: (x: number) => number,
): number {
  let sum = first;
  let term = first;
  for (let x = from; x < to; x++) {
    const step = ratio(x);
    term *= step;
    sum += term;
    if (step < 1 && term <= sum * NEGLIGIBLE) break;
  }
  return Math.min(1, sum);
}

/** Sums the terms below `k`, from the nearest on. */
function sumDown(
  k: number,
  at_k: number,
  ratio: (x: number) => number,
): number {
  let sum = 0;
  let term = at_k;
  for (let x = k; x > 0; x--) {
    const step = ratio(x);
    term *= step;
    sum += term;
    if (step < 1 && term <= sum * NEGLIGIBLE) break;
  }
  return sum;
}

/** The probability of a standard normal value of at least `z`, by Numerical Recipes' erfc: 7 digits. */
export function normalTail(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.5 * x);
  let series = 0;
  for (const coefficient of ERFC.toReversed()) {
    series = series * t + coefficient;
  }
  const one_side = 0.5 * t * Math.exp(-x * x + series);
  return z >= 0 ? one_side : 1 - one_side;
}

const ERFC = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807,
  -1.13520398, 1.48851587, -0.82215223, 0.17087277,
] as const;

/** The probability of a chi-square of at least `value`, by Wilson and Hilferty: 3 digits from 10 degrees on. */
export function chiSquareTail(value: number, degrees: number): number {
  const part = 2 / (9 * degrees);
  return normalTail(
    (Math.cbrt(value / degrees) - (1 - part)) / Math.sqrt(part),
  );
}

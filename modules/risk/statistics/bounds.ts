/** Standard normal quantile of 99 % on one side. */
export const Z_99 = 2.3263478740408408;

/** The two bounds of a share. */
export interface Bounds {
  low: number;
  high: number;
}

/** Wilson's score bounds of `k` in `n`, each at the confidence of `z` on its side. */
export function wilsonBounds(k: number, n: number, z = Z_99): Bounds {
  if (n <= 0) return { low: 0, high: 1 };
  const share = k / n;
  const square = z * z;
  const centre = share + square / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + square / (4 * n * n));
  const whole = 1 + square / n;
  return {
    low: k === 0 ? 0 : Math.max(0, (centre - half) / whole),
    high: k === n ? 1 : Math.min(1, (centre + half) / whole),
  };
}

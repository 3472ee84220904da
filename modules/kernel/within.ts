/** The value of a promise, or `late` if it takes longer. It goes on by itself then. */
export async function within<Value, Late>(
  timeout_ms: number,
  promise: PromiseLike<Value>,
  late: Late,
): Promise<Value | Late> {
  const over = Promise.withResolvers<Late>();
  const timer = setTimeout(() => over.resolve(late), timeout_ms);
  try {
    return await Promise.race([promise, over.promise]);
  } finally {
    clearTimeout(timer);
  }
}

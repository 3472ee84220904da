/** `tallyho demo`. */
export async function demoCommand(): Promise<number> {
  return await Promise.resolve(1);
}

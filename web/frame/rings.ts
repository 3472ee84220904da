/** Open incidents without those that another includes: a cap that is used up was nearly so before. */
export function withoutRepeats<Of extends { bell: string; subject: string }>(
  rings: readonly Of[],
): Of[] {
  const used = rings.filter(({ bell }) => bell === "cap.reached");
  return rings.filter(
    ({ bell, subject }) =>
      bell !== "cap.near" || !used.some((one) => one.subject === subject),
  );
}

/** The values of a bell's form. */
export interface BellValues extends Record<string, unknown> {
  enabled: boolean;
  threshold: string;
  window_hours: string;
}

interface OfBell {
  enabled: boolean;
  threshold: number | null;
  window_hours: number | null;
}

/** A bell as its form has it. */
export function bellValues(bell: OfBell): BellValues {
  return {
    enabled: bell.enabled,
    threshold: String(bell.threshold ?? ""),
    window_hours: String(bell.window_hours ?? ""),
  };
}

/** The change of a bell as the API takes it; an emptied number is the program's own again. */
export function bellBody(changes: Partial<BellValues>): Partial<OfBell> {
  const { enabled, threshold, window_hours } = changes;
  return {
    ...(enabled !== undefined && { enabled }),
    ...(threshold !== undefined && { threshold: numberOf(threshold) }),
    ...(window_hours !== undefined && { window_hours: numberOf(window_hours) }),
  };
}

/** A number that no bell takes, so that the refusal says which it takes. */
const NO_NUMBER = -1;

function numberOf(text: string): number | null {
  if (text.trim() === "") return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : NO_NUMBER;
}

/** A text with a capital at its start. */
export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

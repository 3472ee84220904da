let ahead_ms = 0;

/** Sets the clock by an answer of the tracker, which a device's may be days away from. */
export function setTrackerClock(as_of: string): void {
  const at = Date.parse(as_of);
  if (!Number.isNaN(at)) ahead_ms = at - Date.now();
}

/** The present by the tracker's clock, as far as it was heard. */
export function trackerNow(): Date {
  return new Date(Date.now() + ahead_ms);
}

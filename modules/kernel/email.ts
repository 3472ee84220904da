/**
 * Whether a trimmed, lower-case text is a valid email: without characters that a mail's header
 * gives a meaning, such as those around an address or between two.
 */
export function isEmail(text: string): boolean {
  return mayBeStoredEmail(text) && !/[<>()[\]\\,;:"]/.test(text);
}

/** Whether a text may be the email of a user, whom an older version may have created. */
export function mayBeStoredEmail(text: string): boolean {
  return /^[^\s@\p{Cc}]{1,64}@[^\s@\p{Cc}]{1,190}$/u.test(text);
}

import { isoTime } from "../kernel/mod.ts";

/** States of a mail; `off` where no mail is sent at all. */
export const MAIL_STATES = ["sent", "failed", "off"] as const;

export type MailState = (typeof MAIL_STATES)[number];

/** A mail in plain text to one person. */
export interface Mail {
  /** Becomes its Message-ID, so that one sent twice is known as one. */
  id?: string;
  to: string;
  subject: string;
  text: string;
  attachment?: { name: string; type: string; text: string };
}

/** Sends mails. It never throws: a mail that can't be sent fails nothing else. */
export interface Mailer {
  send(mail: Mail): Promise<MailState>;
}

/** A mailer where nothing is set up. */
export const NO_MAIL: Mailer = { send: async () => "off" };

export function invitationMail(made: {
  email: string;
  url: string;
  expires_at: string;
}): Mail {
  return {
    to: made.email,
    subject: "Your invitation",
    text: linkText(
      "You are invited to a Tallyho affiliate network. Choose a password here:",
      made,
    ),
  };
}

/** The mail of a link that sets a new password. */
export function resetMail(
  to: string,
  made: { url: string; expires_at: string },
): Mail {
  return {
    to,
    subject: "Your new password",
    text: linkText("Choose a new password here:", made),
  };
}

function linkText(
  first: string,
  { url, expires_at }: { url: string; expires_at: string },
): string {
  const until = isoTime(Date.parse(expires_at)).slice(0, 16).replace("T", " ");
  return [
    first,
    url,
    `The link works once, until ${until} UTC.`,
    "If you did not expect this mail, ignore it.",
    "",
  ].join("\n\n");
}

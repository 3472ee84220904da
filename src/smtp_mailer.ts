import type { Mail, Mailer } from "../modules/access/mod.ts";
import type { Config } from "./config.ts";

const TIMEOUT_MS = 10_000;

interface SmtpSettings {
  url: string;
  from: string;
}

/** Sends mails by SMTP, each over a connection of its own. */
export class SmtpMailer implements Mailer {
  readonly #settings: SmtpSettings;
  readonly #failed: (what: string, error: unknown) => void;

  constructor(
    settings: SmtpSettings,
    failed: (what: string, error: unknown) => void,
  ) {
    this.#settings = settings;
    this.#failed = failed;
  }

  async send({
    id,
    to,
    subject,
    text,
    attachment,
  }: Parameters<Mailer["send"]>[0]): ReturnType<Mailer["send"]> {
    try {
      const transport = await openTransport(this.#settings.url, TIMEOUT_MS);
      const { from } = this.#settings;
      // As an object, so that the address is never read as a list.
      const address = { name: "", address: to };
      await transport.sendMail({
        from,
        to: address,
        subject,
        text,
        ...(id === undefined ? {} : { messageId: messageId(id, from) }),
        ...(attachment === undefined
          ? {}
          : { attachments: [attachmentOf(attachment)] }),
      });
      return "sent";
    } catch (error) {
      this.#failed("a mail was not sent", error);
      return "failed";
    }
  }
}

/** Opens the way to a mail server; nothing is read from files or other addresses. */
export async function openTransport(url: string, timeout_ms: number) {
  // Loaded with the first mail: most processes never send one.
  const { createTransport } = await import("nodemailer");
  return createTransport({
    url,
    connectionTimeout: timeout_ms,
    greetingTimeout: timeout_ms,
    socketTimeout: timeout_ms,
    dnsTimeout: timeout_ms,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function attachmentOf({ name, type, text }: NonNullable<Mail["attachment"]>) {
  return { filename: name, contentType: type, content: text };
}

function messageId(id: string, from: string): string {
  const [, host = "localhost"] = /@([^\s>]+)/.exec(from) ?? [];
  return `<${id}@${host}>`;
}

/** The mailer of the settings; it sends nothing without a server. */
export function createMailer(
  { smtp }: Pick<Config, "smtp">,
  failed: (what: string, error: unknown) => void,
): Mailer | undefined {
  return smtp === null ? undefined : new SmtpMailer(smtp, failed);
}

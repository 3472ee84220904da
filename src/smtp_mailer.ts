import type { Mailer } from "../modules/access/mod.ts";
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
  }: Parameters<Mailer["send"]>[0]): ReturnType<Mailer["send"]> {
    try {
      // Loaded with the first mail: most processes never send one.
      const { createTransport } = await import("nodemailer");
      const transport = createTransport({
        url: this.#settings.url,
        connectionTimeout: TIMEOUT_MS,
        greetingTimeout: TIMEOUT_MS,
        socketTimeout: TIMEOUT_MS,
        dnsTimeout: TIMEOUT_MS,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      const { from } = this.#settings;
      // As an object, so that the address is never read as a list.
      const address = { name: "", address: to };
      await transport.sendMail({
        from,
        to: address,
        subject,
        text,
        ...(id === undefined ? {} : { messageId: messageId(id, from) }),
      });
      return "sent";
    } catch (error) {
      this.#failed("a mail was not sent", error);
      return "failed";
    }
  }
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

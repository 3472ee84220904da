import type { OutgoingRequest, SendResult } from "./send_request.ts";

const HIDDEN = "...";

/** A request as it is logged: without secrets that it carries. */
export function shownRequest(
  request: OutgoingRequest,
  secrets: readonly string[],
): OutgoingRequest {
  const hide = hiderOf(secrets);
  if (hide === null) return request;
  const { url, headers, body } = request;
  return {
    ...request,
    url: hide(url),
    headers: hideAll(headers, hide),
    body: body === null ? null : hide(body),
  };
}

/** A result as it is logged: some receivers repeat what they were sent. */
export function shownResult(
  result: SendResult,
  secrets: readonly string[],
): SendResult {
  const hide = hiderOf(secrets);
  if (hide === null) return result;
  const { headers, response_headers, response_body, error } = result;
  // Bytes that aren't UTF-8 stay as they are.
  const text = Buffer.from(response_body ?? []).toString("latin1");
  const shown = hide(text);
  return {
    ...result,
    headers: hideAll(headers, hide),
    response_headers:
      response_headers === null ? null : hideAll(response_headers, hide),
    response_body:
      shown === text ? response_body : Buffer.from(shown, "latin1"),
    error: error === null ? null : hide(error),
  };
}

/** Hides secrets in each form in which they may stand in a text; null if there are none. */
function hiderOf(
  secrets: readonly string[],
): ((text: string) => string) | null {
  const forms = secrets.filter((one) => one !== "").flatMap(formsOf);
  if (forms.length === 0) return null;
  return (text) =>
    forms.reduce((shown, form) => shown.replaceAll(form, HIDDEN), text);
}

function formsOf(secret: string): string[] {
  const query = new URLSearchParams({ q: secret }).toString().slice(2);
  const in_json = secret.replaceAll("/", "\\/");
  return [secret, encodeURIComponent(secret), query, in_json];
}

function hideAll(
  headers: Readonly<Record<string, string>>,
  hide: (text: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, hide(value)]),
  );
}

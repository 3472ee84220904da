/** A parameter of the example, under the sender's own name. */
export interface ExampleParameter {
  name: string;
  /** Text, or a shell variable. */
  value: string | { variable: string };
}

export interface ExampleInput {
  /** The source's own address. */
  url: string;
  parameters: readonly ExampleParameter[];
}

/** A URL for reading: variables appear by name. */
export function exampleUrl({ url, parameters }: ExampleInput): string {
  const pairs = parameters.map(({ name, value }) => {
    const shown = typeof value === "string" ? encoded(value) : value.variable;
    return `${encoded(name)}=${shown}`;
  });
  return `${url}?${pairs.join("&")}`;
}

/** An unsigned request as a shell command. */
export function plainCommand(input: ExampleInput): string {
  return [
    ...variables(input),
    `curl -sS "${inQuotes(input.url)}?${shellQuery(input)}"`,
  ].join("\n");
}

/**
 * A request that the shell signs by the query scheme when run; the secret is a variable and
 * never in the text.
 */
export function signedCommand(input: ExampleInput): string {
  const path = new URL(input.url).pathname;
  return [
    SECRET,
    ...variables(input),
    "TS=$(date +%s)",
    `QUERY="${shellQuery(input)}&ts=$TS"`,
    `SIG=$(printf '%s\\nGET\\n%s\\n%s\\n' "$TS" "${inQuotes(path)}" "$QUERY" \\`,
    `  | openssl dgst -sha256 -hmac "$SECRET" -r | cut -d' ' -f1)`,
    `curl -sS "${inQuotes(input.url)}?$QUERY&sig=$SIG"`,
  ].join("\n");
}

/** A JSON body that the shell signs as a Standard Webhook when run. */
export function webhookCommand(input: ExampleInput): string {
  const pairs = input.parameters.map(({ name, value }) => {
    const text =
      typeof value === "string"
        ? inQuotes(JSON.stringify(value))
        : `\\"$${value.variable}\\"`;
    return `${inQuotes(JSON.stringify(name))}:${text}`;
  });
  return [
    SECRET,
    ...variables(input),
    "TS=$(date +%s)",
    'ID="msg_$TS$RANDOM"',
    `BODY="{${pairs.join(",")}}"`,
    `KEY=$(printf '%s' "\${SECRET#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')`,
    `SIG=$(printf '%s.%s.%s' "$ID" "$TS" "$BODY" \\`,
    `  | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | openssl base64 -A)`,
    `curl -sS "${inQuotes(input.url)}" -H 'content-type: application/json' \\`,
    `  -H "webhook-id: $ID" -H "webhook-timestamp: $TS" -H "webhook-signature: v1,$SIG" \\`,
    `  --data-binary "$BODY"`,
  ].join("\n");
}

const SECRET = ': "${SECRET:?set SECRET to the secret that you were given}"';

function variables({ parameters }: ExampleInput): string[] {
  return parameters.flatMap(({ name, value }) =>
    typeof value === "string"
      ? []
      : [
          `: "\${${value.variable}:?set ${value.variable} to the value that you send as ${inQuotes(name)}}"`,
        ],
  );
}

function shellQuery({ parameters }: ExampleInput): string {
  return parameters
    .map(({ name, value }) => {
      const text =
        typeof value === "string" ? encoded(value) : `$${value.variable}`;
      return `${encoded(name)}=${text}`;
    })
    .join("&");
}

/** Percent-encodes everything special to a URL or a shell. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Escapes text for a double-quoted shell string. */
function inQuotes(text: string): string {
  return text.replace(/[\\"$`]/g, "\\$&");
}

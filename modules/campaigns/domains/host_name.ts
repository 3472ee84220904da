/** A host as domains are named: in lower case and ASCII, without port and trailing dot; null for anything else. */
export function readHostName(text: string): string | null {
  const given = text.trim();
  const url = URL.parse(`http://${given}/`);
  if (url === null || url.pathname !== "/" || /[\s/?#@[\]]/.test(given)) {
    return null;
  }
  const host = url.hostname.replace(/\.$/, "");
  // A colon begins a port, also the one that a URL leaves out.
  return host === "" || given.includes(":") ? null : host;
}

/** The same of a `Host` header, which may have a port. */
export function hostNameOf(header: string): string {
  const host = header.replace(/:\d*$/, "").replace(/\.$/, "");
  return host.toLowerCase();
}

/** The tracker's public address, without a trailing slash. */
export function publicAddress(public_url: string): string {
  let address = public_url;
  while (address.endsWith("/")) address = address.slice(0, -1);
  return address;
}

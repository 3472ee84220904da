/** Where the tracker is reached, without a slash at its end. */
export function publicAddress(public_url: string): string {
  let address = public_url;
  while (address.endsWith("/")) address = address.slice(0, -1);
  return address;
}

/** A request to the API as a line for a shell. */
export function curlOf(address: string): string {
  const url = `${window.location.origin}${address.replaceAll("'", "%27")}`;
  return `curl -H "Authorization: Bearer $TOKEN" '${url}'`;
}

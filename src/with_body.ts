/** The same request with a body that was read, and perhaps changed; it is aborted with the first. */
export function withBody(
  request: Request,
  body: NonNullable<RequestInit["body"]> | null,
  url: string = request.url,
): Request {
  const { method, headers, signal } = request;
  return new Request(url, { method, headers, body, signal });
}

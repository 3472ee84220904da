import encodeQR from "qr";

/** The media type of a QR code. */
export const QR_MEDIA = "image/svg+xml";

/** The QR code of a link's address, as an image that scales. */
export function qrResponse(url: string): Response {
  return new Response(encodeQR(url, "svg"), {
    headers: {
      "content-type": QR_MEDIA,
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'",
      "x-content-type-options": "nosniff",
    },
  });
}

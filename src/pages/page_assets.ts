import type { PageBundle } from "./bundle_pages.ts";
import { ASSETS_PATH, FIRST_PARTY_NAME } from "./bundle_pages.ts";

const ENCODINGS = ["zstd", "gzip"] as const;
type Encoding = (typeof ENCODINGS)[number];

const TYPES: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
};

/** The policy of pages: they may load files of ours, nothing else. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const FOR_A_YEAR = "public, max-age=31536000, immutable";
/** Its name stays: a page of an advertiser gets a new version within a day. */
const FOR_A_DAY = "public, max-age=86400, stale-while-revalidate=604800";

/** A file as it is sent, and its compressed forms, made when they are first asked for. */
interface Asset {
  type: string;
  etag: string;
  bytes: Uint8Array;
  packed: Map<Encoding, Uint8Array>;
}

/** The files of the pages, and the page that loads them. */
export class PageAssets {
  readonly #files: ReadonlyMap<string, Asset>;
  readonly #page: Asset;

  constructor(bundle: PageBundle) {
    this.#files = new Map(
      bundle.files.map(({ name, bytes }) => [name, assetOf(name, bytes)]),
    );
    const text = pageText(bundle);
    this.#page = assetOf("page.html", new TextEncoder().encode(text));
  }

  /** The page: the same for every path; its script shows what the path names. */
  page(
    request: Request,
    more: Readonly<Record<string, string>> = {},
  ): Response {
    return answer(request, this.#page, {
      "cache-control": "no-cache",
      "content-security-policy": POLICY,
      "cross-origin-opener-policy": "same-origin",
      "referrer-policy": "same-origin",
      ...more,
    });
  }

  /** The script of advertisers' pages, which may be of any origin. */
  firstParty(request: Request): Response | undefined {
    const asset = this.#files.get(FIRST_PARTY_NAME);
    if (asset === undefined) return undefined;
    return answer(request, asset, {
      "cache-control": FOR_A_DAY,
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
      "x-content-type-options": "nosniff",
    });
  }

  /** A file that the page loads; undefined if there is none of this name. */
  file(request: Request, name: string): Response | undefined {
    const asset = this.#files.get(name);
    if (asset === undefined || name === FIRST_PARTY_NAME) return undefined;
    return answer(request, asset, { "cache-control": FOR_A_YEAR });
  }
}

function assetOf(name: string, bytes: Uint8Array): Asset {
  const type = TYPES[name.slice(name.lastIndexOf(".") + 1)];
  const hash = new Bun.CryptoHasher("sha256").update(bytes).digest("base64url");
  return {
    type: type ?? "text/html; charset=utf-8",
    etag: `"${hash.slice(0, 22)}"`,
    bytes,
    packed: new Map(),
  };
}

function answer(
  request: Request,
  asset: Asset,
  more: Record<string, string>,
): Response {
  const headers = {
    ...more,
    etag: asset.etag,
    vary: "accept-encoding",
  };
  if (request.headers.get("if-none-match") === asset.etag) {
    return new Response(null, { status: 304, headers });
  }
  const accepted = request.headers.get("accept-encoding") ?? "";
  const encoding = ENCODINGS.find((one) => accepted.includes(one));
  const encoded =
    encoding === undefined ? {} : { "content-encoding": encoding };
  return new Response(packed(asset, encoding), {
    headers: { ...headers, ...encoded, "content-type": asset.type },
  });
}

function packed({ packed, bytes }: Asset, encoding?: Encoding): Uint8Array {
  if (encoding === undefined) return bytes;
  const known = packed.get(encoding);
  if (known !== undefined) return known;
  const made =
    encoding === "zstd"
      ? Bun.zstdCompressSync(bytes, { level: 19 })
      : gzip(bytes);
  packed.set(encoding, made);
  return made;
}

/** As small as gzip can be: it is done once. */
export function gzip(bytes: Uint8Array): Uint8Array {
  return Bun.gzipSync(Buffer.from(bytes), { library: "libdeflate", level: 12 });
}

/** Tally marks, 32 px wide; as an SVG it would be laid out as a document of its own before the page is. */
const ICON =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAMAAABEpIrGAAAACVBMVEX///8mZkgnZkiR1OivAAAAAXRSTlMAQObYZgAAAElJREFUOMvd0jsOACAIREEe9z+0VobEZW2J21AwGH8RY8KOql8ALMi6igL0ACxA9CUQp0gsOMnmHurkvQEHasuC9i3eYPaHGZIF2HYBZJc+1iAAAAAASUVORK5CYII=";

function pageText({ script, style }: PageBundle): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Tallyho</title>
<link rel="icon" href="${ICON}">
<link rel="stylesheet" href="${ASSETS_PATH}${style}">
<script type="module" src="${ASSETS_PATH}${script}"></script>
</head>
<body>
<div id="app"></div>
<noscript>Tallyho's pages need JavaScript. Everything they do is in the API, too: see /docs.</noscript>
</body>
</html>
`;
}

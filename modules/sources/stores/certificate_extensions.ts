/** A DER value: its tag, and where its content lies. */
interface Tlv {
  tag: number;
  start: number;
  end: number;
}

const SEQUENCE = 0x30;
const OID = 0x06;
/** `[3]` of a certificate: its extensions. */
const EXTENSIONS = 0xa3;

/** The object ids of a certificate's extensions, as the hexadecimal of their DER content. */
export function certificateExtensions(der: Uint8Array): ReadonlySet<string> {
  const found = new Set<string>();
  const [certificate] = children(der, 0, der.length);
  const [signed] = inside(der, certificate);
  for (const part of inside(der, signed)) {
    if (part.tag !== EXTENSIONS) continue;
    const [list] = inside(der, part);
    for (const extension of inside(der, list)) {
      const [oid] = inside(der, extension);
      if (oid?.tag !== OID) continue;
      const bytes = der.subarray(oid.start, oid.end);
      found.add(Buffer.from(bytes).toString("hex"));
    }
  }
  return found;
}

function inside(der: Uint8Array, part: Tlv | undefined): Tlv[] {
  if (part === undefined) return [];
  const is_nested = part.tag === SEQUENCE || part.tag === EXTENSIONS;
  return is_nested ? children(der, part.start, part.end) : [];
}

/** The values between two offsets; stops at the first that doesn't fit. */
function children(der: Uint8Array, from: number, to: number): Tlv[] {
  const values: Tlv[] = [];
  for (let at = from; at + 2 <= to;) {
    const tag = der[at] ?? 0;
    const first = der[at + 1] ?? 0;
    const more = first < 0x80 ? 0 : first & 0x7f;
    if (more > 3 || first === 0x80) break;
    let length = more === 0 ? first : 0;
    for (let index = 0; index < more; index++) {
      length = length * 256 + (der[at + 2 + index] ?? 0);
    }
    const start = at + 2 + more;
    const end = start + length;
    if (end > to) break;
    values.push({ tag, start, end });
    at = end;
  }
  return values;
}

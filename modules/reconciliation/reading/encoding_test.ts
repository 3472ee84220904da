import { expect, test } from "bun:test";
import fc from "fast-check";
import { decodeText, EncodingProbe } from "./encoding.ts";
import type { StatementEncoding } from "./encoding.ts";

const TEXT = "Bestellung;Betrag\nGrün-1;12,50 €\n訂單;3\n";

function utf16(text: string, is_big: boolean): Uint8Array {
  const bytes = Buffer.from(text, "utf16le");
  return is_big ? bytes.swap16() : bytes;
}

function windows1252(text: string): Uint8Array {
  const codes: Record<string, number> = { "€": 0x80, "’": 0x92 };
  return Uint8Array.from(text, (char) => codes[char] ?? char.charCodeAt(0));
}

function pieces(bytes: Uint8Array, size: number): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    parts.push(bytes.subarray(at, at + size));
  }
  return parts;
}

function probe(parts: Iterable<Uint8Array>): StatementEncoding {
  const probing = new EncodingProbe();
  for (const part of parts) probing.add(part);
  return probing.result();
}

async function roundTrip(bytes: Uint8Array, size: number) {
  const parts = pieces(bytes, size);
  const encoding = probe(parts);
  let text = "";
  for await (const part of decodeText(parts, encoding)) text += part;
  return { encoding, text };
}

test.each<[string, Uint8Array, StatementEncoding]>([
  ["UTF-8", Buffer.from(TEXT), "utf-8"],
  ["UTF-8 with a mark", Buffer.from(`\ufeff${TEXT}`), "utf-8"],
  ["UTF-16LE with a mark", utf16(`\ufeff${TEXT}`, false), "utf-16le"],
  ["UTF-16BE with a mark", utf16(`\ufeff${TEXT}`, true), "utf-16be"],
  ["UTF-16LE", utf16(TEXT, false), "utf-16le"],
  ["UTF-16BE", utf16(TEXT, true), "utf-16be"],
])("%s is told, and read, however it is cut", async (_, bytes, encoding) => {
  for (const size of [1, 2, 3, 7, 1000]) {
    expect(await roundTrip(bytes, size)).toEqual({ encoding, text: TEXT });
  }
});

test("bytes that are no UTF-8 are windows-1252, wherever they stand", async () => {
  const text = `${"id;amount\n".repeat(2_000)}Grün’s;12,50 €\n`;
  const read = await roundTrip(windows1252(text), 999);
  expect(read).toEqual({ encoding: "windows-1252", text });
});

test("one broken character in UTF-8 is shown, and does not spoil the rest", async () => {
  const bytes = Buffer.concat([
    Buffer.from("Grün €\n"),
    Buffer.from([0x41, 0xff, 0x42]),
    Buffer.from("\nÄ\n"),
  ]);
  const read = await roundTrip(bytes, 4);
  expect(read).toEqual({ encoding: "utf-8", text: "Grün €\nA\ufffdB\nÄ\n" });
});

test("text in UTF-8 reads back, cut anywhere", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.integer({ min: 1, max: 9 }),
      async (text, size) => {
        fc.pre(!/^\ufeff/.test(text) && !text.includes("\u0000"));
        const read = await roundTrip(Buffer.from(text), size);
        expect(read).toEqual({ encoding: "utf-8", text });
      },
    ),
  );
});

const CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя";

function windows1251(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => {
    const at = CYRILLIC.indexOf(char.toLowerCase());
    if (at < 0) return char.charCodeAt(0);
    return (char === char.toLowerCase() ? 0xe0 : 0xc0) + at;
  });
}

test.each([
  "Номер заказа;Сумма;Статус\nA-1;10,00;подтверждён".replace("ё", "е"),
  "Order;Комментарий\n1;отмена\n2;возврат\n",
  "ЗАКАЗ;СУММА\n",
])("Cyrillic of windows-1251 is told from Latin accents: %s", async (text) => {
  const bytes = windows1251(text);
  for (const size of [1, 7, bytes.length]) {
    expect(probe(pieces(bytes, size))).toBe("windows-1251");
  }
  let read = "";
  for await (const part of decodeText([bytes], "windows-1251")) read += part;
  expect(read).toBe(text);
});

test.each(["Größe;Übermaß;Straße\n", "prénom;été;déjà;forêt\n", "año;señor\n"])(
  "Latin accents stay windows-1252: %s",
  (text) => {
    expect(probe([windows1252(text)])).toBe("windows-1252");
  },
);

test("any words in Cyrillic are windows-1251", () => {
  const word = fc.string({
    unit: fc.constantFrom(...CYRILLIC),
    minLength: 3,
    maxLength: 12,
  });
  fc.assert(
    fc.property(fc.array(word, { minLength: 2, maxLength: 20 }), (words) => {
      // After a header, since two of these letters at the start are a byte order
      // mark of UTF-16.
      const text = `id;${words.join(";")}`;
      expect(probe([windows1251(text)])).toBe("windows-1251");
    }),
  );
});

import { expect, test } from "bun:test";
import fc from "fast-check";
import { fieldsOfName, foldColumn } from "./column_names.ts";

test.each([
  ["Sale Amount (net)", "saleamount"],
  ["Sale [x] Amount", "saleamount"],
  ["Amount (a(b)", "amount"],
  ["Amount (a [b) c]", "amountc"],
  ["(Amount)", "amount"],
  ["Amount (", "amount"],
  [`Amount ${"(".repeat(50_000)}`, "amount"],
  [`Amount ${"[(".repeat(50_000)}]`, "amount"],
])("foldColumn() of %p is %p", (name, folded) => {
  expect(foldColumn(name)).toBe(folded);
});

test("an amount may have its currency behind it", () => {
  const plain = fieldsOfName("Amount");
  expect(plain).not.toEqual([]);
  for (const name of ["Amount EUR", "Amount (USD)", "EUR Amount"]) {
    expect(fieldsOfName(name)).toEqual(plain);
  }
});

test.each<[string, ...string[]]>([
  ["order_id", "N° de commande", "Nº de pedido", "Sipariş Nr", "N. ordine"],
  ["order_id", "Bestelnr.", "Auftragsnr.", "Nr zamówienia", "№ заказа"],
  ["click_id", "ID click", "ID Clic", "ID del clic", "Id kliknięcia"],
  ["revenue", "Verguetung", "Vergütung", "Revenu", "Ricavo", "Ingresos"],
  ["revenue", "Receita", "Przychód", "Opbrengst", "Gelir", "Доход", "KAZANÇ"],
  ["amount", "Omzet", "Chiffre d'affaires", "Fatturato", "Obrót", "Ciro"],
  ["amount", "Faturamento", "Facturación", "Оборот", "Nettoumsatz"],
])("columns for %s", (...given) => {
  const [field, ...names] = given;
  for (const name of names) {
    const fields = fieldsOfName(name).map((found) => found.field);
    expect([name, ...fields]).toContain(field);
  }
});

const TURKISH = [
  ["Sipariş Numarası", "order_id"],
  ["TIKLAMA ID", "click_id"],
  ["Tıklama ID", "click_id"],
  ["SIPARIS TARIHI", "occurred_at"],
  ["Yayıncı", "affiliate"],
] as const;

test("names in Turkish are known in any case, with and without its own letters", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...TURKISH),
      fc.infiniteStream(fc.constantFrom("as is", "upper", "tr", "ascii")),
      ([name, field], changes) => {
        const written = [...name].map((letter) => {
          const { value } = changes.next();
          if (value === "upper") return letter.toUpperCase();
          if (value === "tr") return letter.toLocaleUpperCase("tr");
          return value === "ascii" ? foldColumn(letter) || letter : letter;
        });
        const known = fieldsOfName(written.join(""));
        expect(known.map((found) => found.field)).toContain(field);
      },
    ),
  );
});

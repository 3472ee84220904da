import type { StatementField } from "../../../db/schema/mod.ts";
import { parseCurrency } from "../../kernel/mod.ts";
import { NAME_CHARS_MAX } from "./raw_row.ts";

/**
 * Column names of each field, the surest first. They are compared without case,
 * spaces and punctuation. A name may stand for several fields; then the values
 * decide.
 */
const NAMES: Readonly<Record<StatementField, string>> = {
  click_id:
    "click_id cid aff_click_id affiliate_click_id click_ref click_reference irclickid publisher_click_ref sub_id aff_sub sub1 subid1 s2 aff_sub1 tracking_id transaction_id tid",
  order_id:
    "order_id order order_number order_no order_nr order_ref order_reference bestellnummer numero_commande transaction_id transaction txid trans_id tid action_id oid sale_id purchase_id advertiser_ref conversion_ref external_id invoice_id lead_id booking_id reference ref receipt conversion_id id",
  conversion_id:
    "conversion_id network_conversion_id tracker_conversion_id tune_event_id",
  customer_id:
    "customer_id customer user_id client_id player_id account_id member_id kundennummer",
  goal: "goal goal_id goal_name goal_alias event event_name event_type action action_tracker action_tracker_name commission_group type",
  campaign:
    "campaign campaign_id campaign_name offer offer_id offer_name program program_name programme product",
  affiliate:
    "affiliate affiliate_id affiliate_name publisher publisher_id publisher_name partner partner_id partner_name media_partner_name media site_name",
  link: "link_id tracking_link link_external_id",
  status:
    "status conversion_status conv_status cnv_status state transaction_status sale_status action_status commission_status approval_status disposition validation_status",
  amount:
    "amount sale_amount order_value order_amount order_total basket_value transaction_amount trans_amount trans_amt txn_amount transaction_value sale_amt sale_value sales sale total price value sum gross turnover umsatz betrag warenkorb montant",
  revenue:
    "revenue revenue_amount commission commission_amount advertiser_cost cost charge fee earnings total_commission total_cost action_cost provision payout",
  payout:
    "payout affiliate_payout partner_payout publisher_commission payout_amount",
  currency:
    "currency currency_code cur ccy transaction_currency order_currency sale_currency wahrung waehrung devise",
  occurred_at:
    "occurred_at conversion_date conversion_time conversion_timestamp transaction_date order_date sale_date event_date event_time action_date purchase_date datetime date_time timestamp date time created_at created creation_date datum",
  reason:
    "reason decline_reason reject_reason rejection_reason reversal_reason status_reason comment note notes",
};

/**
 * Column names in German, French, Spanish, Italian, Portuguese, Dutch, Polish,
 * Russian and Turkish.
 */
const NAMES_ELSEWHERE: Readonly<Partial<Record<StatementField, string>>> = {
  click_id:
    "klick_id id_click click_identifier id_de_clic id_clic id_de_clic_affilie id_de_clique id_del_clic id_del_click id_clique klikid id_klik id_kliknięcia ид_клика id_клика клик_id tıklama_id",
  order_id:
    "auftragsnummer bestell_id bestellnr auftrag_id auftragsnr auftrags_nr bestellung beleg_nr numero_de_commande n_commande n_de_commande no_de_commande no_commande num_commande commande id_commande id_de_commande ref_commande reference_commande reference_de_commande numero_de_pedido n_de_pedido n_do_pedido nro_pedido nro_de_pedido no_pedido no_de_pedido no_do_pedido num_pedido n_pedido pedido id_pedido id_del_pedido numero_pedido numero_ordine numero_dell_ordine n_ordine nr_ordine id_ordine ordine numero_do_pedido num_do_pedido id_do_pedido ordernummer bestelnummer order_nummer ordernr bestelnr bestelling_id numer_zamówienia nr_zamówienia id_zamówienia zamówienie номер_заказа n_заказа no_заказа заказ_id id_заказа ид_заказа заказ sipariş_no sipariş_nr sipariş_numarası sipariş_id sipariş",
  conversion_id:
    "id_conversion id_conversione id_conversao conversie_id id_konwersji id_конверсии dönüşüm_id",
  customer_id:
    "kunden_id kunde client id_client id_cliente cliente klantnummer klant_id klient id_klienta клиент id_клиента müşteri_no müşteri_id",
  goal: "ziel aktion objectif evenement objetivo evento obiettivo doel cel zdarzenie цель событие hedef olay",
  campaign:
    "kampagne kampagnen_name campagne campana campagna campanha kampania кампания оффер kampanya",
  affiliate:
    "partner_id affilie editeur afiliado editor affiliato editore afiliado_id uitgever partner_naam wydawca partner_nazwa партнер партнёр вебмастер ortak yayıncı",
  status:
    "status_der_bestellung bestellstatus zustand statut etat estado_del_pedido stato_ordine estado_do_pedido orderstatus toestand estado stato situacao status_zamówienia статус статус_заказа состояние stan durum durumu",
  amount:
    "bestellwert warenwert nettobetrag bruttobetrag auftragswert nettoumsatz bruttoumsatz bestellsumme rechnungsbetrag chiffre_d_affaires chiffre_d_affaire ca_ht montant_total montant_de_la_commande montant_commande montant_ht panier importe importe_total monto importe_del_pedido ventas facturacion valor valor_del_pedido importo importo_ordine importo_totale valore valore_ordine valore_dell_ordine fatturato valor_do_pedido valor_total faturamento montante bedrag orderbedrag totaalbedrag omzet orderwaarde bestelwaarde kwota kwota_zamówienia obrót wartość wartość_zamówienia сумма сумма_заказа сумма_покупки стоимость стоимость_заказа оборот выручка tutar toplam_tutar sipariş_tutarı sipariş_değeri ciro",
  revenue:
    "vergütung verguetung kommission provisionsbetrag werbekosten gutschrift ertrag remuneration revenu comision remuneracion ingreso ingresos comissão remuneracao receita commissione commissioni provvigione provvigioni compenso ricavo ricavi commissie vergoeding opbrengst prowizja wynagrodzenie przychód комиссия комиссионные вознаграждение доход выплата komisyon gelir kazanç hakediş",
  currency:
    "währung devise_de_la_commande moneda valuta moeda munt waluta валюта para_birimi",
  occurred_at:
    "bestelldatum verkaufsdatum zeitpunkt datum_uhrzeit auftragsdatum kaufdatum transaktionsdatum date_de_commande date_d_achat date_de_transaction date_commande date_de_la_vente fecha fecha_pedido fecha_de_pedido fecha_del_pedido fecha_de_venta fecha_y_hora data data_ordine data_do_pedido data_e_ora data_dell_ordine data_vendita data_da_venda data_e_hora besteldatum aankoopdatum orderdatum data_zamówienia data_sprzedaży дата дата_заказа дата_покупки дата_и_время tarih sipariş_tarihi satış_tarihi işlem_tarihi",
  reason:
    "grund ablehnungsgrund bemerkung motif raison commentaire motivo razon comentario reden opmerking powód uwagi причина комментарий neden sebep açıklama",
};

/** Fields of a statement row. */
export const STATEMENT_FIELDS = Object.keys(NAMES) as StatementField[];

/**
 * Folds a column name for comparison: without case, accents, punctuation, spaces,
 * and text in brackets.
 */
export function foldColumn(name: string): string {
  const bare = withoutBrackets(name);
  const plain = (bare.trim() === "" ? name : bare)
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "");
  // Turkish capitals lose the difference between i and ı, and ASCII spellings never
  // had it.
  return plain
    .toLowerCase()
    .replaceAll("ı", "i")
    .replaceAll(/[^\p{L}\p{N}#]/gu, "");
}

/** Removes text in brackets; unclosed brackets stay. */
function withoutBrackets(name: string): string {
  let bare = "";
  let at = 0;
  const last = { "(": name.lastIndexOf(")"), "[": name.lastIndexOf("]") };
  for (const { 0: bracket, index } of name.matchAll(/[([]/g)) {
    const opens = bracket === "(" ? "(" : "[";
    // Search only if a closing bracket follows, or a row of open brackets would
    // take quadratic time.
    if (index < at || last[opens] < index) continue;
    const end = name.indexOf(opens === "(" ? ")" : "]", index);
    bare += name.slice(at, index);
    at = end + 1;
  }
  return bare + name.slice(at);
}

/** A field that a name may stand for, and its rank: 0 is the surest. */
export interface NamedField {
  field: StatementField;
  rank: number;
}

/** Rank of all names in other languages. */
const RANK_ELSEWHERE = 8;

const FIELDS_OF_NAME = new Map<string, NamedField[]>();
for (const field of STATEMENT_FIELDS) {
  addNames(field, NAMES[field], 0);
  addNames(field, NAMES_ELSEWHERE[field] ?? "", RANK_ELSEWHERE);
}

function addNames(field: StatementField, names: string, rank_from: number) {
  for (const [at, name] of names.split(" ").entries()) {
    if (name === "") continue;
    const folded = foldColumn(name);
    const named = FIELDS_OF_NAME.get(folded) ?? [];
    if (named.some((known) => known.field === field)) continue;
    const rank = rank_from === 0 ? at : rank_from;
    FIELDS_OF_NAME.set(folded, [...named, { field, rank }]);
  }
}

const CODE = /\b[A-Z]{3}\b/g;

/**
 * Returns the fields that a column name may stand for. The name of an amount may
 * end with its currency.
 */
export function fieldsOfName(name: string): readonly NamedField[] {
  const named = FIELDS_OF_NAME.get(foldColumn(name));
  if (named !== undefined) return named;
  const currency = currencyInName(name);
  if (currency === null) return [];
  const rest = name.replace(CODE, (code) => (code === currency ? "" : code));
  return FIELDS_OF_NAME.get(foldColumn(rest)) ?? [];
}

/** Returns the currency code in a column name such as `Amount (EUR)`, or null. */
export function currencyInName(name: string): string | null {
  for (const [code] of name.matchAll(CODE)) {
    if (parseCurrency(code) !== null) return code;
  }
  return null;
}

/** Hash of a header's folded names, regardless of their order. */
export function headerKey(columns: readonly string[]): string {
  const names = columns.map(foldColumn).sort().join("|");
  return new Bun.CryptoHasher("sha256").update(names).digest("hex");
}

/**
 * Names the columns by their header. A name that is empty, repeated or too long
 * becomes `#` and the column's place.
 */
export function nameColumns(header: readonly string[]): string[] {
  const seen = new Set<string>();
  return header.map((cell, at) => {
    const name = cell.trim();
    const is_name = name !== "" && name.length <= NAME_CHARS_MAX;
    const is_new = is_name && !seen.has(name);
    if (is_new) seen.add(name);
    return is_new ? name : placeName(at);
  });
}

/** Returns the name of a column without a header, such as `#1`. */
export function placeName(at: number): string {
  return `#${at + 1}`;
}

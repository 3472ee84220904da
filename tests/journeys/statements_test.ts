import { expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { ADMIN_TOKEN, serviceForFile } from "../harness.ts";
import { OCTOBER, readThrough, rowsOf, sendFile } from "../statement_world.ts";
import type { ShownReconciliation } from "../statement_world.ts";

const service = await serviceForFile();
const { api } = service;

test("a statement is recognised, its mapping proposed and confirmed once, its rows read, and its correction compared", async () => {
  const { slug, advertiser_id } = await setUp(api);
  const click_id = await api.click(slug);
  const lines = [
    "Transaktion;Bestellnummer;Datum;Umsatz;Provision;Status;Währung",
    `${click_id};A-1;01.10.2026 10:00;1.080,50;8,05;confirmed;EUR`,
    "nicht-von-uns;A-2;13.10.2026 11:00;20,00;2,00;schwebend;EUR",
    ";A-3;14.10.2026 12:00;zwanzig;2,00;storniert;EUR",
    `;A-4;15.10.2026 13:00;"broken;2,00;confirmed;EUR`,
    ";A-5;31.10.2026 23:59;30,00-;(3,00);Storno;EUR",
  ];
  const file = Buffer.from(lines.join("\r\n"), "latin1");
  const query = { advertiser_id: String(advertiser_id), file_name: "okt.csv" };
  const first = await sendFile(service, file, query);
  expect(first.status).toBe(201);
  const { id } = first.body;
  expect(first.body).toMatchObject({
    status: "matching",
    mapping_confirmed: false,
    statement: { byte_count: file.length, file_name: "okt.csv" },
    mapping: {
      format: "csv",
      encoding: "windows-1252",
      delimiter: ";",
      has_header: true,
      decimal_comma: true,
      date_order: "dmy",
      columns: {
        click_id: "Transaktion",
        order_id: "Bestellnummer",
        occurred_at: "Datum",
        amount: "Umsatz",
        revenue: "Provision",
        status: "Status",
        currency: "Währung",
      },
    },
  });
  const { data } = await api.call<{ data: ShownReconciliation[] }>(
    "GET",
    "/reconciliations",
  );
  expect(data).toMatchObject([{ id, statement: { file_name: "okt.csv" } }]);
  const read = await readThrough(service, id);
  expect(read).toMatchObject({
    status: "review",
    problem: "The mapping has to be confirmed",
    reading: {
      rows: 5,
      problems: 2,
      foreign_click_ids: 1,
      unknown_statuses: { schwebend: 1 },
    },
  });
  const rows = await rowsOf(service, id);
  expect(rows.map(({ row_no }) => row_no)).toEqual([1, 2, 3, 4, 5]);
  expect(rows[0]).toMatchObject({
    click_id,
    order_id: "A-1",
    amount: "1080.50",
    revenue: "8.05",
    currency: "EUR",
    status: "approved",
    written_at: "2026-10-01T10:00:00.000",
    problem: null,
  });
  expect(rows[1]).toMatchObject({
    click_id: null,
    status: null,
    raw_status: "schwebend",
  });
  expect(rows[4]).toMatchObject({
    amount: "-30.00",
    revenue: "-3.00",
    status: "reversed",
  });
  const problems = await rowsOf(service, id, "&problems=true");
  expect(problems).toMatchObject([
    {
      row_no: 3,
      problem_column: "Umsatz",
      problem: 'Cannot read "zwanzig" as amount: it is no amount',
    },
    { row_no: 4, problem: "The quote of cell 4 is never closed" },
  ]);

  // Confirmed with one of their words: the rows are read again.
  const status_map = { schwebend: "pending" };
  const confirmed = await api.call<ShownReconciliation>(
    "POST",
    `/reconciliations/${id}/mapping`,
    { mapping: { status_map } },
  );
  expect(confirmed).toMatchObject({ mapping_confirmed: true, reading: null });
  const again = await readThrough(service, id);
  expect(again).toMatchObject({
    status: "review",
    problem: null,
    reading: { rows: 5, unknown_statuses: {} },
  });
  expect((await rowsOf(service, id))[1]).toMatchObject({ status: "pending" });

  // The same file for the same period is the same reconciliation.
  const same = await sendFile(service, file, query);
  expect(same.status).toBe(200);
  expect(same.body.id).toBe(id);
  const november = { ...query, from: "2026-11-01", to: "2026-12-01" };
  const other_month = await sendFile(service, file, november);
  expect(other_month.status).toBe(201);
  expect(other_month.body.statement.sha256).toBe(first.body.statement.sha256);

  // A corrected file is read with the confirmed mapping, and shown as a difference.
  const [header = "", one = "", two = "", three = "", , five = ""] = lines;
  const corrected = [
    header,
    two,
    five,
    one.replace("1.080,50", "1.090,50"),
    three,
    ";A-6;20.10.2026;1,00;0,10;confirmed;EUR",
  ].join("\n");
  const second = await sendFile(service, Buffer.from(corrected, "utf8"), query);
  expect(second.status).toBe(201);
  expect(second.body).toMatchObject({
    mapping_confirmed: true,
    previous_id: id,
    mapping: { status_map, encoding: "utf-8" },
  });
  const after = await readThrough(service, second.body.id);
  expect(after.status).toBe("review");
  const path = `/reconciliations/${second.body.id}/difference`;
  const difference = await api.call<{ counts: object; data: object[] }>(
    "GET",
    path,
  );
  expect(difference).toMatchObject({
    against: id,
    counts: { added: 1, removed: 1, changed: 1 },
    data: [
      { change: "removed", before: { row_no: 4 }, after: null },
      {
        change: "changed",
        before: { row_no: 1, amount: "1080.50" },
        after: { row_no: 3, amount: "1090.50" },
      },
      { change: "added", before: null, after: { order_id: "A-6" } },
    ],
  });
  const paged = await api.call<{ data: unknown[]; next_cursor: string }>(
    "GET",
    `${path}?limit=2`,
  );
  const rest = await api.call<{ data: unknown[]; next_cursor: string | null }>(
    "GET",
    `${path}?limit=2&cursor=${paged.next_cursor}`,
  );
  expect([...paged.data, ...rest.data]).toEqual(difference.data);
  expect(rest.next_cursor).toBeNull();
});

test("a statement comes as JSON with its text or rows in it, as parts of a form, and as NDJSON", async () => {
  const { advertiser_id } = await setUp(api);
  const base = { advertiser_id, ...OCTOBER };
  const csv = "order_id,revenue,currency\nB-1,1.50,USD\nB-2,2.50,USD\n";
  const rows = [
    { order_id: "B-1", money: { revenue: 1.5 }, currency: "USD" },
    {
      order_id: 12345678901234567890n.toString(),
      money: { revenue: "2.50" },
      currency: "USD",
    },
  ];
  const asText = await api.call<ShownReconciliation>(
    "POST",
    "/reconciliations",
    {
      ...base,
      file: csv,
    },
  );
  const columns = {
    order_id: "order_id",
    revenue: "money.revenue",
    currency: "currency",
  };
  const asRows = await api.call<ShownReconciliation>(
    "POST",
    "/reconciliations",
    {
      ...base,
      rows,
      mapping: { columns },
    },
  );
  const form = new FormData();
  form.set("advertiser_id", String(advertiser_id));
  form.set("from", OCTOBER.from);
  form.set("to", OCTOBER.to);
  form.set("mapping", JSON.stringify({ columns }));
  const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  form.set("file", new File([lines], "rows.ndjson"));
  const asForm = await api.fetch<ShownReconciliation>(
    "/api/v1/reconciliations",
    {
      method: "POST",
      headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
      body: form,
    },
  );
  expect(asForm.status).toBe(201);
  for (const { id } of [asText, asRows, asForm.body]) {
    const read = await readThrough(service, id);
    expect(read.reading).toMatchObject({ rows: 2, problems: 0 });
    const [first, second] = await rowsOf(service, id);
    expect(first).toMatchObject({ order_id: "B-1", revenue: "1.50" });
    expect(second).toMatchObject({ revenue: "2.50", currency: "USD" });
  }
  expect(asForm.body).toMatchObject({
    mapping: { format: "ndjson" },
    statement: { file_name: "rows.ndjson" },
    mapping_confirmed: true,
  });
  expect(asRows.mapping["format"]).toBe("json");
});

test("what no row settles must be stated before anything continues", async () => {
  const { advertiser_id } = await setUp(api);
  const csv =
    'order_id,date,revenue\nC-1,10/12/2026,"1,234"\nC-2,11/12/2026,"2,500"\n';
  const mapping = {
    columns: { order_id: "order_id", occurred_at: "date", revenue: "revenue" },
    currency: "USD",
  };
  // Both readings of the dates are within the window.
  const year = { from: "2026-01-01", to: "2027-01-01" };
  const body = { advertiser_id, ...year, file: csv, mapping };
  const { id } = await api.call<ShownReconciliation>(
    "POST",
    "/reconciliations",
    body,
  );
  expect(await readThrough(service, id)).toMatchObject({
    status: "review",
    problem:
      "No row settles decimal_comma and date_order: the mapping has to say it",
  });
  const said = { mapping: { decimal_comma: false, date_order: "mdy" } };
  await api.call("POST", `/reconciliations/${id}/mapping`, said);
  expect(await readThrough(service, id)).toMatchObject({ status: "review" });
  expect((await rowsOf(service, id))[0]).toMatchObject({
    revenue: "1234.00",
    written_at: "2026-10-12T00:00:00.000",
  });
  // The window may determine the order of date parts.
  const october = {
    ...body,
    ...OCTOBER,
    file: csv.replaceAll('"', "").replaceAll(/,(\d{3})\n/g, "$1\n"),
  };
  const settled = await api.call<ShownReconciliation>(
    "POST",
    "/reconciliations",
    {
      ...october,
      to: "2026-11-15",
    },
  );
  expect(await readThrough(service, settled.id)).toMatchObject({
    status: "review",
    reading: { date_order: "mdy", undecided: [] },
  });
});

test("an advertiser brings and sees its own statements; nobody else's, and an affiliate none", async () => {
  const mine = await setUp(api);
  const others = await setUp(api);
  const tokenOf = async (fields: object) => {
    const made = await api.call<{ token: string }>("POST", "/tokens", {
      name: "test",
      ...fields,
    });
    return made.token;
  };
  const token = await tokenOf({
    role: "advertiser",
    advertiser_id: mine.advertiser_id,
  });
  const csv = "order_id,revenue\nD-1,1\n";
  const sent = await sendFile(
    service,
    csv,
    { advertiser_id: String(mine.advertiser_id) },
    token,
  );
  expect(sent.status).toBe(201);
  const foreign = await sendFile(
    service,
    csv,
    { advertiser_id: String(others.advertiser_id) },
    token,
  );
  expect(foreign.status).toBe(404);
  const theirs = await sendFile(service, csv, {
    advertiser_id: String(others.advertiser_id),
  });
  const headers = { authorization: `Bearer ${token}` };
  const list = await api.fetch<{ data: { id: string }[] }>(
    "/api/v1/reconciliations",
    { headers },
  );
  expect(list.body.data.map(({ id }) => id)).toEqual([sent.body.id]);
  for (const path of ["", "/rows", "/difference"]) {
    const hidden = await api.fetch(
      `/api/v1/reconciliations/${theirs.body.id}${path}`,
      { headers },
    );
    expect(hidden.status).toBe(404);
  }
  const affiliate = await tokenOf({
    role: "affiliate",
    affiliate_id: mine.affiliate_id,
  });
  const refused = await sendFile(
    service,
    csv,
    { advertiser_id: "1" },
    affiliate,
  );
  expect(refused.status).toBe(404);
});

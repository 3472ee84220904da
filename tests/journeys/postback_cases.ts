/**
 * Postbacks and their results, one line each:
 *
 *     name | scene | requests | answers | the conversion afterwards
 *
 * A request is appended to `/v1/postback?click_id=<click>&`, or is a whole path if it starts with a
 * slash; `FORM`, `JSON` and `TYPE=…` send a body, `HEAD`, `PUT`, `DELETE` and `GZIP` are what they
 * say, `SIGNED`, `STALE` and `FORGED` sign it. ` >> ` separates the requests of a case. `<click>`
 * and `<other>` are the case's own clicks, an hour old; `<old>` is 40 days and `<ancient>` 100 days
 * old; `<order>` is its own order id, `<key>` its source's key, `<key:NAME>` another scene's. The
 * time is 2026-11-22T11:00:00Z.
 */
export const CASES = `
## Amounts, at 10 % and 5 %
twelve thirty-four | share | amount=12.34 | 201 recorded | amount=12.34 revenue=1.234 payout=0.617
a whole number | share | amount=12 | 201 recorded | amount=12.00 revenue=1.20 payout=0.60
six digits after the point | share | amount=12.345678 | 201 recorded | amount=12.345678 revenue=1.234568 payout=0.617284
seven digits after the point, rounded | share | amount=12.3456789 | 201 recorded | amount=12.345679 flags=rounded
a price as a computer computes it | share | amount=19.989999999999998 | 201 recorded | amount=19.99 revenue=1.999 flags=rounded
a JSON number as a computer computes it | share | JSON {"amount":0.30000000000000004} | 201 recorded | amount=0.30 flags=rounded
a JSON number with an exponent | share | JSON {"amount":1e2} | 201 recorded | amount=100.00 revenue=10.00 flags=
a JSON text with an exponent | share | JSON {"amount":"1e2"} | 422 invalid_amount
nothing before the point | share | amount=.5 | 201 recorded | amount=0.50
nothing after the point | share | amount=5. | 201 recorded | amount=5.00
a point alone | share | amount=. | 422 invalid_amount
NaN, at a fixed price | fixed | amount=NaN | 201 recorded | amount=null revenue=20.00
cents as a computer computes them | minor | JSON {"amount":1998.9999999999998} | 201 recorded | amount=19.99 flags=rounded
nothing | share | amount=0 | 201 recorded | amount=0.00 revenue=0.00 payout=0.00
the smallest | share | amount=0.000001 | 201 recorded | amount=0.000001 revenue=0.00 payout=0.00
the largest | share | amount=999999999999.999999 | 201 recorded | amount=999999999999.999999 revenue=100000000000.00
leading zeros | share | amount=0012.50 | 201 recorded | amount=12.50
spaces around it | share | amount=%2012.50%20 | 201 recorded | amount=12.50
a plus that is a space | share | amount=+12.50 | 201 recorded | amount=12.50
empty where it is needed | share | amount= | 422 missing_amount
spaces where it is needed | share | amount=%20 | 422 missing_amount
undefined where it is needed | share | amount=undefined | 422 missing_amount
empty where it isn't needed | fixed | amount= | 201 recorded | amount=null revenue=20.00 payout=12.50
with thousands, comma and point | share | amount=1,234.56 | 422 invalid_amount
with thousands, point and comma | share | amount=1.234,56 | 422 invalid_amount
with thousands by space | share | amount=1+234.56 | 422 invalid_amount
with thousands by a narrow space | share | amount=1%E2%80%AF234.56 | 422 invalid_amount
with two points | share | amount=1.234.567 | 422 invalid_amount
with the euro before it | share | amount=%E2%82%AC12.50 | 422 invalid_amount
with the dollar after it | share | amount=12.50$ | 422 invalid_amount
with its currency before it | share | amount=USD12.50 | 422 invalid_amount
an exponent | share | amount=1.25e1 | 422 invalid_amount
negative | share | amount=-12.50 | 422 invalid_amount
a typographic minus | share | amount=%E2%88%9212.50 | 422 invalid_amount
a decimal comma where the source has it | comma | amount=12,34 | 201 recorded | amount=12.34 revenue=1.234
a comma and six digits where the source has it | comma | amount=12,345678 | 201 recorded | amount=12.345678
a point where the source has the comma | comma | amount=12.34 | 422 invalid_amount
thousands where the source has the comma | comma | amount=1.234,56 | 422 invalid_amount
thousands by space where the source has the comma | comma | amount=1+234,56 | 422 invalid_amount
a whole number where the source has the comma | comma | amount=12 | 201 recorded | amount=12.00
cents where the source sends them | minor | amount=1234 | 201 recorded | amount=12.34 revenue=1.234
no cents where the source sends them | minor | amount=0 | 201 recorded | amount=0.00
a point where the source sends cents | minor | amount=12.34 | 422 invalid_amount
a comma where the source sends cents | minor | amount=1,234 | 422 invalid_amount
negative cents | minor | amount=-1234 | 422 invalid_amount
an exponent of cents | minor | amount=1e3 | 422 invalid_amount
minor units of a currency without any | yen | amount=1250 | 201 recorded | amount=1250 currency=JPY revenue=125
minor units of a currency with three digits | dinar | amount=1250 | 201 recorded | amount=1.250 currency=BHD revenue=0.125
negative where that means refunded, on nothing | refunds | amount=-12.50&order_id=<order> | 201 recorded | status=reversed amount=12.50 revenue=0.00
negative where that means refunded, of all | refunds | order_id=<order>&amount=12.50 >> order_id=<order>&amount=-12.50 | 201 recorded >> 200 updated | status=reversed revenue=0.00 payout=0.00
negative where that means refunded, of a part | refunds | order_id=<order>&amount=12.50 >> order_id=<order>&amount=-2.50 | 201 recorded >> 200 updated | status=approved amount=12.50 refunded=2.50 revenue=1.00 payout=0.50
a JSON number with its digits | share | JSON {"amount":12.340} | 201 recorded | amount=12.34
a JSON text | share | JSON {"amount":"12.34"} | 201 recorded | amount=12.34
a negative JSON number | share | JSON {"amount":-12.34} | 422 invalid_amount
JSON true | share | JSON {"amount":true} | 422 invalid_amount
JSON null | share | JSON {"amount":null} | 422 missing_amount
a JSON object in its place | share | JSON {"amount":{"value":"12.34"}} | 422 missing_amount
under the name total | share | total=12.34 | 201 recorded | amount=12.34
under the name price | share | price=12.34 | 201 recorded | amount=12.34
under the name sale_amount | share | Sale-Amount=12.34 | 201 recorded | amount=12.34
under the name commission, alone | share | commission=12.34 | 201 recorded | amount=12.34 flags=
under the name payout, alone | share | payout=12.34 | 201 recorded | amount=12.34 flags=
two names that agree | share | amount=12.50&payout=12.5 | 201 recorded | amount=12.50 flags=
two names that differ | share | amount=100&payout=12.50 | 201 recorded | amount=100.00 revenue=10.00 payout=5.00 flags=several_amounts
three names where prices are as sent | sent | amount=100&revenue=20&payout=12.50 | 201 recorded | amount=100.00 revenue=20.00 payout=12.50 flags=several_amounts
a revenue that is no amount beside one that is | share | amount=100&revenue=x | 422 invalid_amount

## Currencies
in lower case | share | amount=1&currency=usd | 201 recorded | currency=USD
in both cases, with spaces | share | amount=1&currency=%20Usd%20 | 201 recorded | currency=USD
under another name | share | amount=1&ccy=usd | 201 recorded | currency=USD
the campaign's where none is named | euro | amount=1 | 201 recorded | currency=EUR
the campaign's, in lower case | euro | amount=1&cur=eur | 201 recorded | currency=EUR
empty is none | euro | amount=1&currency= | 201 recorded | currency=EUR
the source's where none is named | source_euro | amount=1 | 201 recorded | status=pending reason=fx_rate_missing currency=USD revenue=0.00
another than the source's, which is the campaign's | source_euro | amount=1&currency=usd | 201 recorded | currency=USD
withdrawn | share | amount=1&currency=DEM | 422 unknown_currency
two that say the same | share | amount=1&currency=usd&currency=usd | 201 recorded | currency=USD

## Status words
none | fixed | x=1 | 201 recorded | status=approved
none at a goal that waits | waits | x=1 | 201 recorded | status=pending
in upper case with spaces | fixed | status=%20CONFIRMED%20 | 201 recorded | status=approved
paid | fixed | status=paid | 201 recorded | status=approved
hold | fixed | status=hold | 201 recorded | status=pending
lead | fixed | conv_status=lead | 201 recorded | status=pending
trash | fixed | cnv_status=Trash | 201 recorded | status=rejected revenue=0.00 payout=0.00
canceled | fixed | pstatus=canceled | 201 recorded | status=rejected
charge_back | fixed | DispositionCode=charge_back | 201 recorded | status=reversed revenue=0.00 payout=0.00
returned | fixed | state=returned | 201 recorded | status=reversed
a customer's state | fixed | state=CA | 201 recorded | status=approved
a customer's state that is a word of three letters | fixed | state=new | 201 recorded | status=approved
on-hold | fixed | status=on-hold | 201 recorded | status=pending
void | fixed | status=Void | 201 recorded | status=rejected
denied | fixed | status=denied | 201 recorded | status=rejected
valid | fixed | status=valid | 201 recorded | status=approved
complete | fixed | status=complete | 201 recorded | status=approved
undefined | fixed | status=undefined | 201 recorded | status=approved
empty | fixed | status= | 201 recorded | status=approved
a digit without a map | fixed | status=3 | 422 unmapped_status
a negative digit without a map | fixed | status=-1 | 422 unmapped_status
a JSON digit without a map | fixed | JSON {"status":1} | 422 unmapped_status
a JSON true | fixed | JSON {"status":true} | 422 unmapped_status
a digit by the source's map: approved | digits | status=1 | 201 recorded | status=approved
a digit by the source's map: pending | digits | status=2 | 201 recorded | status=pending
a digit by the source's map: rejected | digits | JSON {"status":3} | 201 recorded | status=rejected
a digit by the source's map: reversed | digits | FORM status=4 | 201 recorded | status=reversed
a digit by the source's map: nothing | digits | status=5 | 200 ignored
a digit by the source's map: another goal, to be added once | digits | status=9 >> status=9 | 201 recorded >> 409 already_exists | status=approved goal_key=upsell
a digit that the source doesn't map | digits | status=0 | 422 unmapped_status
a digit with a zero before it | digits | status=01 | 422 unmapped_status
a word that the source maps, in another case | digits | status=oKaY | 201 recorded | status=approved
a word of ours beside the source's map | digits | status=declined | 201 recorded | status=rejected
first pending, then approved by digits | digits | status=2 >> status=1 | 201 recorded >> 200 updated | status=approved revenue=20.00 payout=12.50
failed, then completed: a card declined, then paid | fixed | order_id=<order>&status=failed >> order_id=<order>&status=completed | 201 recorded >> 409 illegal_transition | status=rejected payout=0.00
failed, then completed, where the source reinstates | reinstates | order_id=<order>&status=failed >> order_id=<order>&status=completed | 201 recorded >> 200 updated | status=approved payout=12.50
declined, then paid with its amount, where the source reinstates | reinstates | order_id=<order>&status=declined&amount=5 >> order_id=<order>&status=paid&amount=7 | 201 recorded >> 200 updated | status=approved amount=7.00
cancelled, then pending | reinstates | order_id=<order>&status=cancelled >> order_id=<order>&status=pending | 201 recorded >> 200 updated | status=rejected
refunded, then its sale | fixed | order_id=<order>&status=refunded >> order_id=<order>&status=sale | 201 recorded >> 200 updated | status=reversed payout=0.00

## Times
RFC 3339 | fixed | occurred_at=2026-11-22T10:30:00Z | 201 recorded | occurred_at=2026-11-22T10:30:00.000Z
in lower case | fixed | occurred_at=2026-11-22t10:30:00z | 201 recorded | occurred_at=2026-11-22T10:30:00.000Z
with milliseconds | fixed | occurred_at=2026-11-22T10:30:00.250Z | 201 recorded | occurred_at=2026-11-22T10:30:00.250Z
with an offset to the east | fixed | occurred_at=2026-11-22T11:30:00%2B01:00 | 201 recorded | occurred_at=2026-11-22T10:30:00.000Z
with an offset to the west | fixed | occurred_at=2026-11-22T03:30:00-07:00 | 201 recorded | occurred_at=2026-11-22T10:30:00.000Z
with an offset of half an hour | fixed | occurred_at=2026-11-22T16:00:00%2B05:30 | 201 recorded | occurred_at=2026-11-22T10:30:00.000Z
with a plus that became a space | fixed | occurred_at=2026-11-22T11:30:00+01:00 | 201 recorded | occurred_at=null
no time at all, signed | signed | SIGNED occurred_at=yesterday | 422 invalid_time
in the future, signed | signed | SIGNED occurred_at=2026-11-22T11:05:01Z | 422 invalid_time
before the click, signed | signed | SIGNED occurred_at=2026-11-22T09:59:53Z | 422 invalid_time
Unix seconds | fixed | occurred_at=1795343400 | 201 recorded | occurred_at=2026-11-22T10:30:00.000Z
Unix milliseconds | fixed | occurred_at=1795343400250 | 201 recorded | occurred_at=2026-11-22T10:30:00.250Z
Unix seconds as a JSON number | fixed | JSON {"occurred_at":1795343400} | 201 recorded | occurred_at=2026-11-22T10:30:00.000Z
without a zone, in UTC | fixed | occurred_at=2026-11-22%2010:30:00 | 201 recorded | occurred_at=2026-11-22T10:30:00.000Z
without a zone, in the source's | berlin | occurred_at=2026-11-22+11:30:00 | 201 recorded | occurred_at=2026-11-22T10:30:00.000Z
without a zone, in the future in the source's | berlin | occurred_at=2026-11-22+13:00:01 | 201 recorded | occurred_at=null
with its own zone, whatever the source's | berlin | occurred_at=2026-11-22T10:30:00Z | 201 recorded | occurred_at=2026-11-22T10:30:00.000Z
a day alone | fixed | occurred_at=2026-11-22 | 201 recorded | occurred_at=null
a T without a zone | fixed | occurred_at=2026-11-22T10:30:00 | 201 recorded | occurred_at=null
as an American writes it | fixed | occurred_at=11/22/2026+10:30:00 | 201 recorded | occurred_at=null
under another name | fixed | event_time=1795343400 | 201 recorded | occurred_at=2026-11-22T10:30:00.000Z
empty | fixed | occurred_at= | 201 recorded | occurred_at=null
in the future within the drift | fixed | occurred_at=2026-11-22T11:05:00Z | 201 recorded | occurred_at=2026-11-22T11:05:00.000Z
in the future beyond the drift | fixed | occurred_at=2026-11-22T11:05:01Z | 201 recorded | occurred_at=null
in the future within the source's drift | berlin | occurred_at=2026-11-22T11:50:00Z | 201 recorded | occurred_at=2026-11-22T11:50:00.000Z
in the second of the click | fixed | occurred_at=2026-11-22T10:00:00Z | 201 recorded | occurred_at=2026-11-22T10:00:00.000Z
before the click | fixed | occurred_at=2026-11-22T09:59:53Z | 201 recorded | occurred_at=null
unproven and recent, of an old click | fixed | /v1/postback?click_id=<old>&occurred_at=2026-10-14T00:00:00Z | 422 late_needs_proof
signed and in time, of an old click | signed | SIGNED /v1/postback?click_id=<old>&order_id=<order>&occurred_at=2026-10-14T00:00:00Z | 201 recorded | status=pending reason=late flags=late proof=signature
signed and in time, without its order | signed | SIGNED /v1/postback?click_id=<old>&occurred_at=2026-10-14T00:00:00Z | 422 missing_order_id
signed without a time, of an old click | signed | SIGNED /v1/postback?click_id=<old>&order_id=<order> | 422 late_needs_proof
signed, of an ancient click | signed | SIGNED /v1/postback?click_id=<ancient>&order_id=<order>&occurred_at=2026-08-15T00:00:00Z | 422 outside_window
an old click at a goal without a limit | forever | /v1/postback?click_id=<ancient> | 201 recorded | status=approved flags=
sooner than the campaign believes | soon | x=1 | 422 too_early

## Orders
of one character | fixed | order_id=z | 201 recorded | order_id=z
of 255 characters | fixed | order_id=<x255> | 201 recorded | order_id=<x255>
of 300 characters | fixed | order_id=<x300> | 400 malformed
of 300 characters under another name | fixed | txid=<x300> | 400 malformed
of 255 letters with accents | fixed | order_id=<e255> | 201 recorded
in Unicode | fixed | order_id=Gr%C3%B6%C3%9Fe%20%E2%84%967%20%F0%9F%91%9F | 201 recorded | order_id=Gr%C3%B6%C3%9Fe%20%E2%84%967%20%F0%9F%91%9F
in Unicode as it is | fixed | order_id=Größe-8 | 201 recorded | order_id=Gr%C3%B6%C3%9Fe-8
an accent put together is the one letter | fixed | order_id=u%CC%88-<order> >> order_id=%C3%BC-<order> | 201 recorded >> 200 duplicate
case makes another order | fixed | order_id=a-<order> >> order_id=A-<order> | 201 recorded >> 201 recorded
spaces around it don't | fixed | order_id=%20<order>%20 >> order_id=<order> | 201 recorded >> 200 duplicate | order_id=<order>
a line's end around it doesn't | fixed | order_id=<order>%0D%0A >> order_id=<order> | 201 recorded >> 200 duplicate | order_id=<order>
NUL | fixed | txid=a%00b | 400 malformed
bytes that are no UTF-8 | fixed | order_id=%FF%FE | 400 malformed
percent-encoded twice stays as it was meant once | fixed | order_id=A%2520B | 201 recorded | order_id=A%2520B
plus and %20 are one | fixed | order_id=<order>+B >> order_id=<order>%20B | 201 recorded >> 200 duplicate | order_id=<order>%20B
%2B is a plus | fixed | order_id=<order>%2BB >> order_id=<order>+B | 201 recorded >> 201 recorded | order_id=<order>%20B
a long number keeps its digits | fixed | JSON {"order_id":12345678901234567890} | 201 recorded | order_id=12345678901234567890
empty is none | fixed | order_id= | 201 recorded | order_id=null
spaces are none | fixed | order_id=+ | 201 recorded | order_id=null
undefined is none, so that two clicks' sales don't meet | fixed | order_id=undefined >> /v1/postback?click_id=<other>&order_id=undefined | 201 recorded >> 201 recorded | order_id=null
null, 0 and [object Object] are none | fixed | order_id=NULL >> order_id=0 >> order_id=[object%20Object] | 201 recorded >> 200 duplicate >> 200 duplicate | order_id=null
none, with the order under another name | fixed | order_id=None&txid=<order> | 201 recorded | order_id=<order>
a percent sign that nobody encoded | fixed | order_id=<order>-10%OFF | 201 recorded | order_id=<order>-10%25OFF
the offer under the name oid | fixed | oid=<campaign> >> /v1/postback?click_id=<other>&oid=<campaign> | 201 recorded >> 201 recorded | order_id=null
the order under the name oid | fixed | oid=<order> | 201 recorded | order_id=<order>
the offer under the name oid, as its companions say | fixed | nid=5&affid=9&oid=31 | 201 recorded | order_id=null
the same on two clicks | fixed | order_id=<order> >> /v1/postback?click_id=<other>&order_id=<order> | 201 recorded >> 409 order_conflict
the same on two clicks, of two goals | digits | order_id=<order> >> /v1/postback?click_id=<other>&order_id=<order>&goal=upsell | 201 recorded >> 201 recorded | goal_key=upsell
none, twice | fixed | x=1 >> x=1 | 201 recorded >> 200 duplicate | order_id=null
none, twice with another amount | share | amount=10 >> amount=12 | 201 recorded >> 200 duplicate amount | amount=10.00 revenue=1.00
none, twice with another amount where amounts may change | amends | amount=10 >> amount=12 | 201 recorded >> 200 updated | amount=12.00 revenue=1.20 payout=0.60
none, then one, which is taken on | fixed | x=1 >> order_id=<order> >> order_id=<order>-b | 201 recorded >> 200 updated >> 201 recorded
none, twice where every one counts | every | x=1 >> x=1 | 201 recorded >> 200 duplicate
none, with two amounts where every one counts | every | amount=10 >> amount=12 | 201 recorded >> 201 recorded | amount=12.00
two where each click counts once | once | order_id=<order> >> order_id=<order>-b | 201 recorded >> 200 duplicate | order_id=<order>
under the name conversion_id | fixed | conversion_id=<order> | 201 recorded | order_id=<order>
under two names, the first of which is meant | fixed | order_id=<order>&txid=other | 201 recorded | order_id=<order>

## Clicks
in upper case | fixed | /v1/postback?click_id=<CLICK> | 201 recorded
with spaces around it | fixed | /v1/postback?click_id=%20<click>%20 | 201 recorded
as the subid | fixed | /v1/postback?SubID=<click> | 201 recorded
as the tid, beside the order | fixed | /v1/postback?tid=<click>&transaction_id=<order> | 201 recorded | order_id=<order>
under a name that nobody knows | fixed | /v1/postback?whatever=<click> | 201 recorded
twice the same | fixed | click_id=<click>&cid=<click> | 201 recorded
beside one under an unknown name, the mapped one is meant | fixed | x=<other> | 201 recorded
percent-encoded twice, with the next parameter in it | fixed | /v1/postback?click_id=<click>%26amount%3D10 | 400 invalid_click_id
with a letter too many | fixed | /v1/postback?click_id=<click>0 | 400 invalid_click_id
with a quote around it | fixed | /v1/postback?click_id=%22<click>%22 | 400 invalid_click_id
empty, and nothing else | fixed | /v1/postback?click_id= | 400 missing_click_id
in the path | fixed | /v1/postback?/click_id/<click> | 400 missing_click_id
of another advertiser's source | fixed | /v1/postback/<key:digits>?click_id=<click> | 422 advertiser_mismatch

## Macros left in place
{x} as the goal | fixed | goal={goal} | 400 unreplaced_macro
{{x}} as the customer | fixed | customer_id={{customer}} | 400 unreplaced_macro
##X## as the time | fixed | occurred_at=%23%23TIME%23%23 | 201 recorded | flags=macro_dropped occurred_at=null
[x] as the reason | fixed | reason=[reason] | 201 recorded | flags=macro_dropped reason=null
#x# as the revenue | fixed | revenue=%23revenue%23 | 400 unreplaced_macro
#x# as the revenue beside an amount | share | amount=5&revenue=%23revenue%23 | 201 recorded | amount=5.00 flags=macro_dropped
a dollar before {x} as adv1 | fixed | adv1=%24{adv1} | 201 recorded | flags=macro_dropped
%x% as the mode | fixed | mode=%mode% | 201 recorded | flags=macro_dropped
[[x]] as the nonce, twice | fixed | nonce=[[nonce]]&order_id=<order> >> nonce=[[nonce]]&order_id=<order>-b | 201 recorded >> 201 recorded | flags=macro_dropped
<x> as the address | fixed | ip=%3Cip%3E | 201 recorded | flags=macro_dropped
REPLACE as the order | fixed | txid=REPLACE | 400 unreplaced_macro
OPTIONAL as the event | fixed | event=OPTIONAL | 201 recorded | goal_key=sale flags=macro_dropped
{x} in JSON | fixed | JSON {"total":"{amount}"} | 400 unreplaced_macro
{x} in a form | fixed | FORM status={status} | 400 unreplaced_macro
(x) as the order | fixed | order_id=(order) | 400 unreplaced_macro
$x as the amount | share | amount=$amount | 400 unreplaced_macro
%%x%% as the currency | fixed | currency=%%currency%% | 400 unreplaced_macro
__X__ as the status | fixed | status=__STATUS__ | 400 unreplaced_macro
{x} as the click, encoded twice | fixed | /v1/postback?click_id=%257Bclick_id%257D | 400 unreplaced_macro
{x} within the order | fixed | order_id=<order>-{id} | 400 unreplaced_macro
##x## within the customer | fixed | customer_id=c-%23%23id%23%23 | 400 unreplaced_macro
{x} within the reason | fixed | reason=of%20{day} | 201 recorded | reason=of%20%7Bday%7D flags=
{x} as the click beside a sound one | fixed | /v1/postback?click_id={click_id}&x=<click> | 201 recorded
{x} in what nobody reads | fixed | whatever={x} | 201 recorded | flags=
{x} as a browser's name | fixed | user_agent=[FBAN/FBIOS] | 201 recorded | flags=
braces inside a value | fixed | order_id=<order>-{7} | 201 recorded | order_id=<order>-%7B7%7D

## Bodies
a form | share | FORM amount=12.34&currency=usd | 201 recorded | amount=12.34
a form with plus and percent | fixed | FORM order_id=<order>+B%2BC | 201 recorded | order_id=<order>%20B%2BC
a form with its charset | share | TYPE=application/x-www-form-urlencoded;charset=UTF-8 click_id=<click>&amount=12.34 | 201 recorded | amount=12.34
an empty body beside a query | share | POST amount=12.34 | 201 recorded | amount=12.34
JSON with its charset | share | TYPE=application/json;charset=utf-8 {"click_id":"<click>","amount":"12.34"} | 201 recorded | amount=12.34
JSON by another name | share | TYPE=application/vnd.shop+json {"click_id":"<click>","amount":"12.34"} | 201 recorded | amount=12.34
JSON with nested keys of the same names | share | JSON {"data":{"amount":"99","goal":"none","order_id":"n"},"amount":"12.34"} | 201 recorded | amount=12.34 order_id=null
JSON with a list of the same names | share | JSON {"items":[{"amount":"99"},{"amount":"98"}],"amount":"12.34"} | 201 recorded | amount=12.34
JSON with a key twice, the same | share | JSON {"amount":"12.34","amount":"12.34"} | 201 recorded | amount=12.34
JSON with a key twice, different | share | JSON {"amount":"12.34","amount":"12.35"} | 400 malformed
JSON with a key twice, once escaped | share | JSON {"amount":"12.34","\\u0061mount":"12.35"} | 400 malformed
JSON with a key twice, once nested | share | JSON {"amount":{"amount":"9"},"amount":"12.34"} | 201 recorded | amount=12.34
JSON with names of every object | fixed | JSON {"__proto__":"a","constructor":"b","order_id":"<order>"} | 201 recorded | order_id=<order>
JSON with brackets in its texts | fixed | JSON {"x":"}],{\\"amount\\":\\"99\\"","order_id":"<order>"} | 201 recorded | order_id=<order> amount=null
JSON that says what the query says | share | TYPE=application/json?amount=12.34 {"click_id":"<click>","amount":"12.34"} | 201 recorded | amount=12.34
JSON without its click, beside a query with it | fixed | TYPE=application/json?click_id=<click> {} | 201 recorded
multipart | share | TYPE=multipart/form-data;boundary=B --B\\r\\nContent-Disposition: form-data; name="click_id"\\r\\n\\r\\n<click>\\r\\n--B\\r\\nContent-Disposition: form-data; name="amount"\\r\\n\\r\\n12.34\\r\\n--B--\\r\\n | 201 recorded | amount=12.34
JSON as text/plain | share | TYPE=text/plain {"click_id":"<click>","amount":"12.34"} | 201 recorded | amount=12.34
JSON under the form's type | share | TYPE=application/x-www-form-urlencoded {"click_id":"<click>","amount":"12.34"} | 201 recorded | amount=12.34
a form under JSON's type | share | TYPE=application/json click_id=<click>&amount=12.34 | 201 recorded | amount=12.34
XML beside a full query | share | TYPE=application/xml?click_id=<click>&amount=12.34 <sale><amount>99</amount></sale> | 201 recorded | amount=12.34
XML alone | share | TYPE=application/xml <sale click_id="<click>"/> | 415 unsupported_media_type
words alone beside a full query | fixed | TYPE=text/plain?click_id=<click> a sale | 201 recorded
broken JSON beside a full query | share | TYPE=application/json?click_id=<click>&amount=1 {"amount":"12.34" | 400 malformed
a list of one in JSON | share | TYPE=application/json [{"click_id":"<click>","amount":"12.34"}] | 201 recorded | amount=12.34
a list of two in JSON | share | TYPE=application/json [{"click_id":"<click>"},{"click_id":"<other>"}] | 400 malformed
the click further down in JSON | share | TYPE=application/json {"amount":"12.34","meta":{"list":[{"k":"<click>"}]}} | 201 recorded | amount=12.34
the click seven levels down in JSON | fixed | TYPE=application/json {"a":{"a":{"a":{"a":{"a":{"a":{"a":"<click>"}}}}}}} | 400 missing_click_id
two clicks further down in JSON | fixed | TYPE=application/json {"a":{"x":"<click>"},"b":["<other>"]} | 400 ambiguous_click_id
paths that the source maps | paths | TYPE=application/json {"id":"evt-1","data":{"object":{"id":"<order>","amount":1234,"metadata":{"click_id":"<click>"}}}} | 201 recorded | order_id=<order> amount=12.34
a path with a condition that the source maps | paths | TYPE=application/json {"note_attributes":[{"name":"gift","value":"yes"},{"name":"coupon","value":"SPRING"}],"data":{"object":{"amount":100,"c":"<click>"}}} | 201 recorded | reason=SPRING amount=1.00
a name of a coupon with a percent sign | fixed | coupon=10%OFF | 201 recorded
a name in another charset | fixed | first_name=Jos%E9&x=%FF | 201 recorded
a form with another charset's bytes escaped | fixed | FORM first_name=Jos%E9&order_id=<order> | 201 recorded | order_id=<order>
NUL in what nobody reads | fixed | x=a%00b | 201 recorded
&amp; in place of & | share | x=1&amp;amount=12.34&amp;order_id=<order> | 201 recorded | amount=12.34 order_id=<order>
gzip beside a full query | share | TYPE=gzip?click_id=<click>&amount=12.34 nothing | 201 recorded | amount=12.34
gzip | share | GZIP {"click_id":"<click>","amount":"12.34"} | 415 unsupported_media_type
HEAD | fixed | HEAD x=1 | 405
PUT | fixed | PUT x=1 | 405 method_not_allowed
DELETE | fixed | DELETE x=1 | 405 method_not_allowed
a body over 64 KiB | fixed | JSON {"x":"<64KiB>"} | 413 too_large

## Goals and modes
by another case | digits | goal=UpSell | 201 recorded | goal_key=upsell
by its id under another name | digits | goal_id=upsell | 201 recorded | goal_key=upsell
by an event that names one | digits | event_name=upsell | 201 recorded | goal_key=upsell
by an event that names none | digits | et=page_view | 201 recorded | goal_key=sale
by the source's map | digits | goal=417 | 201 recorded | goal_key=upsell
by an event that the source maps | digits | type=417 | 201 recorded | goal_key=upsell
one that isn't there | digits | goal=418 | 422 unknown_goal
after another that isn't there yet | funnel | goal=sale | 422 parent_missing
after another that is there | funnel | goal=lead >> goal=sale | 201 recorded >> 201 recorded | goal_key=sale
once too often for the click | few | order_id=<order> >> order_id=<order>-b | 201 recorded >> 422 cap_reached
over a cap that refuses | capped | order_id=<order> >> order_id=<order>-b | 201 recorded >> 422 cap_reached
to be added, in upper case | fixed | mode=ADD&order_id=<order> | 201 recorded
to be added twice under one nonce | fixed | mode=add&nonce=<order> >> mode=add&nonce=<order> | 201 recorded >> 200 duplicate
to be changed | fixed | order_id=<order>&status=pending >> order_id=<order>&mode=change&status=approved | 201 recorded >> 200 updated | status=approved
to be changed, though nothing is there | fixed | order_id=<order>&mode=change | 404 unknown_conversion

## Senders
nobody where a token is asked for | token | x=1 | 401 bad_token
a token | token | token=the-token-of-the-source | 201 recorded | proof=token
a token of another case | token | token=THE-token-of-the-source | 401 bad_token
a bearer of the token | token | BEARER x=1 | 201 recorded | proof=token
the source's own address | token | /v1/postback/<key>?click_id=<click> | 201 recorded | proof=token
the source's own address, with a slash after it | token | /v1/postback/<key>/?click_id=<click> | 201 recorded
an address that no source has | token | /v1/postback/a1b2c3d4e5f6?click_id=<click> | 404 unknown_source
nobody where a signature is asked for | signed | x=1 | 401 missing_signature
its own address where a signature is asked for | signed | /v1/postback/<key>?click_id=<click> | 401 missing_signature
a signature | signed | SIGNED order_id=<order>&amount=12.50 | 201 recorded | proof=signature
a signature over a form | signed | SIGNED FORM order_id=<order> | 201 recorded | proof=signature order_id=<order>
a signature over Unicode as it is | signed | SIGNED order_id=Größe-<order> | 201 recorded | proof=signature
a signature by another secret | signed | FORGED order_id=<order> | 401 bad_signature
a signature from too long ago | signed | STALE order_id=<order> | 401 stale_timestamp
a signature without its time | signed | sig=0123456789abcdef | 401 missing_signature
a signature whose request was changed after it | signed | SIGNED amount=1&TAMPERED | 401 bad_signature
two signatures | signed | SIGNED x=1&sig=aa | 400 malformed
a nonce twice, a retry | signed | SIGNED nonce=<order>&order_id=<order> >> SIGNED nonce=<order>&order_id=<order> | 201 recorded >> 200 duplicate
a nonce twice, other content | signed | SIGNED nonce=<order>&amount=1 >> SIGNED nonce=<order>&amount=2 | 201 recorded >> 409 replayed_nonce
from an address that isn't allowed | from | x=1 | 403 sender_not_allowed
an advertiser that takes none | refuses | x=1 | 401 source_required
an advertiser that takes them as pending | holds | status=approved | 201 recorded | status=pending reason=unproven

## Platforms that the list of twelve leaves out, by the names alone
Keitaro | fixed | /v1/postback?subid=<click>&status=sale&payout=10&currency=usd&tid=<order>&from=network | 201 recorded | amount=10.00 order_id=<order> status=approved
Binom | fixed | /v1/postback?cnv_id=<click>&payout=3.5&cnv_status=approved&event1=555 | 201 recorded | amount=3.50 order_id=null status=approved
Prosper202 | fixed | /v1/postback?subid=<click>&amount=4.5&txid=<order> | 201 recorded | amount=4.50 order_id=<order>
dub | fixed | JSON {"clickId":"<click>","eventName":"Purchase","customerExternalId":"u-7","amount":4900,"currency":"usd"} | 201 recorded | amount=4900.00 customer_id=null
`;

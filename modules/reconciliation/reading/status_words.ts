import { foldStatusWord, statusOfWord } from "../../sources/mod.ts";

/** States of a row; `ignore` leaves it out of the comparison. */
export const ROW_STATES = [
  "pending",
  "approved",
  "rejected",
  "reversed",
  "ignore",
] as const;

/** A conversion status, or `ignore`. */
export type RowState = (typeof ROW_STATES)[number];

/**
 * Status words of statements besides those that postbacks know (`statusOfWord`):
 * English answers, and common words in German, French, Spanish, Italian,
 * Portuguese, Dutch, Polish, Russian and Turkish.
 */
const ANSWERS: Readonly<Record<Exclude<RowState, "ignore">, string>> = {
  approved: `closed done final ok shipped tracked yes
    bestätigt freigegeben genehmigt akzeptiert bezahlt abgeschlossen gültig
    validé validée approuvé approuvée confirmé confirmée accepté acceptée payé payée valide
    aprobado aprobada confirmado confirmada aceptado aceptada pagado pagada validado validada completado
    approvato approvata confermato confermata accettato accettata pagato pagata valido
    aprovado aprovada aceito aceita pago paga concluído concluída
    goedgekeurd bevestigd geaccepteerd betaald geldig
    zatwierdzony zatwierdzona zatwierdzone potwierdzony potwierdzona potwierdzone zaakceptowany zaakceptowana opłacone opłacony zrealizowane
    одобрено одобрен подтверждено подтвержден подтверждён подтверждена принято принят оплачено оплачен выполнен выполнено
    onaylandı onaylı kabul_edildi ödendi tamamlandı`,
  pending: `offen ausstehend in_prüfung in_bearbeitung wartend vorgemerkt
    en_attente en_cours ouvert ouverte pendiente en_espera en_proceso abierto
    in_attesa in_sospeso aperto in_lavorazione pendente em_análise em_aberto aguardando
    in_behandeling openstaand in_afwachting oczekujący oczekująca oczekujące oczekuje w_toku
    ожидает ожидание в_ожидании в_обработке новый beklemede bekliyor işlemde onay_bekliyor`,
  rejected: `bad no abgelehnt ungültig verworfen nicht_bestätigt
    refusé refusée rejeté rejetée invalide rechazado rechazada denegado inválido
    rifiutato rifiutata respinto respinta non_valido rejeitado rejeitada recusado recusada
    afgekeurd afgewezen geweigerd ongeldig odrzucony odrzucona odrzucone
    отклонено отклонен отклонён отказано отказ reddedildi geçersiz`,
  reversed: `storniert widerrufen zurückgegeben retourniert erstattet rückerstattet retoure
    annulé annulée remboursé remboursée retourné cancelado cancelada anulado anulada reembolsado reembolsada devuelto
    annullato annullata rimborsato rimborsata stornato estornado estornada devolvido
    geannuleerd terugbetaald geretourneerd anulowany anulowana anulowane zwrócony zwrot
    отменено отменен отменён возврат возвращено возвращен аннулировано iptal iptal_edildi iade iade_edildi`,
};

const STATE_OF_WORD: ReadonlyMap<string, RowState> = new Map(
  Object.entries(ANSWERS).flatMap(([state, words]) =>
    words
      .split(/\s+/)
      .map((word): [string, RowState] => [
        foldStatusWord(word.normalize("NFC")),
        state as RowState,
      ]),
  ),
);

/**
 * Returns the state of a status word, by the given map first; null for an unknown
 * word.
 */
export function stateOfWord(
  word: string,
  own: Readonly<Record<string, string>> = {},
): RowState | null {
  const folded = foldStatusWord(word);
  // The statement's own map is merged after its senders' words, so the last entry
  // wins.
  const said = Object.entries(own).findLast(
    ([theirs]) => foldStatusWord(theirs) === folded,
  );
  if (said !== undefined) {
    return ROW_STATES.find((known) => known === said[1]) ?? null;
  }
  return (
    statusOfWord(folded) ?? STATE_OF_WORD.get(folded.normalize("NFC")) ?? null
  );
}

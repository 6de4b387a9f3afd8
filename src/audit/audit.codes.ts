// Everything that an audit can find, with what it means in plain words. Codes are stored in `audit_runs` and stand in alerts: a
// code is never given another meaning. A `difference` is something that must not be; a `note` is something to know, such as
// what a crash has left over.
import type { BilingualText } from '../http/common.contract.js';

interface CodeFacts extends BilingualText {
  severity: 'difference' | 'note';
}

const difference = (ja: string, en: string): CodeFacts => ({ severity: 'difference', ja, en });
const note = (ja: string, en: string): CodeFacts => ({ severity: 'note', ja, en });

export const AUDIT_CODES = {
  original_unnamed: difference(
    '保存済みの録画に、原本のキーまたは版が記録されていません。',
    'A stored clip names no original, or no version of it.',
  ),
  original_missing: difference(
    '録画の原本が保管場所にありません。削除されました。',
    'The original of a clip is not in storage: it was deleted.',
  ),
  original_altered: difference(
    '原本の大きさまたはハッシュが記録と異なります。',
    'The original has another size or digest than recorded.',
  ),
  original_unlocked: difference(
    '原本の削除を防ぐロックが、約束した期限より早く外されたか短縮されました。',
    'What kept an original from being deleted was taken away or shortened before its time.',
  ),
  rendition_missing: difference(
    '閲覧用の動画または画像が保管場所にありません。',
    'A film or picture that people see is not in storage.',
  ),
  rendition_altered: difference(
    '閲覧用の動画または画像の大きさまたはハッシュが記録と異なります。',
    'A film or picture that people see has another size or digest than recorded.',
  ),
  rendition_row_missing: difference(
    '署名された閲覧用ファイルに対応する行がデータベースにありません。',
    'A signed statement tells of a film or picture that the database no longer names.',
  ),
  statement_missing: difference(
    '閲覧用ファイルの署名付き説明書がありません。',
    'A film or picture has no signed statement.',
  ),
  document_missing: difference('署名文書が保管場所にありません。', 'A signed document is not in storage.'),
  document_altered: difference(
    '署名文書の内容がハッシュと一致しません。',
    'A signed document has other bytes than its digest says.',
  ),
  signature_missing: difference(
    '署名ファイルが保管場所にありません。',
    'The file of a signature is not in storage.',
  ),
  signature_altered: difference(
    '署名ファイルとデータベースの署名が異なります。',
    'The signature in storage is not the one in the database.',
  ),
  signature_invalid: difference(
    '署名がその鍵で検証できません。',
    'A signature does not verify with its key.',
  ),
  key_unknown: difference(
    '署名に使われた鍵が公開鍵の一覧にありません。',
    'The key of a signature is not among the published ones.',
  ),
  document_contradicts_rows: difference(
    '署名文書の内容とデータベースの内容が食い違っています。',
    'The database says something else than what was signed.',
  ),
  sealed_at_differs: difference(
    '記録の確定時刻が、署名された時刻または保管時刻と合いません。',
    'The time of sealing fits neither what was signed nor when storage got it.',
  ),
  manifest_missing: difference('確定済みの録画に証拠目録がありません。', 'A sealed clip has no manifest.'),
  manifest_row_missing: difference(
    '署名された証拠目録に対応する行がデータベースにありません。',
    'A signed manifest is no longer in the chain of its shipment.',
  ),
  manifest_document_missing: difference(
    '証拠目録の行に対応する署名文書の行がありません。',
    'A manifest in a chain has no signed document.',
  ),
  manifest_early: difference(
    '未確定の録画に証拠目録があります。',
    'A clip that is not sealed has a manifest: its state was changed.',
  ),
  chain_broken: difference(
    '出荷の証拠目録の連鎖に、欠落・分岐・順序の入れ替えがあります。',
    'The chain of a shipment has a gap, a fork, or another order.',
  ),
  link_missing: difference(
    '録画と出荷の結び付きが失われています。',
    'A clip is no longer linked to the shipment that it was recorded for.',
  ),
  link_moved: difference(
    '録画が、証拠目録とは別の出荷に結び付けられています。',
    'A clip is linked to another shipment than its manifest says.',
  ),
  clip_row_missing: difference(
    '記録に残る録画の行がデータベースから消えています。',
    'The log of custody tells of a clip that the database no longer has.',
  ),
  custody_contradicts_rows: difference(
    '取扱い記録とデータベースの内容が食い違っています。',
    'The log of custody says something else than the database.',
  ),
  order_changed: difference(
    '出荷が、確定時とは別の注文に結び付けられています。',
    'A shipment belongs to another order than when its evidence was sealed.',
  ),
  object_overwritten: difference(
    '保管場所に、記録された版より新しい版があります。',
    'Storage has a newer version over the one that we name: somebody overwrote it.',
  ),
  object_hidden: difference(
    '保管場所で、記録されたファイルに削除印が付いています。',
    'A delete marker hides an object that we name.',
  ),
  hold_missing: difference(
    '保全中の証拠に、保管場所の保全設定がありません。',
    'Evidence under dispute is not held by storage.',
  ),
  not_logged: difference(
    '署名文書が10分を過ぎても公開ログに載っていません。',
    'A signed document is not in the log after ten minutes.',
  ),
  not_stamped: difference(
    '署名にタイムスタンプがなく、待ち行列にもありません。',
    'A signature has no time stamp and none is being asked for: its row was deleted.',
  ),
  stamp_pending: note(
    '署名が1時間以上タイムスタンプを待っています。',
    'A signature has been waiting for its time stamp for over an hour.',
  ),
  log_differs: difference(
    '公開ログの内容がデータベースと一致しません。',
    'The log is not what the database and the documents say.',
  ),
  custody_chain_broken: difference(
    '取扱い記録の連鎖が途切れています。',
    'The chain of the custody log is broken.',
  ),
  custody_unchained: note(
    '1分を過ぎても連鎖に入っていない取扱い記録があります。ワーカーを確認してください。',
    'Events of custody wait for their places in the chain for over a minute: see whether a worker runs.',
  ),
  check_failed: difference(
    'この検査は最後まで実行できませんでした。',
    'A check could not be carried out to its end.',
  ),
  orphan: note(
    '保管場所に、どの記録からも参照されない版があります（中断の残りと思われます）。',
    'Storage has a version that no row names: most often what a crash left over.',
  ),
  bytes_repeated: note(
    '別々の録画が同じ内容です。古い録画の再利用でないか確認してください。',
    'Two clips have the very same bytes: see whether an old recording was sent again.',
  ),
} as const satisfies Record<string, CodeFacts>;

export type AuditCode = keyof typeof AUDIT_CODES;

export function isDifference(code: AuditCode): boolean {
  return AUDIT_CODES[code].severity === 'difference';
}

export function isAuditCode(code: string): code is AuditCode {
  return code in AUDIT_CODES;
}

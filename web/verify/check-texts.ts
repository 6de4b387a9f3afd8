// What a check of a bundle says: what was looked at and, where it failed, what that means. verify.sh carries the same table
// (test/openssl/verify-sh.spec.ts holds them equal), so that both tools say the same line about the same file.
// No apostrophes: the texts stand in single quotes there.

type Text = readonly [en: string, ja: string];

export const CHECK_TEXTS = {
  'sums.ok': [
    'all {1} files that it lists are here and unchanged',
    '記載された{1}個のファイルはすべてそろい、変わっていません',
  ],
  'sums.absent': [
    'is not here. Without it nobody can tell which files belong to this bundle.',
    'ありません。どのファイルがこの一式のものか、確かめられません。',
  ],
  'sums.unreadable': [
    'line {1} can not be read. The list was damaged, or made to mislead.',
    '{1}行目を読めません。一覧が壊れているか、偽られています。',
  ],
  'sums.missing': [
    'is listed in SHA256SUMS but is not here. It was removed after the bundle was made.',
    'SHA256SUMSに記載がありますが、ありません。一式が作られたあとに取り除かれています。',
  ],
  'sums.differs': [
    'has another digest than SHA256SUMS lists. It was changed after the bundle was made, or not copied in full.',
    'SHA256SUMSと一致しません。一式が作られたあとに変更されたか、写しが不完全です。',
  ],
  'sums.unlisted': [
    'is not listed in SHA256SUMS. It was added after the bundle was made; nothing vouches for it.',
    'SHA256SUMSに記載がありません。あとから加えられたもので、裏づけるものがありません。',
  ],
  'file.foreign': [
    'has no place in a bundle. It was added after the bundle was made; nothing vouches for it.',
    '一式に含まれないはずのものです。あとから加えられたもので、裏づけるものがありません。',
  ],
  'key.unreadable': [
    'is no public key. Signatures by it can not be checked.',
    '公開鍵として読めません。この鍵の署名は確かめられません。',
  ],
  'key.name': [
    'is not the key that its name says. Signatures by that name prove nothing.',
    '名前の示す鍵ではありません。この名前の署名は何も証明しません。',
  ],
  'key.given': ['is the key that you gave', '指定された鍵と一致します'],
  'key.trust': [
    'SHA-256 {1}. Compare it with the one that the service publishes (VERIFY.md says where): without that, whoever made this bundle could have put in a key of their own.',
    'SHA-256 {1}。サービスが公開している鍵と見比べてください(方法はVERIFY.md)。見比べないかぎり、一式を作った者が自分の鍵を入れた可能性が残ります。',
  ],
  'keys.unread': [
    'can not be read: until when keys were in use, and whether one was revoked, was not checked',
    '読めないため、鍵の有効期間と失効は確かめていません',
  ],
  'key.unlisted': [
    'is not in keys.json. Nobody says whose key it is.',
    'keys.jsonにありません。誰の鍵か示されていません。',
  ],
  'logkey.other': [
    'is not the key of the log that you gave. The proofs in this bundle are of another log.',
    '指定されたログの鍵ではありません。この一式の証明は別のログのものです。',
  ],
  'doc.digest': [
    'has not the digest that its name says. It was changed after it was signed.',
    '名前の示すダイジェストと一致しません。署名されたあとに変更されています。',
  ],
  'doc.unreadable': [
    'can not be read as a document. It was damaged, or made to mislead.',
    '文書として読めません。壊れているか、偽られています。',
  ],
  'doc.unsigned': ['has no signature. Nobody vouches for it.', '署名がありません。裏づける者がいません。'],
  'doc.nokey': [
    'the key that it names is not in this bundle. The signature can not be checked.',
    '署名した鍵がこの一式にありません。署名を確かめられません。',
  ],
  'doc.badsig': [
    'is no signature of the document by the key that it names. Document or signature was changed, or somebody else signed it.',
    '名前の示す鍵による、この文書の署名ではありません。文書か署名が変更されたか、別の者が署名しています。',
  ],
  'doc.signer': [
    'was signed by {1}, a key that may not sign this kind of document. Whoever signed it was not entitled to.',
    'この種類の文書に署名できない鍵({1})で署名されています。資格のない者による署名です。',
  ],
  'doc.outside': [
    'says {1}, when the key {2} was not in use. It was back-dated, or signed with a key that was out of use.',
    '日時は{1}ですが、鍵{2}はそのとき使われていません。日時が偽られたか、使用を終えた鍵で署名されています。',
  ],
  'doc.revoked': [
    'was signed with the key {1}, revoked from {2} on, and nothing independent shows that it is older.',
    '鍵{1}({2}から失効)で署名されており、それより前のものだと示す独立した証拠がありません。',
  ],
  'doc.orphan': [
    'belongs to a document that is not here. The document was removed.',
    'もとになる文書がありません。文書が取り除かれています。',
  ],
  'doc.foreign': [
    'is of another shipment, and no signed document ties it to this one. It may be an old recording shown again.',
    '別の出荷のもので、この出荷に結びつける署名された文書がありません。古い記録の使い回しかもしれません。',
  ],
  'doc.ok': ['{1}, signed by {2}', '{1}、署名{2}'],
  'chain.ok': [
    '{1} manifests follow one another, from the first to the newest, without a gap',
    '目録{1}件が、最初から最新まで途切れなくつながっています',
  ],
  'chain.none': [
    'there is no manifest. Nothing says what belongs to this shipment.',
    '目録がありません。この出荷の記録が何か、示すものがありません。',
  ],
  'chain.gap': [
    'is not here, but {1} names it as the manifest before it. It was removed, or the chain was cut.',
    'ありませんが、{1}が直前の目録として示しています。取り除かれたか、つながりが断たれています。',
  ],
  'chain.fork': [
    'is not in the chain of this shipment. There are two histories, or it was put in afterwards.',
    'この出荷の目録のつながりに入っていません。履歴が二つあるか、あとから入れられています。',
  ],
  'chain.order': [
    'does not list the manifests that come before it, in their order. Manifests were removed, added or reordered.',
    'これより前の目録を順番どおりに記載していません。目録が除かれたか、加えられたか、入れ替えられています。',
  ],
  'chain.open': [
    'no akashi.shipment yet: the shipment had not left when this was exported, and the newest manifests could be left out unnoticed',
    'akashi.shipmentがまだありません。書き出し時に出荷前だったため、末尾の目録が欠けていても気づけません',
  ],
  'clip.ok': ['is the recording that a signed manifest names', '署名された目録の示す録画です'],
  'clip.missing': [
    'is not here, but a signed manifest names it. The recording was left out or removed.',
    'ありませんが、署名された目録が示しています。録画が入れられていないか、取り除かれています。',
  ],
  'clip.differs': [
    'is not the recording that the signed manifest names. It was changed or exchanged.',
    '署名された目録の示す録画ではありません。変更されたか、差し替えられています。',
  ],
  'clip.unnamed': [
    'no signed manifest names this recording. Nothing vouches for it.',
    'この録画を示す署名された目録がありません。裏づけるものがありません。',
  ],
  'rendition.ok': ['is the file that a signed statement names', '署名された記述の示すファイルです'],
  'rendition.differs': [
    'is not the file that the signed statement names. It was changed or exchanged.',
    '署名された記述の示すファイルではありません。変更されたか、差し替えられています。',
  ],
  'rendition.unnamed': [
    'no signed statement names this file. Nothing vouches for it.',
    'このファイルを示す署名された記述がありません。裏づけるものがありません。',
  ],
  'rendition.absent': [
    'was made from an original of this bundle, but is not in it',
    'この一式の録画から作られたものですが、入っていません',
  ],
  'rendition.foreign': [
    'says it was made from another original than a manifest here names. It does not belong to this recording.',
    'ここの目録の示す録画とは別のものから作られたとしています。この録画のものではありません。',
  ],
  'recording.ok': [
    'is what the station itself signed about clip {1}',
    'クリップ{1}について端末自身が署名したものです',
  ],
  'recording.none': [
    'names no statement of the station: the station itself did not sign what it recorded',
    '端末の記述を示していません。録画した端末自身の署名はありません',
  ],
  'recording.missing': [
    'is not here, but {1} names it as the statement of the station. It was removed.',
    'ありませんが、{1}が端末の記述として示しています。取り除かれています。',
  ],
  'recording.signer': [
    'is not signed by {1}, the key of the station that the manifest names. Somebody else made it.',
    '目録の示す端末の鍵{1}による署名がありません。別の者が作っています。',
  ],
  'recording.differs': [
    'does not name the recording that the manifest names. Station and service signed different films.',
    '目録の示す録画を示していません。端末とサービスが別の録画に署名しています。',
  ],
  'recording.unnamed': [
    'no manifest names this statement of a station. It was put in afterwards.',
    'この端末の記述を示す目録がありません。あとから入れられています。',
  ],
  'stamp.ok': ['time stamp {1}, by {2}', 'タイムスタンプ {1}({2})'],
  'stamp.local': [
    'time stamp {1}, local, not independent: it proves nothing to anybody else',
    'タイムスタンプ {1}(内部のもの。独立した第三者ではないため、他者への証明にはなりません)',
  ],
  'stamp.absent': ['time stamp pending', 'タイムスタンプは保留中です'],
  'stamp.bad': [
    'is no time stamp of this signature by an authority in tsa/. The time was changed, or the stamp is of something else.',
    'tsa/にある時刻認証局による、この署名のタイムスタンプではありません。時刻が変更されたか、別のもののタイムスタンプです。',
  ],
  'log.ok': ['entry {1} among {2} of the log {3}', 'ログ{3}の{2}件のうち{1}番です'],
  'log.absent': ['not in the log yet, or exported before it was', 'ログにはまだ入っていません(書き出し時点)'],
  'log.unreadable': [
    'can not be read as a proof. It was damaged, or made to mislead.',
    '証明として読めません。壊れているか、偽られています。',
  ],
  'log.nokey': [
    'is not here, so no proof of the log can be checked',
    'ないため、ログの証明を確かめられません',
  ],
  'log.path': [
    'does not lead from this document to the root of the log. The entry was forged, or the proof is of another tree.',
    'この文書からログの根につながりません。登録が偽造されたか、別の木の証明です。',
  ],
  'log.unsigned': [
    'its checkpoint is not signed by keys/log.pem. The log never published it.',
    '含まれるチェックポイントがkeys/log.pemで署名されていません。ログが公表したものではありません。',
  ],
  'log.split': [
    'two checkpoints of size {1} have different roots. The log shows different people different histories.',
    '大きさ{1}のチェックポイントの根が二通りあります。ログが人によって違う履歴を見せています。',
  ],
  'log.shorter': [
    'is of a larger log than the newest checkpoint. The log was cut, or the checkpoint is an old one.',
    '最新のチェックポイントより大きなログの証明です。ログが切り詰められたか、古いチェックポイントです。',
  ],
  'checkpoint.ok': ['size {1}, signed by the log {2}', '大きさ{1}、ログ{2}の署名です'],
  'checkpoint.absent': ['no checkpoint of the log yet', 'ログのチェックポイントはまだありません'],
  'checkpoint.bad': [
    'is not signed by keys/log.pem. The log never published it.',
    'keys/log.pemで署名されていません。ログが公表したものではありません。',
  ],
  'checkpoint.text': [
    'is not the text of the checkpoint. It was exchanged.',
    'チェックポイントの本文ではありません。差し替えられています。',
  ],
  'checkpoint.sig': [
    'is no signature of checkpoint.txt by keys/log.pem. One of them was exchanged.',
    'keys/log.pemによるcheckpoint.txtの署名ではありません。どちらかが差し替えられています。',
  ],
  'kept.same': [
    'the checkpoint that you kept is of the same size and has the same root',
    '保管されていたチェックポイントと大きさも根も同じです',
  ],
  'kept.differs': [
    'the checkpoint that you kept is of the same size but has another root. The log was rewritten.',
    '保管されていたチェックポイントと大きさは同じですが、根が違います。ログが書き換えられています。',
  ],
  'kept.other': [
    'the checkpoint that you kept is of another size ({1}): the two can only be compared with a consistency proof of the log',
    '保管されていたチェックポイントは大きさが違います({1})。比べるにはログの整合性証明が必要です',
  ],
  'kept.bad': [
    'the checkpoint that you kept is not signed by keys/log.pem: it is of another log, or this key is',
    '保管されていたチェックポイントはkeys/log.pemの署名ではありません。どちらかが別のログのものです',
  ],
  'verdict.ok': ['nothing failed: {1} checks passed, {2} pending', '不合格はありません:合格{1}件、保留{2}件'],
  'verdict.failed': [
    '{1} checks failed: do not rely on this bundle before you know why',
    '不合格{1}件:理由がわかるまで、この一式を信頼しないでください',
  ],
} satisfies Record<string, Text>;

export type CheckCode = keyof typeof CHECK_TEXTS;
export type CheckLanguage = 'en' | 'ja';
export type CheckStatus = 'ok' | 'FAILED' | 'pending' | 'note';

/** One line of a check. */
export interface CheckLine {
  status: CheckStatus;
  /** The file, as it may be printed; `-` for the bundle as a whole. */
  subject: string;
  code: CheckCode;
  values: readonly string[];
}

/** As verify.sh prints it: `FAILED   documents/….json: has no signature. Nobody vouches for it.` */
export function lineText({ status, subject, code, values }: CheckLine, language: CheckLanguage): string {
  const text = CHECK_TEXTS[code][language === 'ja' ? 1 : 0];
  const filled = text.replace(/\{([123])\}/g, (_, n: string) => values[Number(n) - 1] ?? '');
  return `${status.padEnd(8)} ${subject}: ${filled}`;
}

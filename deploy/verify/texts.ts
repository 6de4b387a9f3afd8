import type { CheckLanguage } from '../../web/verify/check-texts.js';
import type { UnusableReason } from './limits.js';

export const HELP: Readonly<Record<CheckLanguage, string>> = {
  en: `akashi-verify <bundle.zip or its folder> [options]

Checks the record of a shipment: the same checks as verify.sh in the bundle, without a shell.

  --key DIGEST|FILE   the service's key as you know it from elsewhere: SHA-256 (hex) or PEM; may be given more than once
  --log-key FILE      the log's key, PEM
  --checkpoint FILE   a checkpoint of the log that you have kept
  --json              one JSON object instead of lines
  --help              this text

Ends with 0 if nothing failed, 1 if something did, 2 if it could not check at all.
`,
  ja: `akashi-verify <bundle.zip または展開したフォルダー> [オプション]

出荷の記録を確かめます。一式に入っているverify.shと同じ検査を、シェルなしで行います。

  --key DIGEST|FILE   別の経路で知ったサービスの鍵:SHA-256(16進)またはPEM。複数指定できます
  --log-key FILE      ログの鍵(PEM)
  --checkpoint FILE   以前から保管しているログのチェックポイント
  --json              行の代わりにJSONで出力します
  --help              この説明

終了コード:0 不合格なし、1 不合格あり、2 検査できません
`,
};

const TEXTS: Readonly<Record<UnusableReason, readonly [en: string, ja: string]>> = {
  tooLarge: [
    '{detail} is larger than any document of a bundle. It is not read.',
    '{detail}は大きすぎるため読みません。',
  ],
  tooMany: [
    '{detail} files: no bundle has so many. It is not read.',
    'ファイルが{detail}個あり、多すぎるため読みません。',
  ],
  bomb: [
    'The sizes in this ZIP do not fit one another: it is made to fill a disk. It is not read.',
    'このZIPの大きさの記載には矛盾があり、ディスクをあふれさせるためのものです。読みません。',
  ],
  name: [
    'This ZIP holds a file that would be unpacked elsewhere: {detail}. Do not unpack it.',
    'このZIPには別の場所に展開されるファイルがあります:{detail}。展開しないでください。',
  ],
  twice: [
    'This ZIP holds two files of one name: {detail}. Different programs would show different ones.',
    'このZIPには同じ名前のファイルが二つあります:{detail}。プログラムによって違うものが見えます。',
  ],
  encrypted: ['{detail} is encrypted. Bundles are not.', '{detail}は暗号化されています。'],
  damaged: [
    'This is no ZIP that can be read, or it is damaged: {detail}',
    'ZIPとして読めないか、壊れています:{detail}',
  ],
  notThere: ['{detail} is not there.', '{detail}がありません。'],
  usage: [
    'akashi-verify --help says how to use this. {detail}',
    '使い方はakashi-verify --helpにあります。{detail}',
  ],
};

/** Why a bundle is not even looked at. */
export function unusableText(reason: UnusableReason, detail: string, language: CheckLanguage): string {
  return TEXTS[reason][language === 'ja' ? 1 : 0].replace('{detail}', detail).trim();
}

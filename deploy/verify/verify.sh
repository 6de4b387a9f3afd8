#!/bin/sh
# Checks the record of a shipment in whose folder this file lies. Needs sh, sha256sum and openssl 3 or newer, nothing else;
# reads files of the bundle, never runs or evaluates them, changes nothing but two files of its own in the temporary folder.
#
#   sh verify.sh [--key <SHA-256 of the key, or a PEM file>]… [--log-key <PEM file>] [--checkpoint <file kept from earlier>]
#
# Says one line a check: ok, pending (not there yet), note (for you to judge) or FAILED with what that means; the last
# line is the verdict. Ends with 0 if nothing failed, 1 if something did, 2 if it could not check at all.
# Copyright: Apache License 2.0, as the software that made the bundle.

set -u
set -f
case ${LC_ALL:-${LANG:-}} in ja*) language=ja ;; *) language=en ;; esac
LC_ALL=C
export LC_ALL
unset CDPATH
umask 077
nl='
'
IFS=' 	'"$nl"

# What is said, in both languages: sets `t`.
text() {
  case $language.$1 in
  en.sums.ok) t='all {1} files that it lists are here and unchanged' ;;
  ja.sums.ok) t='記載された{1}個のファイルはすべてそろい、変わっていません' ;;
  en.sums.absent) t='is not here. Without it nobody can tell which files belong to this bundle.' ;;
  ja.sums.absent) t='ありません。どのファイルがこの一式のものか、確かめられません。' ;;
  en.sums.unreadable) t='line {1} can not be read. The list was damaged, or made to mislead.' ;;
  ja.sums.unreadable) t='{1}行目を読めません。一覧が壊れているか、偽られています。' ;;
  en.sums.missing) t='is listed in SHA256SUMS but is not here. It was removed after the bundle was made.' ;;
  ja.sums.missing) t='SHA256SUMSに記載がありますが、ありません。一式が作られたあとに取り除かれています。' ;;
  en.sums.differs) t='has another digest than SHA256SUMS lists. It was changed after the bundle was made, or not copied in full.' ;;
  ja.sums.differs) t='SHA256SUMSと一致しません。一式が作られたあとに変更されたか、写しが不完全です。' ;;
  en.sums.unlisted) t='is not listed in SHA256SUMS. It was added after the bundle was made; nothing vouches for it.' ;;
  ja.sums.unlisted) t='SHA256SUMSに記載がありません。あとから加えられたもので、裏づけるものがありません。' ;;
  en.file.foreign) t='has no place in a bundle. It was added after the bundle was made; nothing vouches for it.' ;;
  ja.file.foreign) t='一式に含まれないはずのものです。あとから加えられたもので、裏づけるものがありません。' ;;
  en.key.unreadable) t='is no public key. Signatures by it can not be checked.' ;;
  ja.key.unreadable) t='公開鍵として読めません。この鍵の署名は確かめられません。' ;;
  en.key.name) t='is not the key that its name says. Signatures by that name prove nothing.' ;;
  ja.key.name) t='名前の示す鍵ではありません。この名前の署名は何も証明しません。' ;;
  en.key.given) t='is the key that you gave' ;;
  ja.key.given) t='指定された鍵と一致します' ;;
  en.key.trust) t='SHA-256 {1}. Compare it with the one that the service publishes (VERIFY.md says where): without that, whoever made this bundle could have put in a key of their own.' ;;
  ja.key.trust) t='SHA-256 {1}。サービスが公開している鍵と見比べてください(方法はVERIFY.md)。見比べないかぎり、一式を作った者が自分の鍵を入れた可能性が残ります。' ;;
  en.keys.unread) t='can not be read: until when keys were in use, and whether one was revoked, was not checked' ;;
  ja.keys.unread) t='読めないため、鍵の有効期間と失効は確かめていません' ;;
  en.key.unlisted) t='is not in keys.json. Nobody says whose key it is.' ;;
  ja.key.unlisted) t='keys.jsonにありません。誰の鍵か示されていません。' ;;
  en.logkey.other) t='is not the key of the log that you gave. The proofs in this bundle are of another log.' ;;
  ja.logkey.other) t='指定されたログの鍵ではありません。この一式の証明は別のログのものです。' ;;
  en.doc.digest) t='has not the digest that its name says. It was changed after it was signed.' ;;
  ja.doc.digest) t='名前の示すダイジェストと一致しません。署名されたあとに変更されています。' ;;
  en.doc.unreadable) t='can not be read as a document. It was damaged, or made to mislead.' ;;
  ja.doc.unreadable) t='文書として読めません。壊れているか、偽られています。' ;;
  en.doc.unsigned) t='has no signature. Nobody vouches for it.' ;;
  ja.doc.unsigned) t='署名がありません。裏づける者がいません。' ;;
  en.doc.nokey) t='the key that it names is not in this bundle. The signature can not be checked.' ;;
  ja.doc.nokey) t='署名した鍵がこの一式にありません。署名を確かめられません。' ;;
  en.doc.badsig) t='is no signature of the document by the key that it names. Document or signature was changed, or somebody else signed it.' ;;
  ja.doc.badsig) t='名前の示す鍵による、この文書の署名ではありません。文書か署名が変更されたか、別の者が署名しています。' ;;
  en.doc.signer) t='was signed by {1}, a key that may not sign this kind of document. Whoever signed it was not entitled to.' ;;
  ja.doc.signer) t='この種類の文書に署名できない鍵({1})で署名されています。資格のない者による署名です。' ;;
  en.doc.outside) t='says {1}, when the key {2} was not in use. It was back-dated, or signed with a key that was out of use.' ;;
  ja.doc.outside) t='日時は{1}ですが、鍵{2}はそのとき使われていません。日時が偽られたか、使用を終えた鍵で署名されています。' ;;
  en.doc.revoked) t='was signed with the key {1}, revoked from {2} on, and nothing independent shows that it is older.' ;;
  ja.doc.revoked) t='鍵{1}({2}から失効)で署名されており、それより前のものだと示す独立した証拠がありません。' ;;
  en.doc.orphan) t='belongs to a document that is not here. The document was removed.' ;;
  ja.doc.orphan) t='もとになる文書がありません。文書が取り除かれています。' ;;
  en.doc.foreign) t='is of another shipment, and no signed document ties it to this one. It may be an old recording shown again.' ;;
  ja.doc.foreign) t='別の出荷のもので、この出荷に結びつける署名された文書がありません。古い記録の使い回しかもしれません。' ;;
  en.doc.ok) t='{1}, signed by {2}' ;;
  ja.doc.ok) t='{1}、署名{2}' ;;
  en.chain.ok) t='{1} manifests follow one another, from the first to the newest, without a gap' ;;
  ja.chain.ok) t='目録{1}件が、最初から最新まで途切れなくつながっています' ;;
  en.chain.none) t='there is no manifest. Nothing says what belongs to this shipment.' ;;
  ja.chain.none) t='目録がありません。この出荷の記録が何か、示すものがありません。' ;;
  en.chain.gap) t='is not here, but {1} names it as the manifest before it. It was removed, or the chain was cut.' ;;
  ja.chain.gap) t='ありませんが、{1}が直前の目録として示しています。取り除かれたか、つながりが断たれています。' ;;
  en.chain.fork) t='is not in the chain of this shipment. There are two histories, or it was put in afterwards.' ;;
  ja.chain.fork) t='この出荷の目録のつながりに入っていません。履歴が二つあるか、あとから入れられています。' ;;
  en.chain.order) t='does not list the manifests that come before it, in their order. Manifests were removed, added or reordered.' ;;
  ja.chain.order) t='これより前の目録を順番どおりに記載していません。目録が除かれたか、加えられたか、入れ替えられています。' ;;
  en.chain.open) t='no akashi.shipment yet: the shipment had not left when this was exported, and the newest manifests could be left out unnoticed' ;;
  ja.chain.open) t='akashi.shipmentがまだありません。書き出し時に出荷前だったため、末尾の目録が欠けていても気づけません' ;;
  en.clip.ok) t='is the recording that a signed manifest names' ;;
  ja.clip.ok) t='署名された目録の示す録画です' ;;
  en.clip.missing) t='is not here, but a signed manifest names it. The recording was left out or removed.' ;;
  ja.clip.missing) t='ありませんが、署名された目録が示しています。録画が入れられていないか、取り除かれています。' ;;
  en.clip.differs) t='is not the recording that the signed manifest names. It was changed or exchanged.' ;;
  ja.clip.differs) t='署名された目録の示す録画ではありません。変更されたか、差し替えられています。' ;;
  en.clip.unnamed) t='no signed manifest names this recording. Nothing vouches for it.' ;;
  ja.clip.unnamed) t='この録画を示す署名された目録がありません。裏づけるものがありません。' ;;
  en.rendition.ok) t='is the file that a signed statement names' ;;
  ja.rendition.ok) t='署名された記述の示すファイルです' ;;
  en.rendition.differs) t='is not the file that the signed statement names. It was changed or exchanged.' ;;
  ja.rendition.differs) t='署名された記述の示すファイルではありません。変更されたか、差し替えられています。' ;;
  en.rendition.unnamed) t='no signed statement names this file. Nothing vouches for it.' ;;
  ja.rendition.unnamed) t='このファイルを示す署名された記述がありません。裏づけるものがありません。' ;;
  en.rendition.absent) t='was made from an original of this bundle, but is not in it' ;;
  ja.rendition.absent) t='この一式の録画から作られたものですが、入っていません' ;;
  en.rendition.foreign) t='says it was made from another original than a manifest here names. It does not belong to this recording.' ;;
  ja.rendition.foreign) t='ここの目録の示す録画とは別のものから作られたとしています。この録画のものではありません。' ;;
  en.recording.ok) t='is what the station itself signed about clip {1}' ;;
  ja.recording.ok) t='クリップ{1}について端末自身が署名したものです' ;;
  en.recording.none) t='names no statement of the station: the station itself did not sign what it recorded' ;;
  ja.recording.none) t='端末の記述を示していません。録画した端末自身の署名はありません' ;;
  en.recording.missing) t='is not here, but {1} names it as the statement of the station. It was removed.' ;;
  ja.recording.missing) t='ありませんが、{1}が端末の記述として示しています。取り除かれています。' ;;
  en.recording.signer) t='is not signed by {1}, the key of the station that the manifest names. Somebody else made it.' ;;
  ja.recording.signer) t='目録の示す端末の鍵{1}による署名がありません。別の者が作っています。' ;;
  en.recording.differs) t='does not name the recording that the manifest names. Station and service signed different films.' ;;
  ja.recording.differs) t='目録の示す録画を示していません。端末とサービスが別の録画に署名しています。' ;;
  en.recording.unnamed) t='no manifest names this statement of a station. It was put in afterwards.' ;;
  ja.recording.unnamed) t='この端末の記述を示す目録がありません。あとから入れられています。' ;;
  en.stamp.ok) t='time stamp {1}, by {2}' ;;
  ja.stamp.ok) t='タイムスタンプ {1}({2})' ;;
  en.stamp.local) t='time stamp {1}, local, not independent: it proves nothing to anybody else' ;;
  ja.stamp.local) t='タイムスタンプ {1}(内部のもの。独立した第三者ではないため、他者への証明にはなりません)' ;;
  en.stamp.absent) t='time stamp pending' ;;
  ja.stamp.absent) t='タイムスタンプは保留中です' ;;
  en.stamp.bad) t='is no time stamp of this signature by an authority in tsa/. The time was changed, or the stamp is of something else.' ;;
  ja.stamp.bad) t='tsa/にある時刻認証局による、この署名のタイムスタンプではありません。時刻が変更されたか、別のもののタイムスタンプです。' ;;
  en.log.ok) t='entry {1} among {2} of the log {3}' ;;
  ja.log.ok) t='ログ{3}の{2}件のうち{1}番です' ;;
  en.log.absent) t='not in the log yet, or exported before it was' ;;
  ja.log.absent) t='ログにはまだ入っていません(書き出し時点)' ;;
  en.log.unreadable) t='can not be read as a proof. It was damaged, or made to mislead.' ;;
  ja.log.unreadable) t='証明として読めません。壊れているか、偽られています。' ;;
  en.log.nokey) t='is not here, so no proof of the log can be checked' ;;
  ja.log.nokey) t='ないため、ログの証明を確かめられません' ;;
  en.log.path) t='does not lead from this document to the root of the log. The entry was forged, or the proof is of another tree.' ;;
  ja.log.path) t='この文書からログの根につながりません。登録が偽造されたか、別の木の証明です。' ;;
  en.log.unsigned) t='its checkpoint is not signed by keys/log.pem. The log never published it.' ;;
  ja.log.unsigned) t='含まれるチェックポイントがkeys/log.pemで署名されていません。ログが公表したものではありません。' ;;
  en.log.split) t='two checkpoints of size {1} have different roots. The log shows different people different histories.' ;;
  ja.log.split) t='大きさ{1}のチェックポイントの根が二通りあります。ログが人によって違う履歴を見せています。' ;;
  en.log.shorter) t='is of a larger log than the newest checkpoint. The log was cut, or the checkpoint is an old one.' ;;
  ja.log.shorter) t='最新のチェックポイントより大きなログの証明です。ログが切り詰められたか、古いチェックポイントです。' ;;
  en.checkpoint.ok) t='size {1}, signed by the log {2}' ;;
  ja.checkpoint.ok) t='大きさ{1}、ログ{2}の署名です' ;;
  en.checkpoint.absent) t='no checkpoint of the log yet' ;;
  ja.checkpoint.absent) t='ログのチェックポイントはまだありません' ;;
  en.checkpoint.bad) t='is not signed by keys/log.pem. The log never published it.' ;;
  ja.checkpoint.bad) t='keys/log.pemで署名されていません。ログが公表したものではありません。' ;;
  en.checkpoint.text) t='is not the text of the checkpoint. It was exchanged.' ;;
  ja.checkpoint.text) t='チェックポイントの本文ではありません。差し替えられています。' ;;
  en.checkpoint.sig) t='is no signature of checkpoint.txt by keys/log.pem. One of them was exchanged.' ;;
  ja.checkpoint.sig) t='keys/log.pemによるcheckpoint.txtの署名ではありません。どちらかが差し替えられています。' ;;
  en.kept.same) t='the checkpoint that you kept is of the same size and has the same root' ;;
  ja.kept.same) t='保管されていたチェックポイントと大きさも根も同じです' ;;
  en.kept.differs) t='the checkpoint that you kept is of the same size but has another root. The log was rewritten.' ;;
  ja.kept.differs) t='保管されていたチェックポイントと大きさは同じですが、根が違います。ログが書き換えられています。' ;;
  en.kept.other) t='the checkpoint that you kept is of another size ({1}): the two can only be compared with a consistency proof of the log' ;;
  ja.kept.other) t='保管されていたチェックポイントは大きさが違います({1})。比べるにはログの整合性証明が必要です' ;;
  en.kept.bad) t='the checkpoint that you kept is not signed by keys/log.pem: it is of another log, or this key is' ;;
  ja.kept.bad) t='保管されていたチェックポイントはkeys/log.pemの署名ではありません。どちらかが別のログのものです' ;;
  en.verdict.ok) t='nothing failed: {1} checks passed, {2} pending' ;;
  ja.verdict.ok) t='不合格はありません:合格{1}件、保留{2}件' ;;
  en.verdict.failed) t='{1} checks failed: do not rely on this bundle before you know why' ;;
  ja.verdict.failed) t='不合格{1}件:理由がわかるまで、この一式を信頼しないでください' ;;
  *) t=$1 ;;
  esac
}

# ── Saying it ─────────────────────────────────────────────────────────────────────────────────────────────────────────

passed=0 failures=0 waiting=0

# fill [values…]: replaces {1}, {2}, {3} in `t`
fill() {
  fill_n=1
  for fill_value in "$@"; do
    fill_mark="{$fill_n}"
    case $t in *"$fill_mark"*) t=${t%%"$fill_mark"*}$fill_value${t#*"$fill_mark"} ;; esac
    fill_n=$((fill_n + 1))
  done
}

# printable <name>: sets `printable`; a name in the bundle may hold what would steer a terminal
printable() {
  printable= printable_rest=$1
  case $1 in
  *[!A-Za-z0-9._/\ -]*) ;;
  *) printable=$1 && return ;;
  esac
  while [ -n "$printable_rest" ]; do
    printable_next=${printable_rest#?}
    printable_c=${printable_rest%"$printable_next"}
    case $printable_c in [A-Za-z0-9._/\ -]) ;; *) printable_c='?' ;; esac
    printable=$printable$printable_c printable_rest=$printable_next
  done
}

# say <status> <subject> <code> [values…]
say() {
  say_status=$1 say_subject=$2
  text "$3"
  shift 3
  fill "$@"
  case $say_status in
  ok) passed=$((passed + 1)) say_status='ok      ' ;;
  pending) waiting=$((waiting + 1)) say_status='pending ' ;;
  FAILED) failures=$((failures + 1)) say_status='FAILED  ' ;;
  note) say_status='note    ' ;;
  esac
  printable "$say_subject"
  printf '%s %s: %s\n' "$say_status" "$printable" "$t"
}

cannot() {
  printf '%s\n' "$1" >&2
  exit 2
}

# ── Small tools ───────────────────────────────────────────────────────────────────────────────────────────────────────

# is_hex <text> <length>
is_hex() {
  case $1 in '' | *[!0-9a-f]*) return 1 ;; esac
  [ ${#1} -eq "$2" ]
}

is_count() {
  case $1 in '' | *[!0-9]* | 0?*) return 1 ;; esac
  [ ${#1} -le 15 ]
}

is_plain_file() { [ -f "$1" ] && [ ! -L "$1" ]; }

digests=$nl
# digest_of <path>: sets `digest`; a film is read once only
digest_of() {
  case $digests in
  *"$nl$1|"*)
    digest=${digests#*"$nl$1|"}
    digest=${digest%%"$nl"*}
    return
    ;;
  esac
  digest=$(sha256sum <"$1") || digest=unreadable
  digest=${digest%% *}
  digests=$digests$1'|'$digest$nl
}

# slurp <path>: sets `slurped`; fails when the file holds bytes that a text doesn't (the shell would leave them out)
slurp() {
  slurped=
  while IFS= read -r slurp_line; do slurped=$slurped$slurp_line$nl; done <"$1"
  slurped=$slurped$slurp_line
  slurp_is=$(printf %s "$slurped" | sha256sum)
  slurp_should=$(sha256sum <"$1")
  [ "$slurp_is" = "$slurp_should" ]
}

# Digests and signatures are held as octal escapes, for printf turns them back into bytes.
octal_byte() { octal=$octal\\$(($1 >> 6))$(($1 >> 3 & 7))$(($1 & 7)); }

# octal_of_hex <hex>: sets `octal`
octal_of_hex() {
  octal= octal_rest=$1
  while [ -n "$octal_rest" ]; do
    octal_next=${octal_rest#??}
    octal_byte "0x${octal_rest%"$octal_next"}"
    octal_rest=$octal_next
  done
}

alphabet=ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/
# octal_of_base64 <text> <bytes>: sets `octal`; fails unless it is base64 of so many bytes
octal_of_base64() {
  octal= octal_rest=$1 octal_bits=0 octal_word=0 octal_count=0
  while [ -n "$octal_rest" ]; do
    octal_next=${octal_rest#?}
    octal_c=${octal_rest%"$octal_next"}
    octal_rest=$octal_next
    case $octal_c in
    [A-Za-z0-9+/]) ;;
    =) case $octal_rest in '' | =) break ;; *) return 1 ;; esac ;;
    *) return 1 ;;
    esac
    octal_c=${alphabet%%"$octal_c"*}
    octal_word=$(((octal_word << 6 | ${#octal_c}) & 0xffff)) octal_bits=$((octal_bits + 6))
    if [ $octal_bits -ge 8 ]; then
      octal_bits=$((octal_bits - 8)) octal_count=$((octal_count + 1))
      octal_byte $((octal_word >> octal_bits & 255))
    fi
  done
  [ $octal_count -eq "$2" ] && [ $((${#1} % 4)) -eq 0 ]
}

# is_base64_hash <text>
is_base64_hash() {
  case $1 in *[!A-Za-z0-9+/=]*) return 1 ;; esac
  [ ${#1} -eq 44 ]
}

# moment <time>: sets `moment`, a number that grows with time; fails unless it is UTC with milliseconds
moment() {
  case $1 in
  [1-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z) ;;
  *) moment=0 && return 1 ;;
  esac
  moment=${1%Z}
  moment=${moment%%-*}${moment#*-}
  moment=${moment%%-*}${moment#*-}
  moment=${moment%%T*}${moment#*T}
  moment=${moment%%:*}${moment#*:}
  moment=${moment%%:*}${moment#*:}
  moment=${moment%%.*}${moment#*.}
}

# files_in <folder>: calls `on_file <path>` for everything in it that is no plain file or is one
files_in() {
  set +f
  for files_path in "$1"* "$1".[!.]* "$1"..?*; do
    set -f
    [ -e "$files_path" ] || [ -L "$files_path" ] || continue
    case ${files_path##*/} in .DS_Store | Thumbs.db) continue ;; esac
    "$2" "$files_path"
  done
  set -f
}

# ── JSON ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

# json <text> <function>: calls the function with the path (`.clip.id`, `.links[].clipId`) and the string, number or word of every
# value, and with `[` at the beginning of a list and `}` at the end of an object
json() {
  # A signed document has one spelling, without white space; keys.json may be laid out for people.
  json_rest=$1 json_path= json_stack= json_want=value
  while :; do
    case $json_rest in
    [\ "$nl"]*) [ -z "$json_strict" ] && json_rest=${json_rest#?} || return 1 ;;
    '') [ -z "$json_stack" ] && [ $json_want = after ] && return 0 || return 1 ;;
    *) json_$json_want "$2" || return 1 ;;
    esac
  done
}

json_value() {
  json_want=after
  case $json_rest in
  '{}'* | '[]'*)
    json_rest=${json_rest#??}
    ;;
  '{'*)
    json_rest=${json_rest#?} json_stack=o$json_stack json_want=member
    ;;
  '['*)
    json_rest=${json_rest#?} json_stack=a$json_stack json_want=value json_path=$json_path[]
    "$1" "$json_path" '['
    ;;
  '"'*)
    json_string || return 1
    "$1" "$json_path" "$json_text"
    ;;
  [-0-9tfn]*)
    json_text=${json_rest%%[],\} $nl]*}
    json_rest=${json_rest#"$json_text"}
    case $json_text in
    true | false | null) ;;
    -[0-9]* | [0-9]*) case ${json_text#-} in *[!0-9]*) return 1 ;; esac ;;
    *) return 1 ;;
    esac
    "$1" "$json_path" "$json_text"
    ;;
  *) return 1 ;;
  esac
}

json_member() {
  json_string || return 1
  case $json_text in *[!A-Za-z0-9_]*) json_text='?' ;; esac
  json_path=$json_path.$json_text
  json_want=colon
}

json_colon() {
  case $json_rest in :*) json_rest=${json_rest#?} json_want=value ;; *) return 1 ;; esac
}

json_after() {
  case $json_stack.${json_rest%"${json_rest#?}"} in
  o*.,) json_want=member json_path=${json_path%.*} ;;
  a*.,) json_want=value ;;
  o*.\})
    json_stack=${json_stack#?} json_path=${json_path%.*}
    "$1" "$json_path" '}'
    ;;
  a*.]) json_stack=${json_stack#?} json_path=${json_path%'[]'} ;;
  *) return 1 ;;
  esac
  json_rest=${json_rest#?}
}

# Sets `json_text`, with its escapes left as they are.
json_string() {
  case $json_rest in '"'*) json_rest=${json_rest#?} ;; *) return 1 ;; esac
  json_text=
  while :; do
    json_piece=${json_rest%%[\"\\]*}
    json_text=$json_text$json_piece
    json_rest=${json_rest#"$json_piece"}
    case $json_rest in
    '"'*) json_rest=${json_rest#?} && return 0 ;;
    \\?*)
      json_next=${json_rest#??}
      json_text=$json_text${json_rest%"$json_next"}
      json_rest=$json_next
      ;;
    *) return 1 ;;
    esac
  done
}

# ── What was asked for ────────────────────────────────────────────────────────────────────────────────────────────────

p256=MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQg
ed25519=MCowBQYDK2VwAyEA

# read_key <path>: sets `key_base64` and `key_digest` of a public key in PEM
read_key() {
  key_base64=$(openssl pkey -pubin -in "$1" -outform DER 2>/dev/null | openssl base64 -A)
  [ -n "$key_base64" ] || return 1
  key_digest=$(openssl pkey -pubin -in "$1" -outform DER 2>/dev/null | sha256sum)
  key_digest=${key_digest%% *}
}

is_p256() { case $key_base64 in "$p256"*) [ ${#key_base64} -eq 124 ] ;; *) false ;; esac; }
is_ed25519() { case $key_base64 in "$ed25519"*) [ ${#key_base64} -eq 60 ] ;; *) false ;; esac; }

command -v sha256sum >/dev/null && command -v openssl >/dev/null || cannot 'This check needs sha256sum and openssl.'
openssl_version=$(openssl version)
case $openssl_version in
'OpenSSL '[3-9]* | 'OpenSSL '[1-9][0-9].*) ;;
*) cannot "This check needs OpenSSL 3 or newer; this is $openssl_version." ;;
esac

given_keys= given_log_key= kept_text=
while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || cannot "$1 needs a value."
  case $1 in
  --key)
    if is_hex "$2" 64; then
      key_digest=$2
    elif is_hex "$2" 32; then
      key_digest=$2
    else
      [ -f "$2" ] && read_key "$2" || cannot "--key: neither 64 or 32 hex digits nor a public key in PEM."
    fi
    given_keys="$given_keys $key_digest"
    ;;
  --log-key)
    [ -f "$2" ] && read_key "$2" || cannot '--log-key: not a public key in PEM.'
    given_log_key=$key_digest
    ;;
  --checkpoint)
    [ -f "$2" ] && slurp "$2" || cannot '--checkpoint: not a signed note.'
    kept_text=$slurped
    ;;
  *) cannot "unknown: $1 (--key, --log-key, --checkpoint)" ;;
  esac
  shift 2
done

case $0 in */*) cd -- "${0%/*}" || cannot 'The folder of verify.sh can not be opened.' ;; esac

# Without mktemp: names that nobody else has, for the shell refuses to open what exists.
# An earlier run may have left some under the same process id.
tmp= tmp_n=0
while [ -z "$tmp" ]; do
  tmp=${TMPDIR:-/tmp}/akashi-verify.$$.$tmp_n tmp_n=$((tmp_n + 1))
  (set -C && : >"$tmp.text" && : >"$tmp.sig") 2>/dev/null && break
  [ $tmp_n -lt 50 ] || cannot "$tmp.text can not be written."
  tmp=
done
# There is no rm either; what is left is two empty files.
trap ': >"$tmp.text"; : >"$tmp.sig"' EXIT
trap 'exit 2' HUP INT TERM

# ── Keys ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

# Lines of `<key id>|<owner>|<from>|<until>|<revoked from>`.
key_table=$nl key_listed= key_id= key_owner= key_from= key_until= key_revoked=

keep_key() {
  [ -z "$key_id" ] || key_table=$key_table$key_id'|'$key_owner'|'$key_from'|'$key_until'|'$key_revoked$nl
  key_id= key_owner= key_from= key_until= key_revoked=
}

on_key_member() {
  case $1 in
  '.keys[]') keep_key ;;
  '.keys[].keyId') if is_hex "$2" 32; then key_id=$2; fi ;;
  '.keys[].owner') case $2 in service | station | log) key_owner=$2 ;; esac ;;
  '.keys[].validFrom') if moment "$2"; then key_from=$2; fi ;;
  '.keys[].validUntil') if moment "$2"; then key_until=$2; fi ;;
  '.keys[].revokedFrom') if moment "$2"; then key_revoked=$2; fi ;;
  esac
}

json_strict=
if is_plain_file keys.json && slurp keys.json && json "$slurped" on_key_member; then
  key_listed=yes
else
  key_table=$nl
  say note keys.json keys.unread
fi

# find_key <key id>: sets owner and times, empty where nobody says
find_key() {
  key_owner= key_from= key_until= key_revoked=
  case $key_table in *"$nl$1|"*) ;; *) return 1 ;; esac
  key_line=${key_table#*"$nl$1|"}
  key_line=${key_line%%"$nl"*}
  key_owner=${key_line%%|*} key_line=${key_line#*|}
  key_from=${key_line%%|*} key_line=${key_line#*|}
  key_until=${key_line%%|*} key_revoked=${key_line#*|}
}

is_given() {
  for given in $given_keys; do
    case $given in "$1"*) return 0 ;; esac
  done
  return 1
}

log_key= log_key_octal= good_keys=' '

check_key() {
  is_plain_file "$1" || return 0
  key_name=${1#keys/}
  case $key_name in
  log.pem)
    if ! read_key "$1" || ! is_ed25519; then say FAILED "$1" key.unreadable && return; fi
    octal_of_base64 "$key_base64" 44
    # The last 32 of the 44 bytes, four characters each.
    log_key_octal=${octal#????????????????????????????????????????????????}
    log_key=$1
    if [ -z "$given_log_key" ]; then
      say note "$1" key.trust "$key_digest"
    elif [ "$given_log_key" = "$key_digest" ]; then
      say ok "$1" key.given
    else
      say FAILED "$1" logkey.other
    fi
    ;;
  *)
    if ! read_key "$1" || ! is_p256; then say FAILED "$1" key.unreadable && return; fi
    case $key_digest in "${key_name%.pem}"?*) ;; *) say FAILED "$1" key.name && return ;; esac
    is_hex "${key_name%.pem}" 32 || { say FAILED "$1" key.name && return; }
    good_keys="$good_keys${key_name%.pem} "
    if ! find_key "${key_name%.pem}" && [ -n "$key_listed" ]; then say FAILED "$1" key.unlisted && return; fi
    case $key_owner in station) return ;; esac
    if is_given "${key_name%.pem}"; then
      say ok "$1" key.given
    elif [ -z "$given_keys" ]; then
      say note "$1" key.trust "$key_digest"
    fi
    ;;
  esac
}
files_in keys/ check_key

# ── SHA256SUMS ────────────────────────────────────────────────────────────────────────────────────────────────────────

# belongs <path>: whether a bundle has files of such a name
belongs() {
  case $1 in
  *[!A-Za-z0-9._/-]* | */*/* | */ | */.* | */-*) return 1 ;;
  VERIFY.md | verify.sh | bundle.json | keys.json | checkpoint | checkpoint.txt | checkpoint.sig | checkpoint.tsr) ;;
  documents/?* | originals/?* | renditions/?* | keys/?* | tsa/?*) ;;
  *) return 1 ;;
  esac
}

listed=$nl sums_failed=0 sums_count=0

check_sum() {
  sum_path=${1#*"  "} sum_digest=${1%%" "*}
  if ! is_hex "$sum_digest" 64 || [ "$sum_digest  $sum_path" != "$1" ] || ! belongs "$sum_path"; then
    say FAILED SHA256SUMS sums.unreadable "$2" && return
  fi
  case $listed in *"$nl$sum_path$nl"*) say FAILED SHA256SUMS sums.unreadable "$2" && return ;; esac
  listed=$listed$sum_path$nl
  if ! is_plain_file "$sum_path"; then say FAILED "$sum_path" sums.missing && return; fi
  digest_of "$sum_path"
  if [ "$digest" != "$sum_digest" ]; then say FAILED "$sum_path" sums.differs; fi
}

check_listed() {
  if [ -L "$1" ]; then
    say FAILED "$1" file.foreign
  elif [ -d "$1" ]; then
    case $1 in documents | originals | renditions | keys | tsa) files_in "$1/" check_listed ;; *) say FAILED "$1" file.foreign ;; esac
  elif [ "$1" != SHA256SUMS ]; then
    case $listed in
    *"$nl$1$nl"*) ;;
    *) say FAILED "$1" sums.unlisted ;;
    esac
  fi
}

if is_plain_file SHA256SUMS; then
  sums_before=$failures sums_n=0
  while IFS= read -r sums_line || [ -n "$sums_line" ]; do
    sums_n=$((sums_n + 1))
    check_sum "$sums_line" $sums_n
  done <SHA256SUMS
  files_in '' check_listed
  [ $failures -eq $sums_before ] && say ok SHA256SUMS sums.ok $sums_n
else
  say FAILED SHA256SUMS sums.absent
fi

# ── Documents ─────────────────────────────────────────────────────────────────────────────────────────────────────────

# Lines of `<sha256>|<schema>|<shipment>|<previous>|<clip>|<original>|<recording>|<station key>|<time>|<n>|<key ids>`
json_strict=yes
documents=$nl
# Lines of `<sha256>|<digests of the manifests that it lists, in order>`
lists=$nl
# ` <clip> ` of every link, ` <digest> ` of everything listed
linked=' '
# Lines of `<clip>|<kind>|<digest of the file>|<document>`
statements=$nl

on_member() {
  case $1 in
  .schema) case $2 in akashi.*[!a-z0-9./]*) doc_bad=1 ;; akashi.?*/?*) doc_schema=$doc_schema$2 ;; *) doc_bad=1 ;; esac ;;
  .shipmentId) doc_shipment=$doc_shipment$2 ;;
  .previousManifestSha256) doc_previous=$doc_previous$2 ;;
  .clip.id | .clipId) doc_clip=$doc_clip$2 ;;
  .original.sha256) doc_original=$doc_original$2 ;;
  .rendition.sha256) doc_rendition=$doc_rendition$2 ;;
  .rendition.kind) doc_kind=$doc_kind$2 ;;
  .recording.sha256) doc_recording=$doc_recording$2 ;;
  .recording.keyId) doc_station=$doc_station$2 ;;
  .sealedAt | .madeAt | .signedAt | .asOf) if moment "$2"; then doc_time=$2; fi ;;
  .n) doc_n=$2 ;;
  '.manifests[].sha256') if is_hex "$2" 64; then doc_list="$doc_list $2"; else doc_bad=1; fi ;;
  '.links[].clipId') case $2 in *[!A-Za-z0-9-]*) doc_bad=1 ;; *) doc_links="$doc_links $2" ;; esac ;;
  esac
}

# A member that comes twice has been written together, and is no digest or name any more.
is_well_formed() {
  case $doc_shipment$doc_clip$doc_kind in *[!A-Za-z0-9_-]*) return 1 ;; esac
  [ ${#doc_shipment} -le 40 ] && [ ${#doc_clip} -le 40 ] && [ -z "$doc_bad" ] || return 1
  is_hex "${doc_original:-$zeros}" 64 && is_hex "${doc_rendition:-$zeros}" 64 || return 1
  case $doc_schema in
  akashi.manifest/[1-9]*) is_hex "$doc_original" 64 && [ -n "$doc_clip" ] || return 1 ;;
  akashi.rendition/[1-9]*) is_hex "$doc_rendition" 64 && is_hex "$doc_original" 64 && [ -n "$doc_clip$doc_kind" ] || return 1 ;;
  akashi.stage/[1-9]*) ;;
  akashi.shipment/[1-9]*) is_count "$doc_n" || return 1 ;;
  akashi.*/[1-9]*) return 0 ;;
  *) return 1 ;;
  esac
  case $doc_schema in
  akashi.rendition/*) ;;
  *)
    [ -n "$doc_shipment" ] || return 1
    [ "$doc_previous" = null ] || is_hex "$doc_previous" 64 || return 1
    ;;
  esac
  [ -z "$doc_recording" ] || { is_hex "$doc_recording" 64 && is_hex "$doc_station" 32; }
}
zeros=0000000000000000000000000000000000000000000000000000000000000000

read_document() {
  doc_schema= doc_shipment= doc_previous= doc_clip= doc_original= doc_rendition= doc_kind= doc_recording= doc_station=
  doc_time= doc_n= doc_list= doc_links= doc_bad= doc_keys=
  slurp "$1" && json "$slurped" on_member && is_well_formed
}

check_signature() {
  sig_id=${1#documents/????????????????????????????????????????????????????????????????.}
  sig_id=${sig_id%.sig}
  if ! is_hex "$sig_id" 32 || ! is_plain_file "keys/$sig_id.pem"; then say FAILED "$1" doc.nokey && return; fi
  case $good_keys in *" $sig_id "*) ;; *) say FAILED "$1" doc.badsig && return ;; esac
  if ! openssl dgst -sha256 -verify "keys/$sig_id.pem" -signature "$1" "$doc_path" >/dev/null 2>&1; then
    say FAILED "$1" doc.badsig && return
  fi
  find_key "$sig_id" || key_owner=
  case $doc_schema.$key_owner in
  akashi.recording/*.service | *.log) say FAILED "$1" doc.signer "$sig_id" && return ;;
  akashi.recording/*) ;;
  *.station) say FAILED "$1" doc.signer "$sig_id" && return ;;
  *) if [ -n "$given_keys" ] && ! is_given "$sig_id"; then say FAILED "$1" doc.signer "$sig_id" && return; fi ;;
  esac
  doc_keys="$doc_keys $sig_id"
}

check_document() {
  case $1 in *.json) ;; *) return ;; esac
  is_plain_file "$1" || return
  doc_path=$1 doc_sha=${1#documents/}
  doc_sha=${doc_sha%.json}
  digest_of "$1"
  if [ "$digest" != "$doc_sha" ]; then
    say FAILED "$1" doc.digest
    is_hex "$doc_sha" 64 && read_document "$1" && keep_document
    return
  fi
  if ! read_document "$1"; then say FAILED "$1" doc.unreadable && return; fi
  doc_before=$failures
  set +f
  for doc_sig in documents/"$doc_sha".*.sig; do
    set -f
    is_plain_file "$doc_sig" && check_signature "$doc_sig"
  done
  set -f
  if [ -n "$doc_keys" ]; then
    say ok "$1" doc.ok "$doc_schema" "${doc_keys# }"
  elif [ $failures -eq $doc_before ]; then
    say FAILED "$1" doc.unsigned
  fi
  keep_document
}

keep_document() {
  documents=$documents$doc_sha'|'$doc_schema'|'$doc_shipment'|'$doc_previous'|'$doc_clip'|'$doc_original'|'$doc_recording'|'
  documents=$documents$doc_station'|'$doc_time'|'$doc_n'|'${doc_keys# }$nl
  case $doc_schema in
  akashi.shipment/*)
    lists=$lists$doc_sha'|'${doc_list# }$nl
    ;;
  akashi.rendition/*) statements=$statements$doc_clip'|'$doc_kind'|'$doc_rendition'|'$doc_sha$nl ;;
  esac
  [ -z "$doc_links" ] || link_table=$link_table$doc_sha'|'${doc_links# }$nl
}
link_table=$nl

# find_document <sha256>: sets what is known of it
find_document() {
  case $documents in *"$nl$1|"*) ;; *) return 1 ;; esac
  doc_sha=$1
  doc_line=${documents#*"$nl$1|"}
  split_document "${doc_line%%"$nl"*}"
}

split_document() {
  IFS='|' read -r doc_schema doc_shipment doc_previous doc_clip doc_original doc_recording doc_station doc_time doc_n doc_keys <<END
$1
END
}

check_orphan() {
  case $1 in *.json) return ;; esac
  orphan=${1#documents/}
  is_plain_file "$1" || return 0
  is_plain_file "documents/${orphan%%.*}.json" || say FAILED "$1" doc.orphan
}

files_in documents/ check_document
files_in documents/ check_orphan

# for_documents <function>: calls it for each, in the order of their digests
for_documents() {
  for_rest=${documents#"$nl"}
  while [ -n "$for_rest" ]; do
    doc_sha=${for_rest%%|*}
    for_line=${for_rest%%"$nl"*}
    for_rest=${for_rest#*"$nl"}
    split_document "${for_line#*|}"
    "$1"
  done
}

# ── The chain ─────────────────────────────────────────────────────────────────────────────────────────────────────────

is_manifest() { case $doc_schema in akashi.manifest/* | akashi.stage/* | akashi.shipment/*) ;; *) false ;; esac; }

referenced=' '
collect_previous() { if is_manifest; then referenced="$referenced$doc_previous "; fi; }
for_documents collect_previous

# walk <sha256>: sets `walked`, oldest first, how many they are and the highest n of an akashi.shipment among them; `walk_gap` is
# what is not here, `walk_child` what names it
walk() {
  walked= walk_length=0 walk_n=0 walk_gap= walk_child= walk_next=$1
  while [ "$walk_next" != null ]; do
    if ! find_document "$walk_next" || ! is_manifest; then
      walk_gap=$walk_next
      break
    fi
    case " $walked " in *" $walk_next "*) break ;; esac
    walked="$walk_next${walked:+ $walked}" walk_length=$((walk_length + 1))
    case $doc_schema in akashi.shipment/*) [ "$doc_n" -le $walk_n ] || walk_n=$doc_n ;; esac
    walk_child=$walk_next walk_next=$doc_previous
  done
}

# The chain of this shipment is the one that ends newest: with the last akashi.shipment, else the longest.
chain= chain_length=0 chain_top=0 chain_gap= chain_child=
try_head() {
  is_manifest || return 0
  case $referenced in *" $doc_sha "*) return 0 ;; esac
  walk "$doc_sha"
  [ "$walk_n" -gt "$chain_top" ] || { [ "$walk_n" -eq "$chain_top" ] && [ $walk_length -gt $chain_length ]; } || return 0
  chain=$walked chain_length=$walk_length chain_top=$walk_n chain_gap=$walk_gap chain_child=$walk_child
}
for_documents try_head

shipment= admitted=' ' accepted=' '

# Each akashi.shipment lists what came before it; others that it lists or links are another shipment's.
check_chain() {
  chain_seen= chain_n= chain_count=0 chain_before=$failures
  for chain_sha in $chain; do
    find_document "$chain_sha"
    accepted="$accepted$chain_sha " chain_count=$((chain_count + 1))
    shipment=$doc_shipment
    case $doc_schema in
    akashi.shipment/*) check_list ;;
    *) chain_seen="$chain_seen $chain_sha" ;;
    esac
  done
  if [ -n "$chain_gap" ] && ! is_plain_file "documents/$chain_gap.json"; then
    say FAILED "documents/$chain_gap.json" chain.gap "documents/$chain_child.json"
  fi
  for_documents check_belonging
  if [ $failures -eq $chain_before ]; then say ok - chain.ok $chain_count; fi
  find_document "$chain_sha"
  case $doc_schema in akashi.shipment/*) ;; *) say note - chain.open ;; esac
}

check_list() {
  list_own= list_shipment=$doc_shipment list_n=$doc_n
  list_all=${lists#*"$nl$chain_sha|"}
  list_all=${list_all%%"$nl"*}
  case $link_table in
  *"$nl$chain_sha|"*)
    list_links=${link_table#*"$nl$chain_sha|"}
    linked="$linked${list_links%%"$nl"*} "
    ;;
  esac
  for list_sha in $list_all; do
    admitted="$admitted$list_sha "
    if find_document "$list_sha"; then
      [ "$doc_shipment" = "$list_shipment" ] || continue
      case $doc_schema in akashi.shipment/*) continue ;; esac
    fi
    list_own="$list_own $list_sha"
  done
  if [ "$list_own" != "$chain_seen" ] || { [ -n "$chain_n" ] && [ "$list_n" -ne $((chain_n + 1)) ]; } || { [ -z "$chain_n" ] && [ "$list_n" -gt 1 ]; }; then
    say FAILED "documents/$chain_sha.json" chain.order
  fi
  chain_n=$list_n
}

check_belonging() {
  case $doc_schema in
  akashi.manifest/* | akashi.stage/* | akashi.shipment/*)
    case $accepted in *" $doc_sha "*) return ;; esac
    if [ "$doc_shipment" = "$shipment" ]; then
      say FAILED "documents/$doc_sha.json" chain.fork && return
    fi
    case "$admitted" in *" $doc_sha "*) accepted="$accepted$doc_sha " && return ;; esac
    case "$linked" in *" ${doc_clip:-none} "*) accepted="$accepted$doc_sha " && return ;; esac
    say FAILED "documents/$doc_sha.json" doc.foreign
    ;;
  akashi.custody/*) [ "$doc_shipment" = "$shipment" ] || say FAILED "documents/$doc_sha.json" doc.foreign ;;
  esac
}

if [ -n "$chain" ]; then check_chain; else say FAILED - chain.none; fi

# ── Recordings, and the files that people saw ─────────────────────────────────────────────────────────────────────────

# Lines of `<clip>|<original>`; the times of the manifests that name a recording, as `<recording>|<time>`
clips=$nl recordings=$nl

check_clip() {
  case $doc_schema in akashi.manifest/*) ;; *) return 0 ;; esac
  clips=$clips$doc_clip'|'$doc_original$nl
  clip_found=
  set +f
  for clip_file in originals/"$doc_clip".*; do
    set -f
    is_plain_file "$clip_file" || continue
    clip_found=yes
    digest_of "$clip_file"
    if [ "$digest" = "$doc_original" ]; then say ok "$clip_file" clip.ok; else say FAILED "$clip_file" clip.differs; fi
  done
  set -f
  [ -n "$clip_found" ] || say FAILED "originals/$doc_clip" clip.missing
  check_recording
}

check_recording() {
  case $doc_schema in akashi.manifest/[12]) return ;; esac
  if [ -z "$doc_recording" ]; then say note "documents/$doc_sha.json" recording.none && return; fi
  recordings=$recordings$doc_recording'|'$doc_time$nl
  rec_of=$doc_sha rec_clip=$doc_clip rec_original=$doc_original rec_key=$doc_station rec_path=documents/$doc_recording.json
  if ! find_document "$doc_recording"; then
    is_plain_file "$rec_path" || say FAILED "$rec_path" recording.missing "documents/$rec_of.json"
    return
  fi
  case " $doc_keys " in *" $rec_key "*) ;; *) say FAILED "$rec_path" recording.signer "$rec_key" && return ;; esac
  slurp "$rec_path"
  case $doc_schema:$slurped in
  akashi.recording/*:*"\"$rec_original\""*) say ok "$rec_path" recording.ok "$rec_clip" ;;
  *) say FAILED "$rec_path" recording.differs ;;
  esac
}

for accepted_sha in $accepted; do
  find_document "$accepted_sha" && check_clip
done

check_original() {
  is_plain_file "$1" || return 0
  file_clip=${1#originals/}
  case $clips in *"$nl${file_clip%%.*}|"*) ;; *) say FAILED "$1" clip.unnamed ;; esac
}

check_rendition() {
  is_plain_file "$1" || return 0
  file_clip=${1#renditions/}
  file_kind=${file_clip#*.}
  file_clip=${file_clip%%.*} file_kind=${file_kind%%.*}
  case $statements in *"$nl$file_clip|$file_kind|"*) ;; *) say FAILED "$1" rendition.unnamed && return ;; esac
  digest_of "$1"
  case $statements in
  *"$nl$file_clip|$file_kind|$digest|"*) say ok "$1" rendition.ok ;;
  *) say FAILED "$1" rendition.differs ;;
  esac
}

check_statement() {
  case $doc_schema in
  akashi.rendition/*)
    case $clips in
    *"$nl$doc_clip|$doc_original$nl"*) ;;
    *"$nl$doc_clip|"*) say FAILED "documents/$doc_sha.json" rendition.foreign && return ;;
    *) say FAILED "documents/$doc_sha.json" doc.foreign && return ;;
    esac
    statement_kind=${statements%"|$doc_sha$nl"*}
    statement_kind=${statement_kind##*"$nl"}
    statement_kind=${statement_kind#*|}
    statement_kind=${statement_kind%%|*}
    set +f
    for statement_file in renditions/"$doc_clip.$statement_kind".*; do
      set -f
      is_plain_file "$statement_file" && return
    done
    set -f
    say note "documents/$doc_sha.json" rendition.absent
    ;;
  akashi.recording/*) case $recordings in *"$nl$doc_sha|"*) ;; *) say FAILED "documents/$doc_sha.json" recording.unnamed ;; esac ;;
  esac
}

files_in originals/ check_original
files_in renditions/ check_rendition
for_documents check_statement

# ── The log ───────────────────────────────────────────────────────────────────────────────────────────────────────────

# Lines of `<size>|<root>`; the last note that was found good
roots=$nl good_note=

# read_note <text>: sets `note_text`, `note_origin`, `note_size`, `note_root` (octal) and `note_signatures`
read_note() {
  case $1 in *"$nl") ;; *) return 1 ;; esac
  case $1 in *"$nl$nl"*) ;; *) return 1 ;; esac
  note_text=${1%%"$nl$nl"*}$nl note_signatures=${1#*"$nl$nl"}
  case $note_signatures in '' | *"$nl$nl"*) return 1 ;; esac
  note_rest=$note_text
  note_origin=${note_rest%%"$nl"*} note_rest=${note_rest#*"$nl"}
  note_size=${note_rest%%"$nl"*} note_rest=${note_rest#*"$nl"}
  case $note_origin in '' | *[!A-Za-z0-9._/:-]*) return 1 ;; esac
  is_count "$note_size" && is_base64_hash "${note_rest%%"$nl"*}" && octal_of_base64 "${note_rest%%"$nl"*}" 32 || return 1
  note_root=$octal
}

# Whether the note that was read is signed by the log's key. Signatures of others, such as witnesses, are passed over.
is_note_signed() {
  [ "$good_note" = "$note_text$nl$note_signatures" ] && return
  note_key=$(printf "%s\\n\\001$log_key_octal" "$note_origin" | sha256sum)
  octal_of_hex "${note_key%"${note_key#????????}"}"
  note_key=$octal note_rest=$note_signatures
  while [ -n "$note_rest" ]; do
    note_line=${note_rest%%"$nl"*} note_rest=${note_rest#*"$nl"}
    case $note_line in "— $note_origin "*) ;; *) continue ;; esac
    octal_of_base64 "${note_line#"— $note_origin "}" 68 || continue
    case $octal in "$note_key"*) ;; *) continue ;; esac
    printf '%s' "$note_text" >"$tmp.text"
    printf "${octal#"$note_key"}" >"$tmp.sig"
    is_signed_by_log "$tmp.text" "$tmp.sig" || return 1
    good_note=$note_text$nl$note_signatures
    return 0
  done
  return 1
}

is_signed_by_log() { openssl pkeyutl -verify -pubin -inkey "$log_key" -rawin -in "$1" -sigfile "$2" >/dev/null 2>&1; }

# same_history <subject>: the root of a size is the same wherever it is named
same_history() {
  case $roots in
  *"$nl$note_origin|$note_size|$note_root$nl"*) return 0 ;;
  *"$nl$note_origin|$note_size|"*) say FAILED "$1" log.split "$note_size" && return 1 ;;
  *) roots=$roots$note_origin'|'$note_size'|'$note_root$nl ;;
  esac
}

newest_size=
check_checkpoint() {
  if ! is_plain_file checkpoint; then say pending checkpoint checkpoint.absent && return; fi
  if [ -z "$log_key" ]; then say FAILED keys/log.pem log.nokey && return; fi
  if ! slurp checkpoint || ! read_note "$slurped" || ! is_note_signed; then say FAILED checkpoint checkpoint.bad && return; fi
  same_history checkpoint
  newest_size=$note_size
  say ok checkpoint checkpoint.ok "$note_size" "$note_origin"
  check_kept
  read_note "$slurped_note"
  if is_plain_file checkpoint.txt; then
    slurp checkpoint.txt && [ "$slurped" = "$note_text" ] || say FAILED checkpoint.txt checkpoint.text
    is_plain_file checkpoint.sig && is_signed_by_log checkpoint.txt checkpoint.sig || say FAILED checkpoint.sig checkpoint.sig
  fi
  check_stamp checkpoint checkpoint.tsr
}

# The checkpoint that somebody has kept from earlier: the one thing that a rewritten log can not agree with.
check_kept() {
  slurped_note=$slurped kept_size=$note_size
  [ -n "$kept_text" ] || return
  if ! read_note "$kept_text" || ! is_note_signed; then say FAILED checkpoint kept.bad && return; fi
  case $roots in
  *"$nl$note_origin|$note_size|$note_root$nl"*) say ok checkpoint kept.same ;;
  *"$nl$note_origin|$note_size|"*) say FAILED checkpoint kept.differs ;;
  *) say note checkpoint kept.other "$note_size" ;;
  esac
}

# node <left> <right>: sets `node`, the hash above two others
node() {
  node=$(printf "\\001$1$2" | sha256sum)
  octal_of_hex "${node%% *}"
  node=$octal
}

# read_proof <text>: sets `proof_index`, `proof_path` (base64, separated by spaces) and the note
read_proof() {
  case $1 in "c2sp.org/tlog-proof@v1$nl"*) ;; *) return 1 ;; esac
  proof_rest=${1#*"$nl"}
  case $proof_rest in 'extra '*) proof_rest=${proof_rest#*"$nl"} ;; esac
  case $proof_rest in 'index '*"$nl$nl"*) ;; *) return 1 ;; esac
  proof_index=${proof_rest%%"$nl"*} proof_rest=${proof_rest#*"$nl"}
  proof_index=${proof_index#index } proof_path=
  is_count "$proof_index" || return 1
  while :; do
    proof_line=${proof_rest%%"$nl"*} proof_rest=${proof_rest#*"$nl"}
    [ -n "$proof_line" ] || break
    is_base64_hash "$proof_line" || return 1
    proof_path="$proof_path $proof_line"
  done
  read_note "$proof_rest"
}

# RFC 9162, 2.1.3.2: whether the path leads from the leaf (octal) at the index to the root.
leads_to_root() {
  path_hash=$1 path_fn=$proof_index path_sn=$((note_size - 1))
  [ "$proof_index" -lt "$note_size" ] || return 1
  for path_step in $proof_path; do
    [ $path_sn -gt 0 ] && octal_of_base64 "$path_step" 32 || return 1
    if [ $((path_fn & 1)) -eq 1 ] || [ "$path_fn" -eq $path_sn ]; then
      node "$octal" "$path_hash"
      while [ $((path_fn & 1)) -eq 0 ] && [ "$path_fn" -ne 0 ]; do path_fn=$((path_fn >> 1)) path_sn=$((path_sn >> 1)); done
    else
      node "$path_hash" "$octal"
    fi
    path_hash=$node path_fn=$((path_fn >> 1)) path_sn=$((path_sn >> 1))
  done
  [ $path_sn -eq 0 ] && [ "$path_hash" = "$note_root" ]
}

check_log() {
  proof_file=documents/$doc_sha.tlog-proof
  if ! is_plain_file "$proof_file"; then say pending "documents/$doc_sha.json" log.absent && return; fi
  if [ -z "$log_key" ]; then say FAILED keys/log.pem log.nokey && return; fi
  if ! slurp "$proof_file" || ! read_proof "$slurped"; then say FAILED "$proof_file" log.unreadable && return; fi
  if ! is_note_signed; then say FAILED "$proof_file" log.unsigned && return; fi
  for proof_key in $doc_keys; do
    proof_leaf=$(printf '\000akashi.entry/1 %s %s %s' "$doc_schema" "$doc_sha" "$proof_key" | sha256sum)
    octal_of_hex "${proof_leaf%% *}"
    leads_to_root "$octal" || continue
    same_history "$proof_file" || return
    if [ -n "$newest_size" ] && [ "$note_size" -gt "$newest_size" ]; then say FAILED "$proof_file" log.shorter && return; fi
    say ok "$proof_file" log.ok "$proof_index" "$note_size" "$note_origin"
    return
  done
  say FAILED "$proof_file" log.path
}

# ── Time stamps, and whether the key was in use ───────────────────────────────────────────────────────────────────────

# stamp_time <file>: sets `stamp_time` (ISO) and `stamp_epoch` from "Time stamp: Nov 30 10:10:16 2026 GMT"
stamp_time() {
  # A whole answer of the authority, or the token alone.
  stamp_text=$(openssl ts -reply -in "$1" -text 2>/dev/null || openssl ts -reply -in "$1" -token_in -text 2>/dev/null)
  case $stamp_text in *'Time stamp: '*) ;; *) return 1 ;; esac
  stamp_text=${stamp_text#*'Time stamp: '}
  stamp_text=${stamp_text%%"$nl"*}
  read -r stamp_month stamp_day stamp_clock stamp_year stamp_zone <<END
$stamp_text
END
  case $stamp_month in
  Jan) stamp_month=01 ;; Feb) stamp_month=02 ;; Mar) stamp_month=03 ;; Apr) stamp_month=04 ;;
  May) stamp_month=05 ;; Jun) stamp_month=06 ;; Jul) stamp_month=07 ;; Aug) stamp_month=08 ;;
  Sep) stamp_month=09 ;; Oct) stamp_month=10 ;; Nov) stamp_month=11 ;; Dec) stamp_month=12 ;;
  *) return 1 ;;
  esac
  stamp_clock=${stamp_clock%%.*}
  case $stamp_day in ?) stamp_day=0$stamp_day ;; esac
  stamp_time=$stamp_year-$stamp_month-${stamp_day}T$stamp_clock.000Z
  moment "$stamp_time" || return 1
  # Days since 1970 by the civil calendar, with March as the first month. 1 before two digits keeps 08 and 09 decimal.
  stamp_m=$((1$stamp_month - 100)) stamp_d=$((1$stamp_day - 100)) stamp_y=$stamp_year
  [ $stamp_m -gt 2 ] || stamp_m=$((stamp_m + 12)) stamp_y=$((stamp_y - (stamp_m > 12)))
  stamp_epoch=$((stamp_y * 365 + stamp_y / 4 - stamp_y / 100 + stamp_y / 400 + (153 * (stamp_m - 3) + 2) / 5 + stamp_d - 719469))
  stamp_clock=1$stamp_clock
  stamp_h=${stamp_clock%%:*} stamp_i=${stamp_clock#*:}
  stamp_s=${stamp_i#*:} stamp_i=1${stamp_i%%:*}
  stamp_epoch=$((stamp_epoch * 86400 + (stamp_h - 100) * 3600 + (stamp_i - 100) * 60 + 1$stamp_s - 100))
}

# is_stamp <stamped file> <time stamp> <authority> [-token_in]. Certificates must have been good when it was made; later they expire.
is_stamp() {
  openssl ts -verify -in "$2" ${4:+"$4"} -data "$1" -CAfile "$3" -untrusted "$3" -attime "$stamp_epoch" >/dev/null 2>&1
}

# is_before <time> <time>: whether both are known and the first is earlier
is_before() {
  moment "$1" || return 1
  before=$moment
  moment "$2" && [ "$before" -lt "$moment" ]
}

# check_stamp <stamped file> <time stamp>: sets `stamped`, the time of an independent stamp
check_stamp() {
  stamped=
  if ! is_plain_file "$2"; then say pending "$1" stamp.absent && return; fi
  stamp_by=
  if stamp_time "$2"; then
    set +f
    for stamp_ca in tsa/*.pem; do
      set -f
      is_plain_file "$stamp_ca" || continue
      if is_stamp "$1" "$2" "$stamp_ca" || is_stamp "$1" "$2" "$stamp_ca" -token_in; then
        stamp_by=$stamp_ca
        break
      fi
    done
    set -f
  fi
  if [ -z "$stamp_by" ]; then say FAILED "$2" stamp.bad && return; fi
  stamp_who=$(openssl x509 -in "$stamp_by" -noout -subject -issuer 2>/dev/null)
  case $stamp_who in
  *[Nn]'ot independent'*) say note "$2" stamp.local "$stamp_time" ;;
  *)
    stamped=$stamp_time
    printable "$stamp_by"
    say ok "$2" stamp.ok "$stamp_time" "$printable"
    ;;
  esac
}

check_times() {
  stamped=
  for time_key in $doc_keys; do
    check_stamp "documents/$doc_sha.$time_key.sig" "documents/$doc_sha.tsr"
    check_key_time "$time_key"
    break
  done
  check_log
}

# A stolen key can sign any date. What is signed with a revoked one must be older by somebody else's word: a time stamp,
# or for a station the manifest of the service. A station's own clock decides nothing.
check_key_time() {
  find_key "$1" || return 0
  said=$doc_time witness=$stamped
  case $doc_schema in
  akashi.recording/*)
    said= key_until=
    case $recordings in
    *"$nl$doc_sha|"*)
      said=${recordings#*"$nl$doc_sha|"}
      said=${said%%"$nl"*}
      ;;
    esac
    is_before "$said" "$key_revoked" && witness=$said
    ;;
  *) is_before "$said" "$key_revoked" || witness= ;;
  esac
  if [ -n "$key_revoked" ] && ! is_before "$witness" "$key_revoked"; then
    say FAILED "documents/$doc_sha.json" doc.revoked "$1" "$key_revoked" && return
  fi
  if is_before "$said" "$key_from" || is_before "$key_until" "$said"; then
    say FAILED "documents/$doc_sha.json" doc.outside "$said" "$1"
  fi
}

check_checkpoint
for_documents check_times

# ── The verdict ───────────────────────────────────────────────────────────────────────────────────────────────────────

if [ $failures -eq 0 ]; then
  text verdict.ok
  fill $passed $waiting
  printf 'VERDICT  ok: %s\n' "$t"
else
  text verdict.failed
  fill $failures
  printf 'VERDICT  FAILED: %s\n' "$t"
fi
[ $failures -eq 0 ]

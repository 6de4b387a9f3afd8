import type { ErrorCode } from '../../http/error-codes.js';

/** エラーの見出し。ない場合は英語を使う。 */
export const problemTitles: Partial<Record<ErrorCode, string>> = {
  malformed_json: 'JSONの形式が正しくありません',
  malformed_request: 'リクエストを読み取れません',
  malformed_cursor: 'カーソルが正しくありません',
  malformed_idempotency_key: 'Idempotency-Keyが使えません',
  unauthenticated: '有効な認証情報がありません',
  role_too_small: 'この操作の権限がありません',
  wrong_credential: 'この認証情報では利用できません',
  no_scope_chosen: 'ブランドまたは倉庫が選ばれていません',
  packer_not_signed_in: 'この作業台に誰もサインインしていません',
  cross_origin: '別のサイトからのリクエストです',
  route_not_found: 'ページが見つかりません',
  method_not_allowed: 'この操作はできません',
  request_in_progress: '同じリクエストを処理中です',
  secret_shown_once: 'シークレットは一度しか表示されません',
  body_too_large: '送信内容が大きすぎます',
  url_too_long: 'URLが長すぎます',
  unsupported_media_type: 'この形式は受け付けていません',
  invalid_request: 'リクエストの内容が正しくありません',
  idempotency_key_reused: 'Idempotency-Keyが別の内容で使われています',
  too_many_requests: 'リクエストが多すぎます',
  internal: 'サーバーで問題が発生しました',
  temporarily_unavailable: '現在利用できません',
  wrong_login: 'メールアドレスまたはパスワードが違います',
  too_many_logins: 'ログインの試行回数が多すぎます',
};

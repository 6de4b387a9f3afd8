/** What the check on the customer's page says. */
export interface PageTexts {
  button: string;
  busy: string;
  again: string;
  good: string;
  goodSigned: string;
  logged: string;
  pending: string;
  unchecked: string;
  limits: string;
  problems: Readonly<Record<'film' | 'statement' | 'signature' | 'log' | 'network', string>>;
}

const en: PageTexts = {
  button: 'Check in this browser',
  busy: 'Receiving and checking: {percent}',
  again: 'Check again',
  good: 'The film that this browser received is the one that was signed.',
  goodSigned: 'Not a byte of it has changed since it was signed at {time}.',
  logged: 'The signature is entered in the public log (entry {index}), so it cannot be exchanged unnoticed.',
  pending: 'It is not in the public log yet; that takes up to an hour.',
  unchecked:
    'Its place in the public log could not be checked: this browser does not know that kind of signature.',
  limits:
    'This shows that the film was not changed afterwards. It does not show who held the camera, nor what lies outside the picture. The key came from this service, too: whoever does not trust it compares it with one from elsewhere.',
  problems: {
    film: 'The film that this browser received is not the one that was signed. It was changed, or the transfer was disturbed: try again, and if it stays so, let us know.',
    statement: 'What was signed could not be read. Please let us know.',
    signature: 'The signature does not fit. Please let us know.',
    log: 'The proof from the public log does not fit this film. Please let us know.',
    network: 'The film could not be received in full, so nothing was checked. Please try again.',
  },
};

const ja: PageTexts = {
  button: 'このブラウザで確かめる',
  busy: '受信して確かめています:{percent}',
  again: 'もう一度確かめる',
  good: 'このブラウザが受け取った動画は、署名されたものと同じです。',
  goodSigned: '{time}に署名されてから、1バイトも変わっていません。',
  logged: '署名は公開ログに登録されているため({index}番)、気づかれずに差し替えることはできません。',
  pending: '公開ログにはまだ登録されていません。登録まで最大1時間ほどかかります。',
  unchecked: '公開ログへの登録は、このブラウザが署名の方式に対応していないため確かめられませんでした。',
  limits:
    'わかるのは、動画があとから変えられていないことです。誰が撮影したか、画面の外に何があったかまではわかりません。署名の鍵もこのサービスから受け取っています。疑うときは、別の経路で得た鍵と見比べてください。',
  problems: {
    film: 'このブラウザが受け取った動画は、署名されたものと一致しません。変更されたか、通信が乱れた可能性があります。もう一度お試しのうえ、変わらなければお知らせください。',
    statement: '署名された内容を読み取れませんでした。お知らせください。',
    signature: '署名が一致しません。お知らせください。',
    log: '公開ログの証明がこの動画と一致しません。お知らせください。',
    network: '動画を最後まで受け取れず、確かめられませんでした。もう一度お試しください。',
  },
};

export const pageTexts = (language: string): PageTexts => (language.startsWith('ja') ? ja : en);

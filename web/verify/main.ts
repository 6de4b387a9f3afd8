// The one script of the customer's page, and only for those who ask: it adds a button below "tamper-evident record". Without
// it the page says the same, less the check.
import {
  checkFilm,
  digestOfStream,
  filmAsked,
  type FilmProof,
  type FilmVerdict,
  readFilmProof,
} from './film-check.js';
import { readProof } from './log-proof.js';
import { utf8 } from './bytes.js';
import { pageTexts, type PageTexts } from './page-texts.js';
import { webCrypto } from './signatures.js';

class Disturbed extends Error {}

function offer(place: HTMLElement): void {
  const language = document.documentElement.lang;
  const texts = pageTexts(language);
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button plain';
  button.textContent = texts.button;
  const said = document.createElement('div');
  said.setAttribute('role', 'status');
  place.append(button, said);
  button.addEventListener('click', () => {
    button.disabled = true;
    void check(place, said, texts, language).finally(() => {
      button.disabled = false;
      button.textContent = texts.again;
    });
  });
}

async function check(
  place: HTMLElement,
  said: HTMLElement,
  texts: PageTexts,
  language: string,
): Promise<void> {
  try {
    tell(said, 'busy', [texts.busy.replace('{percent}', '0 %')]);
    const proof = await proofAt(place.dataset.proof ?? '');
    const digest = await filmAt(place.dataset.media ?? '', (percent) =>
      tell(said, 'busy', [texts.busy.replace('{percent}', percent)]),
    );
    const verdict = await checkFilm(digest, filmAsked(place.dataset.proof ?? ''), proof, webCrypto);
    if (verdict.problem) tell(said, 'bad', [texts.problems[verdict.problem]]);
    else tell(said, 'good', goodWords(verdict, proof, texts, language));
  } catch {
    // Whatever stands in the way of receiving is no finding about the film.
    tell(said, 'bad', [texts.problems.network]);
  }
}

function goodWords(verdict: FilmVerdict, proof: FilmProof, texts: PageTexts, language: string): string[] {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'medium' });
  const index = proof.proof === null ? undefined : readProof(utf8(proof.proof))?.index;
  const logged = { in: texts.logged, pending: texts.pending, unchecked: texts.unchecked }[verdict.log];
  return [
    texts.good,
    ...(verdict.signedAt
      ? [texts.goodSigned.replace('{time}', format.format(new Date(verdict.signedAt)))]
      : []),
    logged.replace('{index}', String(index ?? '')),
    texts.limits,
  ];
}

async function proofAt(url: string): Promise<FilmProof> {
  const answer = await fetch(url, { headers: { accept: 'application/json' } });
  const proof = answer.ok ? readFilmProof(await answer.json()) : null;
  if (!proof) throw new Disturbed(url);
  return proof;
}

async function filmAt(url: string, progress: (percent: string) => void): Promise<string> {
  const answer = await fetch(url);
  if (!answer.ok || !answer.body) throw new Disturbed(url);
  const total = Number(answer.headers.get('content-length'));
  let last = '';
  return digestOfStream(answer.body, (bytes) => {
    const percent =
      total > 0 ? `${Math.floor((bytes / total) * 100)} %` : `${Math.floor(bytes / 1e5) / 10} MB`;
    if (percent !== last) progress(percent);
    last = percent;
  });
}

function tell(said: HTMLElement, state: string, sentences: readonly string[]): void {
  said.dataset.state = state;
  said.replaceChildren(
    ...sentences.map((sentence) => {
      const paragraph = document.createElement('p');
      paragraph.textContent = sentence;
      return paragraph;
    }),
  );
}

document.querySelectorAll<HTMLElement>('[data-proof]').forEach(offer);

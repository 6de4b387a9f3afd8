import { S3Error } from './s3-error.js';

/**
 * The little XML that S3 needs. Request bodies are untrusted: no DTD is understood (so no entity expansion, no external
 * entities), depth is bounded, and anything unexpected is MalformedXML.
 */
export interface XmlElement {
  /** Local name, without a namespace prefix. */
  readonly name: string;
  readonly children: XmlElement[];
  /** The element's own character data, entities decoded. */
  text: string;
}

const S3_NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
const MAX_DEPTH = 16;
const NAME = '[A-Za-z_][\\w.-]*(?::[A-Za-z_][\\w.-]*)?';
const TOKEN = new RegExp(
  [
    '(?<skip><!--[\\s\\S]*?-->|<\\?[\\s\\S]*?\\?>)',
    '<!\\[CDATA\\[(?<cdata>[\\s\\S]*?)\\]\\]>',
    `</(?<close>${NAME})\\s*>`,
    `<(?<open>${NAME})(?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*\\s*(?<empty>/?)>`,
    '(?<text>[^<]+)',
  ].join('|'),
  'y',
);
const NAMED_ENTITIES = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

const localName = (qualified: string): string => qualified.slice(qualified.indexOf(':') + 1);

function decodeEntity(entity: string, name: string): string {
  const known = NAMED_ENTITIES.get(name);
  if (known !== undefined) return known;
  const digits = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
  const code = digits?.[1] === undefined ? Number(digits?.[2] ?? Number.NaN) : Number.parseInt(digits[1], 16);
  if (!Number.isInteger(code) || code > 0x10ffff)
    throw new S3Error('MalformedXML', `Unknown entity ${entity}.`);
  return String.fromCodePoint(code);
}

const decodeText = (raw: string): string => {
  const text = raw.replace(/&([^;\s&]{1,10});/g, decodeEntity);
  return text;
};

/** Parses one XML document and returns its root element; throws MalformedXML. */
export function parseXml(source: string): XmlElement {
  const document: XmlElement = { name: '', children: [], text: '' };
  const open: XmlElement[] = [document];
  TOKEN.lastIndex = source.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (TOKEN.lastIndex < source.length) {
    const token = TOKEN.exec(source)?.groups;
    if (token === undefined) throw new S3Error('MalformedXML');
    readToken(token, open);
  }
  const [root, ...others] = document.children;
  if (root === undefined || others.length > 0 || open.length !== 1 || document.text.trim() !== '')
    throw new S3Error('MalformedXML');
  return root;
}

function readToken(token: Record<string, string | undefined>, open: XmlElement[]): void {
  const current = open.at(-1);
  if (current === undefined) throw new S3Error('MalformedXML');
  if (token['text'] !== undefined) current.text += decodeText(token['text']);
  if (token['cdata'] !== undefined) current.text += token['cdata'];
  if (token['close'] !== undefined) {
    if (open.length === 1 || current.name !== localName(token['close'])) throw new S3Error('MalformedXML');
    open.pop();
  }
  if (token['open'] === undefined) return;
  const element: XmlElement = { name: localName(token['open']), children: [], text: '' };
  current.children.push(element);
  if (token['empty'] === '/') return;
  if (open.length > MAX_DEPTH) throw new S3Error('MalformedXML', 'The XML is nested too deeply.');
  open.push(element);
}

/** Parses and insists on the root's name. */
export function parseXmlRoot(source: string, rootName: string): XmlElement {
  const root = parseXml(source);
  if (root.name !== rootName)
    throw new S3Error('MalformedXML', `Expected <${rootName}> but found <${root.name}>.`);
  return root;
}

export const childrenNamed = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child.name === name);

export const childNamed = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((child) => child.name === name);

export const childText = (element: XmlElement | undefined, name: string): string | undefined =>
  childNamed(element, name)?.text;

/** The child's text, or MalformedXML when the element is missing. */
export function requiredText(element: XmlElement, name: string): string {
  const text = childText(element, name);
  if (text === undefined) throw new S3Error('MalformedXML', `<${element.name}> needs <${name}>.`);
  return text;
}

// eslint-disable-next-line no-control-regex -- keys may hold control characters
const UNSAFE = /[<>&"\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g;
const ESCAPES: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };

/** Escapes character data. Control characters, legal in keys, become numeric references as S3 writes them. */
export const escapeXml = (text: string): string =>
  text.replace(UNSAFE, (char) => ESCAPES[char] ?? `&#x${char.charCodeAt(0).toString(16)};`);

/** One element: `undefined` writes nothing, arrays of markup are joined, `text` values are escaped. */
export function element(
  name: string,
  content: string | number | boolean | readonly string[] | undefined,
): string {
  if (content === undefined) return '';
  const inner = typeof content === 'object' ? content.join('') : escapeXml(String(content));
  return `<${name}>${inner}</${name}>`;
}

/** A whole document in S3's namespace. */
export const xmlDocument = (root: string, content: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${S3_NAMESPACE}">${content.join('')}</${root}>`;

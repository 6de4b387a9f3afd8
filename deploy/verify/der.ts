/** As much of DER (X.690) as a time stamp needs. */
export interface Der {
  tag: number;
  /** The whole element, tag and length included. */
  whole: Buffer;
  content: Buffer;
}

/** The elements that lie one after another in these bytes. @throws RangeError when they aren't DER */
export function elements(bytes: Buffer): Der[] {
  const found: Der[] = [];
  for (let at = 0; at < bytes.length;) {
    const element = elementAt(bytes, at);
    found.push(element);
    at += element.whole.length;
  }
  return found;
}

function elementAt(bytes: Buffer, at: number): Der {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined || (tag & 31) === 31) throw new RangeError('not DER');
  let [header, length] = [2, first];
  if (first >= 0x80) {
    const digits = first - 0x80;
    if (digits < 1 || digits > 4) throw new RangeError('not DER');
    [header, length] = [2 + digits, bytes.readUIntBE(at + 2, digits)];
  }
  const end = at + header + length;
  if (end > bytes.length) throw new RangeError('not DER');
  return { tag, whole: bytes.subarray(at, end), content: bytes.subarray(at + header, end) };
}

/** The element at a path of positions below another. @throws RangeError when there is none */
export function below(element: Der, ...path: number[]): Der {
  return path.reduce((inside, position) => {
    const found = elements(inside.content)[position];
    if (!found) throw new RangeError('not DER');
    return found;
  }, element);
}

/** `1.2.840.…` */
export function objectId({ tag, content }: Der): string {
  if (tag !== 6 || content.length === 0) throw new RangeError('not DER');
  const numbers: number[] = [];
  let number = 0;
  for (const byte of content) {
    number = number * 128 + (byte & 127);
    if (byte < 128) {
      numbers.push(number);
      number = 0;
    }
  }
  const [first = 0, ...rest] = numbers;
  const arc = Math.min(2, Math.floor(first / 40));
  return [arc, first - arc * 40, ...rest].join('.');
}

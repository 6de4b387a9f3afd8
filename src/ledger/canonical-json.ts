// What is signed are bytes, so a document must have exactly one spelling: members sorted by their UTF-16 code units, no
// white space, strings and numbers as JSON.stringify writes them. That is RFC 8785 for the values we allow.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

/**
 * The one spelling of a document, as UTF-8 bytes.
 * @throws RangeError for a number that isn't a safe integer: readers in other languages could spell it differently
 */
export function canonicalJson(value: Json): Buffer {
  return Buffer.from(write(value), 'utf8');
}

function write(value: Json): string {
  if (value === null || typeof value !== 'object') return writeScalar(value);
  if (isList(value)) return `[${value.map(write).join(',')}]`;
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${write(member)}`).join(',')}}`;
}

function writeScalar(value: null | boolean | number | string): string {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new RangeError(`${value} is not a safe integer`);
  }
  return JSON.stringify(value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

// The one spelling of a document that is signed (RFC 8785 for the values used): members sorted by their UTF-16 code units,
// no white space. The service refuses any other spelling. Members that are undefined are left out.

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json | undefined };

export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== 'object') {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      throw new RangeError(`${value} is not a safe integer`);
    }
    return JSON.stringify(value);
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  const spelled = members.flatMap(([name, member]) =>
    member === undefined ? [] : [`${JSON.stringify(name)}:${canonicalJson(member)}`],
  );
  return `{${spelled.join(',')}}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

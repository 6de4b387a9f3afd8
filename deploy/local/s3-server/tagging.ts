import { S3Error } from './s3-error.js';
import { childNamed, childrenNamed, element, parseXmlRoot, requiredText, xmlDocument } from './xml.js';

export type Tags = Readonly<Record<string, string>>;

export const MAX_OBJECT_TAGS = 10;
export const MAX_BUCKET_TAGS = 50;
const MAX_KEY_CHARACTERS = 128;
const MAX_VALUE_CHARACTERS = 256;

/** "A tag key can be up to 128 Unicode characters in length, and tag values up to 256"; at most 10 on an object, keys unique. */
function requireTags(pairs: readonly (readonly [string, string])[], limit: number): Tags {
  if (pairs.length > limit) throw new S3Error('BadRequest', `Object tags cannot be greater than ${limit}.`);
  if (new Set(pairs.map(([key]) => key)).size < pairs.length) {
    throw new S3Error('InvalidTag', 'Cannot provide multiple tags with the same key.');
  }
  for (const [key, value] of pairs) {
    if (key === '' || key.length > MAX_KEY_CHARACTERS)
      throw new S3Error('InvalidTag', 'The TagKey you have provided is invalid.');
    if (value.length > MAX_VALUE_CHARACTERS)
      throw new S3Error('InvalidTag', 'The TagValue you have provided is invalid.');
  }
  return Object.fromEntries(pairs);
}

/** x-amz-tagging: "The tag-set must be encoded as URL Query parameters." */
export function parseTaggingHeader(header: string | undefined): Tags {
  return requireTags([...new URLSearchParams(header ?? '')], MAX_OBJECT_TAGS);
}

export function parseTaggingDocument(source: string, limit: number): Tags {
  const set = childNamed(parseXmlRoot(source, 'Tagging'), 'TagSet');
  if (set === undefined) throw new S3Error('MalformedXML', '<Tagging> needs <TagSet>.');
  const pairs = childrenNamed(set, 'Tag').map(
    (tag) => [requiredText(tag, 'Key'), requiredText(tag, 'Value')] as const,
  );
  return requireTags(pairs, limit);
}

export const writeTaggingDocument = (tags: Tags): string =>
  xmlDocument('Tagging', [
    element(
      'TagSet',
      Object.entries(tags).map(([key, value]) =>
        element('Tag', [element('Key', key), element('Value', value)]),
      ),
    ),
  ]);

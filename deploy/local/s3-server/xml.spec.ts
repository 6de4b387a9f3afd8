import { childText, element, parseXml, parseXmlRoot, xmlDocument } from './xml.js';

describe('XML', () => {
  it('is read with declaration, comments, namespaces, attributes, CDATA and entities', () => {
    const root = parseXml(
      '<?xml version="1.0"?><!-- c --><s3:Delete xmlns:s3="urn:x" a=\'1\'>\n<Key>a &amp; b &#x41;&#66;</Key><Empty/><Raw><![CDATA[<x>]]></Raw></s3:Delete >',
    );
    expect(root.name).toBe('Delete');
    expect(childText(root, 'Key')).toBe('a & b AB');
    expect(childText(root, 'Empty')).toBe('');
    expect(childText(root, 'Raw')).toBe('<x>');
  });

  it.each([
    ['nothing', ''],
    ['text only', 'hello'],
    ['an open element', '<a><b></a>'],
    ['two roots', '<a/><b/>'],
    ['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['an unknown entity', '<a>&x;</a>'],
    ['an impossible character', '<a>&#x110000;</a>'],
    ['absurd depth', '<a>'.repeat(100) + '</a>'.repeat(100)],
  ])('is refused when it is %s', (_case, source) => {
    expect(() => parseXml(source)).toThrow(expect.objectContaining({ code: 'MalformedXML' }));
  });

  it('reads what it writes, control characters of keys included', () => {
    const text = 'a<b>&"c" \r\n\t é \u{1f600}';
    const written = xmlDocument('Root', [element('Key', text), element('None', undefined)]);
    expect(childText(parseXmlRoot(written, 'Root'), 'Key')).toBe(text);
    expect(element('Key', '\u0001')).toBe('<Key>&#x1;</Key>');
  });
});

import { ledgerEntry } from './ledger-entry.js';

describe('an entry of the log', () => {
  it('names schema, digest and key in one line', () => {
    const sha256 = Buffer.alloc(32, 0xab);
    expect(ledgerEntry({ schema: 'akashi.manifest/3', sha256, keyId: '00ff' }).toString()).toBe(
      `akashi.entry/1 akashi.manifest/3 ${'ab'.repeat(32)} 00ff`,
    );
  });
});

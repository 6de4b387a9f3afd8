import { flagsOfHalf } from './split-flags.js';

const line = (flags: string[], engraving: string | null = null) => ({ flags, engraving });

describe('the flags of a box whose goods were split', () => {
  it('keeps what its own goods ask for, and not what only the other box holds', () => {
    const flags = ['chilled', 'fragile', 'teapot'];
    const [cup, pot] = [line(['fragile']), line(['fragile', 'teapot', 'chilled'])];
    expect(flagsOfHalf(flags, [cup], [pot])).toEqual(['fragile']);
    expect(flagsOfHalf(flags, [pot], [cup])).toEqual(flags);
  });

  it('keeps what the order asks for, whichever goods are in it', () => {
    const flags = ['gift', 'noshi', 'teapot'];
    expect(flagsOfHalf(flags, [line([])], [line(['teapot', 'gift'])])).toEqual(['gift', 'noshi']);
  });

  it('asks for letters where there are letters', () => {
    const flags = ['engraving'];
    const [plain, engraved] = [line(['engraving']), line(['engraving'], 'Chihiro')];
    expect(flagsOfHalf(flags, [plain], [engraved])).toEqual([]);
    expect(flagsOfHalf(flags, [engraved], [plain])).toEqual(['engraving']);
  });
});

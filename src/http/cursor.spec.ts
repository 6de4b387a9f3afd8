import { AppError } from './app-error.js';
import { decodeCursor, encodeCursor, idPosition, toPage } from './cursor.js';

const id = '01930000-0000-7000-8000-000000000001';

describe('a cursor', () => {
  it('comes back as the position that it was made of', () => {
    expect(decodeCursor(encodeCursor({ id }), idPosition)).toEqual({ id });
    expect(decodeCursor(undefined, idPosition)).toBeUndefined();
  });

  it.each(['', 'x', '{}', encodeCursor({ id: 'not an id' }), encodeCursor({ id, more: 1 })])(
    '%p is refused',
    (cursor) => {
      expect(() => decodeCursor(cursor, idPosition)).toThrow(AppError);
    },
  );
});

describe('a page', () => {
  it('has a next one only when a row more was found', () => {
    const found = [{ id }, { id: '01930000-0000-7000-8000-000000000002' }];
    const page = toPage(found, 1, (row) => ({ id: row.id }));
    expect(page.items).toEqual([{ id }]);
    expect(decodeCursor(page.next ?? undefined, idPosition)).toEqual({ id });
    expect(toPage(found, 2, (row) => ({ id: row.id })).next).toBeNull();
  });
});

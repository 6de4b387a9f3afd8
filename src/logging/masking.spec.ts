import pg from 'pg';
import { QueryFailedError } from 'typeorm';
import { loggedError, maskedPath } from './masking.js';

describe('a path in the log', () => {
  it('has no query and no token of a tracking link', () => {
    expect(maskedPath('/v1/search?q=hanako@example.jp')).toBe('/v1/search');
    expect(maskedPath('/t/AbCdEf0123456789/media/1/staff?x=1')).toBe('/t/…/media/1/staff');
    expect(maskedPath('/t/AbCdEf0123456789')).toBe('/t/…');
  });

  it('has no ref of a customer and no e-mail address', () => {
    expect(maskedPath('/v1/customers/kanako%40example.jp')).toBe('/v1/customers/…');
    expect(maskedPath('/v1/customers/C-1001/rank?x=1')).toBe('/v1/customers/…/rank');
    expect(maskedPath('/v1/custoners/a@b.example/c%40d.example/rank')).toBe('/v1/custoners/…/…/rank');
    expect(maskedPath('/v1/orders/0190')).toBe('/v1/orders/0190');
  });
});

describe('an error in the log', () => {
  it('keeps nothing of the row that the database refused', () => {
    const refused = new pg.DatabaseError(
      'duplicate key value violates unique constraint "people_email_key"',
      1,
      'error',
    );
    Object.assign(refused, {
      code: '23505',
      constraint: 'people_email_key',
      detail: 'Key (email)=(a@b.jp) already exists',
    });
    const logged = loggedError(new QueryFailedError('insert into people …', ['a@b.jp'], refused));
    expect(JSON.stringify(logged)).not.toContain('a@b.jp');
    expect(logged).toMatchObject({ code: '23505', constraint: 'people_email_key' });
  });

  it('keeps no message that quotes a value', () => {
    const refused = new pg.DatabaseError('invalid input syntax for type uuid: "a@b.jp"', 1, 'error');
    Object.assign(refused, { code: '22P02' });
    expect(JSON.stringify(loggedError(refused))).not.toContain('a@b.jp');
  });
});

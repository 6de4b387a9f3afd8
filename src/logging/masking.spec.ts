import pg from 'pg';
import { QueryFailedError } from 'typeorm';
import { loggedError } from './masking.js';

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

  it('keeps nothing of a message of several lines, nor of what was refused in a cause', () => {
    const refused = new pg.DatabaseError('invalid input syntax for type json:\n    a@b.jp', 1, 'error');
    const fields = { where: 'JSON data, line 1: a@b.jp', hint: 'a@b.jp', internalQuery: 'a@b.jp' };
    Object.assign(refused, { code: '22P02', ...fields });
    const logged = loggedError(new Error('intake failed', { cause: refused }));
    expect(JSON.stringify(logged)).not.toContain('a@b.jp');
    expect(logged.cause).toMatchObject({ code: '22P02', stack: expect.stringMatching(/^\s+at /) });
  });
});

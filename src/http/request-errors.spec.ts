import { NotFoundException, PayloadTooLargeException } from '@nestjs/common';
import pg from 'pg';
import { AppError } from './app-error.js';
import { toProblem } from './problem.js';
import { invalidRequest, toAppError } from './request-errors.js';

function databaseError(code: string): Error {
  return Object.assign(new pg.DatabaseError('secret table name', 1, 'error'), { code });
}

describe('what a caller is told of an error', () => {
  it.each([
    [new AppError('brand_not_found', 'x'), 'brand_not_found', 404],
    [new NotFoundException(), 'route_not_found', 404],
    [new PayloadTooLargeException(), 'body_too_large', 413],
    [databaseError('53300'), 'temporarily_unavailable', 503],
    [databaseError('40P01'), 'temporarily_unavailable', 503],
    [databaseError('40001'), 'temporarily_unavailable', 503],
    [databaseError('23505'), 'internal', 500],
    [Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 'temporarily_unavailable', 503],
    [new Error('timeout exceeded when trying to connect'), 'temporarily_unavailable', 503],
    [new TypeError('secret'), 'internal', 500],
    ['thrown string', 'internal', 500],
  ])('%p is %s', (thrown, code, status) => {
    const told = toAppError(thrown);
    expect([told.code, told.status]).toEqual([code, status]);
    expect(told.detail).not.toContain('secret');
  });

  it('names every field that does not fit, without its value', () => {
    const error = invalidRequest([
      { path: ['lines', 0, { key: 'sku' }], message: 'too short' },
      { path: [], message: 'no object' },
    ]);
    expect(error.extra.errors).toEqual([
      { path: 'lines.0.sku', message: 'too short' },
      { path: '', message: 'no object' },
    ]);
  });
});

describe('a problem body', () => {
  const request = { requestId: 'r', path: '/v1/x', locale: 'ja' } as const;

  it('has the standard members, which nothing overwrites', () => {
    const problem = toProblem(new AppError('internal', 'd', { code: 'other', hint: 1 }), request);
    expect(problem).toMatchObject({ code: 'internal', status: 500, detail: 'd', hint: 1, requestId: 'r' });
  });

  it('is titled in the reader’s language, else in the code’s own words', () => {
    expect(toProblem(new AppError('internal', 'd'), request).title).toBe('サーバーで問題が発生しました');
    expect(toProblem(new AppError('email_taken', 'd'), request).title).toBe('Email taken');
  });
});

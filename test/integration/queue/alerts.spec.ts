import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import type { Registry } from 'prom-client';
import { z } from 'zod';
import { rows } from '../../../src/database/sql.js';
import { METRICS } from '../../../src/health/metrics.module.js';
import { poolOf } from '../../../src/database/sql.js';
import { createTestApp } from '../../harness/application.js';
import { repositoryRoot } from '../../harness/services.js';
import { QueueBench } from './queue-bench.js';

const Rule = z.strictObject({
  alert: z.string().regex(/^Akashi[A-Za-z]+$/),
  expr: z.string().min(1),
  for: z
    .string()
    .regex(/^\d+[smh]$/)
    .optional(),
  labels: z.strictObject({ severity: z.enum(['info', 'warning', 'critical']) }),
  annotations: z.strictObject({ summary: z.string().min(10) }),
});
const Rules = z.strictObject({
  groups: z.array(z.strictObject({ name: z.string(), rules: z.array(Rule).min(1) })),
});

function alertRules(): z.infer<typeof Rule>[] {
  const text = readFileSync(join(repositoryRoot(), 'deploy/compose/alerts.yml'), 'utf8');
  return Rules.parse(load(text)).groups.flatMap(({ rules }) => rules);
}

const isClosed = (expr: string) =>
  ['()', '{}', '[]'].every(([open = '', close = '']) => expr.split(open).length === expr.split(close).length);

describe('the alert rules', () => {
  it('name only metrics and label values that /metrics has, also on an idle instance', async () => {
    const app = await createTestApp();
    const { body } = await app.inject({ url: '/metrics' });
    const known = new Set([...body.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
    for (const { alert, expr } of alertRules()) {
      expect([alert, isClosed(expr)]).toEqual([alert, true]);
      const selectors = [...expr.matchAll(/(akashi_\w+)(?:\{(\w+="\w+")\})?/g)];
      expect(selectors.length).toBeGreaterThan(0);
      for (const [, name = '', label] of selectors) {
        expect(known).toContain(name);
        if (label !== undefined) expect(body).toMatch(new RegExp(`^${name}\\{[^}]*${label}`, 'm'));
      }
    }
    await app.close();
  });

  it('each has its line in the operations handbook', () => {
    const handbook = readFileSync(join(repositoryRoot(), 'docs/operations.md'), 'utf8');
    for (const { alert } of alertRules()) expect(handbook).toContain(`| \`${alert}\``);
  });

  it('see a transaction that holds an old snapshot', async () => {
    const app = await createTestApp();
    const bench = new QueueBench(app);
    const client = await poolOf(bench.dataSource).connect();
    await client.query('begin isolation level repeatable read');
    await client.query('select 1 from tasks limit 1');
    await rows(bench.dataSource, 'select pg_sleep(0.2)');
    await app.get<Registry>(METRICS).metrics();
    const age = await bench.metric('akashi_postgres_snapshot_age_seconds', { holder: 'session' });
    await client.query('rollback');
    client.release();
    await app.close();
    expect(age).toBeGreaterThan(0.1);
  });
});

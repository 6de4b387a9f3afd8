import { DataSource } from 'typeorm';
import { testConfig } from '../../harness/application.js';
import { dataSourceOptions } from '../../../src/database/data-source.js';
import { newId } from '../../../src/database/ids.js';
import { rows } from '../../../src/database/sql.js';
import { inTransaction } from '../../../src/database/transaction.js';
import { appendTimeline, type TimelineEvent } from '../../../src/timeline/timeline.js';

let dataSource: DataSource;

beforeAll(async () => {
  dataSource = await new DataSource(dataSourceOptions(await testConfig())).initialize();
});
afterAll(() => dataSource.destroy());

const about = () => ({
  brandId: newId(),
  shipmentId: newId(),
  actor: { kind: 'station' as const, id: newId() },
  occurredAt: new Date('2026-11-20T02:05:00.123Z'),
});
const append = (events: TimelineEvent | TimelineEvent[]) =>
  inTransaction(dataSource, (manager) => appendTimeline(manager, events));
const stored = (shipmentId: string) =>
  rows(
    dataSource,
    'select kind, data, audience, actor, occurred_at, v from timeline_events where shipment_id = $1 order by id',
    [shipmentId],
  );

describe('the timeline', () => {
  it('keeps events in their sequence, with the audience of their kind unless stated', async () => {
    const event = about();
    await append([
      { ...event, kind: 'stage_started', data: { stage: 'pack' } },
      { ...event, kind: 'check_failed', data: { stage: 'pack', checkCode: 'IN2' } },
      { ...event, kind: 'stage_started', data: { stage: 'ship' }, audience: 'auditor' },
    ]);
    expect(await stored(event.shipmentId)).toMatchObject([
      {
        kind: 'stage_started',
        data: { stage: 'pack' },
        audience: 'customer',
        v: 1,
        occurred_at: event.occurredAt,
      },
      { kind: 'check_failed', audience: 'staff', actor: event.actor },
      { kind: 'stage_started', audience: 'auditor' },
    ]);
  });

  it('refuses data that does not fit, and then nothing of the transaction is kept', async () => {
    const event = about();
    const wrong = { ...event, kind: 'stage_started', data: { stage: '' } } as const;
    await expect(
      append([{ ...event, kind: 'stage_started', data: { stage: 'pick' } }, wrong]),
    ).rejects.toThrow();
    expect(await stored(event.shipmentId)).toEqual([]);
  });

  it('is append-only: the database itself refuses changes and deletions', async () => {
    const event = about();
    await append({ ...event, kind: 'stage_started', data: { stage: 'pack' } });
    const [update, remove] = [
      `update timeline_events set kind = 'x' where shipment_id = $1`,
      'delete from timeline_events where shipment_id = $1',
    ];
    await expect(rows(dataSource, update, [event.shipmentId])).rejects.toThrow('append-only');
    await expect(rows(dataSource, remove, [event.shipmentId])).rejects.toThrow('append-only');
  });

  it('keeps nothing of a transaction that is rolled back', async () => {
    const event = about();
    const failing = inTransaction(dataSource, async (manager) => {
      await appendTimeline(manager, { ...event, kind: 'stage_started', data: { stage: 'pack' } });
      throw new Error('the rest failed');
    });
    await expect(failing).rejects.toThrow('the rest failed');
    expect(await stored(event.shipmentId)).toEqual([]);
  });
});

import { createHash } from 'node:crypto';
import {
  BEFORE_FIRST,
  type CustodyLink,
  custodyEventSha256,
  firstDifference,
  linksAfter,
  type StoredCustodyEvent,
} from './custody.digest.js';

const event = (n: number, more: Partial<StoredCustodyEvent> = {}): StoredCustodyEvent => ({
  id: `01930000-0000-7000-8000-00000000000${n}`,
  brandId: '01930000-0000-7000-8000-0000000000b0',
  shipmentId: null,
  clipId: '01930000-0000-7000-8000-0000000000c0',
  kind: 'streamed',
  actor: { kind: 'staff', id: 'someone' },
  detail: { kind: 'staff' },
  occurredAt: '2026-11-30T01:00:00.000001Z',
  ...more,
});

const chain = () => linksAfter(BEFORE_FIRST, [event(1), event(2), event(3), event(4)]);
const changed = (n: number, change: Partial<CustodyLink>) =>
  chain().map((link) => (link.seq === n ? { ...link, ...change } : link));
const at = (links: CustodyLink[], index: number): CustodyLink => {
  const link = links[index];
  if (!link) throw new Error('no such link');
  return link;
};

describe('the chain of custody', () => {
  it('takes the digest of canonical JSON with every column in it', () => {
    const bytes =
      '{"actor":{"id":"someone","kind":"staff"},"brandId":"01930000-0000-7000-8000-0000000000b0",' +
      '"clipId":"01930000-0000-7000-8000-0000000000c0","detail":{"kind":"staff"},' +
      '"id":"01930000-0000-7000-8000-000000000001","kind":"streamed","occurredAt":"2026-11-30T01:00:00.000001Z",' +
      '"shipmentId":null}';
    expect(custodyEventSha256(event(1))).toEqual(createHash('sha256').update(bytes).digest());
  });

  it('begins after 32 zero bytes and goes on from the link before', () => {
    const [first, second] = chain();
    const over = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
    expect(first?.chainSha256).toEqual(over(Buffer.alloc(32), custodyEventSha256(event(1))));
    expect(second?.chainSha256).toEqual(
      over(first?.chainSha256 ?? Buffer.of(), custodyEventSha256(event(2))),
    );
    expect(second?.seq).toBe(2);
  });

  it('is without a difference as it was made, also when it is walked in pieces', () => {
    const links = chain();
    const { seq: count, chainSha256: head } = at(links, 1);
    expect(firstDifference(BEFORE_FIRST, links)).toBeNull();
    expect(firstDifference({ count, head }, links.slice(2))).toBeNull();
  });

  it.each<[string, Partial<StoredCustodyEvent>]>([
    ['its kind', { kind: 'viewed' }],
    ['who it was', { actor: { kind: 'staff', id: 'another' } }],
    ['when it was, by a microsecond', { occurredAt: '2026-11-30T01:00:00.000002Z' }],
    ['a clip', { clipId: null }],
    ['a detail', { detail: { kind: 'original' } }],
  ])('shows an event of which somebody has changed %s', (_, change) => {
    const links = changed(3, { event: event(3, change) });
    expect(firstDifference(BEFORE_FIRST, links)).toEqual({
      kind: 'event_changed',
      seq: 3,
      eventId: event(3).id,
    });
  });

  it('shows an event that is gone, and a link that is gone', () => {
    expect(firstDifference(BEFORE_FIRST, changed(2, { event: null }))).toMatchObject({
      ...{ kind: 'event_missing', seq: 2 },
    });
    const without = chain().filter(({ seq }) => seq !== 2);
    expect(firstDifference(BEFORE_FIRST, without)).toEqual({ kind: 'link_missing', seq: 2 });
  });

  it('shows two events that have changed places, with or without their digests', () => {
    const links = chain();
    const [second, third] = [at(links, 1), at(links, 2)];
    const swap = (members: (keyof CustodyLink)[]) => {
      const take = (from: CustodyLink) => Object.fromEntries(members.map((name) => [name, from[name]]));
      return [at(links, 0), { ...second, ...take(third) }, { ...third, ...take(second) }, at(links, 3)];
    };
    for (const moved of [swap(['eventId', 'event']), swap(['eventId', 'event', 'eventSha256'])]) {
      expect(firstDifference(BEFORE_FIRST, moved)).toMatchObject({ kind: 'event_reordered', seq: 2 });
    }
  });

  it('shows a link that was altered, and one that a changed event was put under', () => {
    expect(firstDifference(BEFORE_FIRST, changed(2, { chainSha256: Buffer.alloc(32, 7) }))).toMatchObject({
      ...{ kind: 'link_altered', seq: 2 },
    });
    const other = event(2, { kind: 'viewed' });
    const forged = changed(2, { event: other, eventSha256: custodyEventSha256(other) });
    expect(firstDifference(BEFORE_FIRST, forged)).toMatchObject({ kind: 'link_altered', seq: 2 });
  });

  it('gives every event a digest, whatever numbers stand in it', () => {
    const odd = event(1, { detail: { rate: 0.5, big: 2 ** 60 } });
    expect(custodyEventSha256(odd)).toHaveLength(32);
    expect(custodyEventSha256(odd)).not.toEqual(custodyEventSha256(event(1)));
  });
});

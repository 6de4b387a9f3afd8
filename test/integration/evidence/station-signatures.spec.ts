import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { StationsService } from '../../../src/stations/stations.service.js';
import { ClipDriver, createHeldTask, type HeldTask } from '../../factories/clips.js';
import { StationSigner, statementOf } from '../../factories/station-signer.js';
import { testConfig } from '../../harness/application.js';
import { createEvidenceApp, jobsOf } from './evidence-world.js';
import { documentsOf } from './ledger-documents.js';

let app: NestFastifyApplication;
let jobs: ReturnType<typeof jobsOf>;
let task: HeldTask;
let signer: StationSigner;

beforeAll(async () => {
  app = await createEvidenceApp();
  jobs = jobsOf(app);
});
afterAll(() => app.close());

beforeEach(async () => {
  task = await createHeldTask(app);
  signer = await StationSigner.make();
  await signer.register(app, task.stationKey);
});

interface Attempt {
  /** Changes what is said before it is signed. */
  said?: object;
  /** Changes what is sent after it was signed. */
  sent?: object;
  by?: StationSigner;
}

/** Sends all of a film and tries to complete it with a statement. */
async function tryCompleting({ said = {}, sent = {}, by = signer }: Attempt = {}) {
  const bytes = randomBytes(3000);
  const driver = new ClipDriver(app, task);
  await driver.open();
  await driver.put(0, bytes);
  const recording = await by.sign({ ...(await statementOf(app, driver, bytes)), ...said });
  const answer = await driver.complete([bytes], { recording: { ...recording, ...sent } });
  return { driver, bytes, recording, answer };
}

const keys = async () => (await app.inject({ url: '/v1/keys' })).json<{ items: { keyId: string }[] }>().items;

describe('a recording that its station has signed', () => {
  it('is sealed with the statement as a document of its own, which the manifest names', async () => {
    const { driver, recording, answer } = await tryCompleting();
    expect(answer.statusCode).toBe(200);
    await jobs.assemble(driver.clipId);
    await jobs.seal(driver.clipId);
    const documents = await documentsOf(app, task.shipmentId);
    const manifest = documents.find(({ schema }) => schema === 'akashi.manifest/3');
    const statement = documents.find(({ schema }) => schema === 'akashi.recording/1');
    expect(statement).toMatchObject({ keyId: signer.keyId, says: JSON.parse(recording.statement) });
    expect(manifest?.says.recording).toEqual({ sha256: statement?.sha256, keyId: signer.keyId });
    expect(manifest?.says.lease.nonce).toBe(statement?.says.nonce);
    expect(await keys()).toContainEqual(
      expect.objectContaining({ keyId: signer.keyId, owner: 'station', current: false, validUntil: null }),
    );
  });

  it('counts without a statement, too', async () => {
    const clipId = await new ClipDriver(app, task).record(randomBytes(100));
    await jobs.assemble(clipId);
    await jobs.seal(clipId);
    const [manifest] = await documentsOf(app, task.shipmentId);
    expect(manifest?.says.recording).toBeNull();
  });

  it.each([
    ['nonce', { nonce: '0'.repeat(32) }],
    ['token', { token: 2 }],
    ['sha256', { sha256: '0'.repeat(64) }],
    ['segments', { segments: [{ n: 0, bytes: 3000, sha256: '1'.repeat(64) }] }],
    ['marks', { marks: [{ kind: 'scan', atMs: 5 }] }],
    ['clock', { clock: { startOffsetMs: 0, startRttMs: 1 } }],
    ['startedAt', { startedAt: '2026-01-01T00:00:00.000Z' }],
  ])('is refused when its %s is not what we know', async (member, said) => {
    const { answer } = await tryCompleting({ said });
    expect(answer.json()).toMatchObject({ status: 422, code: 'recording_statement_mismatch', member });
  });

  it('is refused in another spelling than the one that counts', async () => {
    const { recording } = await tryCompleting();
    const { answer } = await tryCompleting({ sent: { statement: `${recording.statement} ` } });
    expect(answer.json()).toMatchObject({ code: 'recording_statement_mismatch' });
  });

  it('is refused with the signature of other bytes, and with the key of another station', async () => {
    const { recording } = await tryCompleting();
    const forged = await tryCompleting({ sent: { signature: recording.signature } });
    expect(forged.answer.json()).toMatchObject({ status: 422, code: 'recording_signature_invalid' });
    const elsewhere = await StationSigner.make();
    await elsewhere.register(app, (await createHeldTask(app)).stationKey);
    const foreign = await tryCompleting({ by: elsewhere });
    expect(foreign.answer.json()).toMatchObject({ status: 422, code: 'station_key_unknown' });
  });
});

describe("a station's key", () => {
  it('ends with the next one, and when another device is enrolled', async () => {
    const next = await StationSigner.make();
    await next.register(app, task.stationKey);
    expect((await tryCompleting()).answer.json()).toMatchObject({ code: 'station_key_unknown' });
    expect((await tryCompleting({ by: next })).answer.statusCode).toBe(200);
    await expect(signer.register(app, task.stationKey)).rejects.toThrow('signing_key_ended');

    const stations = app.get(StationsService);
    const { code } = await stations.renewCode(task.warehouse.id, task.stationId);
    const third = await StationSigner.make();
    await stations.enrol(code, third.publicKey);
    expect((await tryCompleting({ by: next })).answer.json()).toMatchObject({ code: 'station_key_unknown' });
    expect((await tryCompleting({ by: third })).answer.statusCode).toBe(200);
  });

  it('belongs to one station only, and is P-256', async () => {
    const other = await createHeldTask(app);
    await expect(signer.register(app, other.stationKey)).rejects.toThrow('signing_key_taken');
    const malformed = app.get(StationsService).registerKey(task.stationId, 'A'.repeat(100));
    await expect(malformed).rejects.toThrow('signing_key_malformed');
  });

  it('that is revoked signs nothing more, whatever its statements say of their time; it is never taken back', async () => {
    const from = new Date().toISOString();
    const { operatorKey } = (await testConfig()).secrets;
    const revoke = (payload: object) =>
      app.inject({
        method: 'POST',
        url: `/v1/keys/${signer.keyId}/revocation`,
        headers: { authorization: `Bearer ${operatorKey}` },
        payload,
      });
    expect((await tryCompleting()).answer.statusCode).toBe(200);
    const revoked = await revoke({ from, reason: 'lost' });
    expect(revoked.json()).toMatchObject({ revokedFrom: from, revokedReason: 'lost' });
    expect((await revoke({ from, reason: 'lost' })).statusCode).toBe(200);
    expect((await revoke({ from, reason: 'retired' })).json()).toMatchObject({ code: 'signing_key_revoked' });
    const said = { signedAt: new Date(Date.parse(from) - 60_000).toISOString() };
    expect((await tryCompleting({ said })).answer.json()).toMatchObject({ code: 'station_key_unknown' });
    expect(await keys()).toContainEqual(expect.objectContaining({ keyId: signer.keyId, revokedFrom: from }));
  });
});

describe('the schemas of signed documents', () => {
  it('are published, one for each kind', async () => {
    const { items } = (await app.inject({ url: '/v1/schemas' })).json<{
      items: { schema: string; name: string }[];
    }>();
    expect(items.map(({ schema }) => schema)).toContain('akashi.shipment/1');
    for (const { schema, name } of items) {
      const published = await app.inject({ url: `/v1/schemas/${name}` });
      expect(published.headers['content-type']).toContain('application/schema+json');
      expect(published.json()).toMatchObject({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        title: schema,
        additionalProperties: false,
        properties: { schema: { const: schema } },
      });
    }
    const missing = await app.inject({ url: '/v1/schemas/akashi.nothing-1' });
    expect(missing.json()).toMatchObject({ status: 404, code: 'schema_not_found' });
  });
});

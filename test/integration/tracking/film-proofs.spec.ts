import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { checkFilm, filmAsked, readFilmProof } from '../../../web/verify/film-check.js';
import { webCrypto } from '../../../web/verify/signatures.js';
import { MADE_AT, putCheckableFilm } from '../../factories/checkable-film.js';
import {
  createLink,
  createTrackedShipment,
  openLink,
  type TrackedShipment,
} from '../../factories/tracked-shipment.js';
import { createTestApp } from '../../harness/application.js';

let app: NestFastifyApplication;
let vip: TrackedShipment;
let sha256: string;

beforeAll(async () => {
  app = await createTestApp();
  vip = await createTrackedShipment(app);
  ({ sha256 } = await putCheckableFilm(app, vip));
});
afterAll(() => app.close());

/** Asks for the proof of a film as a link's holder does. */
async function proofOf(
  shipment: TrackedShipment,
  kind = 'customer',
  link: Parameters<typeof createLink>[2] = {},
) {
  const { id, path } = await createLink(app, shipment, link);
  const cookie = await openLink(app, path);
  const url = `/t/s/${id}/proof/${shipment.filmId}/${kind}`;
  return { url, answer: await app.inject({ url, headers: { cookie } }) };
}

describe('the proof of a film', () => {
  it('is all that a browser needs to check the film, and says that the log has not taken it yet', async () => {
    const { url, answer } = await proofOf(vip);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['cache-control']).toContain('no-store');
    const proof = readFilmProof(answer.json());
    expect(await checkFilm(sha256, filmAsked(url), proof!, webCrypto)).toEqual({
      ...{ problem: null, log: 'pending' },
      signedAt: MADE_AT.toISOString(),
    });
    expect(answer.json()).toMatchObject({
      proof: null,
      manifestSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('is for those who may see the film: same link, same rights', async () => {
    const { url } = await proofOf(vip);
    expect((await app.inject({ url })).statusCode).toBe(403);
    expect((await proofOf(vip, 'staff')).answer.statusCode).toBe(404);
    const plain = await createTrackedShipment(app, { rank: 'standard', of: vip });
    expect((await proofOf(plain)).answer.statusCode).toBe(404);
    const gift = await createTrackedShipment(app, { gift: true, of: vip });
    expect((await proofOf(gift, 'customer', { audience: 'recipient' })).answer.statusCode).toBe(404);
  });
});

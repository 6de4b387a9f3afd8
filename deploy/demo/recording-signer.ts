import { webcrypto } from 'node:crypto';
import { done, ok, type Api, type Schemas } from './api.js';

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' };

type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

/** What a recording is, as its station says it; docs/evidence.md has the document. */
export interface RecordingFacts {
  clipId: string;
  taskId: string;
  token: number;
  nonce: string;
  kind: 'film' | 'still';
  contentType: string;
  startedAt: Date;
  /** Digests in hex. */
  segments: readonly { n: number; bytes: number; sha256: string }[];
  totalBytes: number;
  sha256: string;
  marks: readonly Schemas['ClipMark'][];
}

/** A station's device that signs what it has recorded, as the station page does: with a key that can't be read. */
export class RecordingSigner {
  private constructor(
    private readonly privateKey: webcrypto.CryptoKey,
    private readonly publicKey: string,
    private readonly keyId: string,
  ) {}

  static async make(): Promise<RecordingSigner> {
    const pair = await webcrypto.subtle.generateKey(CURVE, false, ['sign', 'verify']);
    const spki = await webcrypto.subtle.exportKey('spki', pair.publicKey);
    const digest = Buffer.from(await webcrypto.subtle.digest('SHA-256', spki));
    const keyId = digest.toString('hex').slice(0, 32);
    return new RecordingSigner(pair.privateKey, Buffer.from(spki).toString('base64'), keyId);
  }

  async register(station: Api): Promise<void> {
    await ok(station.PUT('/v1/station/signing-key', { body: { publicKey: this.publicKey } }));
  }

  /** What completing a clip takes as `recording`. */
  async sign(facts: RecordingFacts): Promise<Schemas['SignedRecording']> {
    const statement = canonical({
      ...facts,
      schema: 'akashi.recording/1',
      startedAt: facts.startedAt.toISOString(),
      signedAt: new Date().toISOString(),
      marks: facts.marks.map((mark) => present(mark)),
      clock: null,
    });
    const bytes = new Uint8Array(Buffer.from(statement, 'utf8'));
    const signature = await webcrypto.subtle.sign(SIGNATURE, this.privateKey, bytes);
    return { statement, signature: Buffer.from(signature).toString('base64'), keyId: this.keyId };
  }
}

/** Completes a clip with what was sent of it and, where the station can sign, its statement. */
export async function completeRecording(
  station: Api,
  sent: Omit<RecordingFacts, 'marks'>,
  marks: Schemas['ClipMark'][],
  signer: RecordingSigner | undefined,
): Promise<void> {
  const recording = await signer?.sign({ ...sent, marks });
  await done(
    station.POST('/v1/clips/{clipId}/complete', {
      params: { path: { clipId: sent.clipId } },
      body: {
        segments: sent.segments.length,
        totalBytes: sent.totalBytes,
        sha256: Buffer.from(sent.sha256, 'hex').toString('base64'),
        marks,
        recording,
      },
    }),
  );
}

/** RFC 8785 for the values used: members sorted, no white space. */
function canonical(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

function present(members: object): Record<string, string | number> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

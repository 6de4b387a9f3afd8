import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { APP_CONFIG } from '../config/config.module.js';
import type { AppConfig } from '../config/env.js';
import { type NoteVerifier, noteVerifier, noteWith } from './signed-note.js';

interface LogKey {
  privateKey: KeyObject;
  verifier: NoteVerifier;
}

/** The log's signature: the only place that touches its private key. The key's name is the log's origin. */
@Injectable()
export class CheckpointSigner {
  readonly origin: string;
  private key: Promise<LogKey> | undefined;

  constructor(@Inject(APP_CONFIG) private readonly config: AppConfig) {
    this.origin = config.log.origin;
  }

  /** The signed note of a checkpoint's text. */
  async sign(text: string): Promise<string> {
    const { privateKey, verifier } = await this.logKey();
    return noteWith(text, verifier, sign(null, Buffer.from(text), privateKey));
  }

  /** The public half of the key in use. */
  async verifier(): Promise<NoteVerifier> {
    return (await this.logKey()).verifier;
  }

  private logKey(): Promise<LogKey> {
    this.key ??= readLogKey(this.config.secrets.logSigningKeyFile, this.origin);
    return this.key;
  }
}

async function readLogKey(file: string, name: string): Promise<LogKey> {
  const privateKey = createPrivateKey(await readFile(file));
  if (privateKey.asymmetricKeyType !== 'ed25519') {
    throw new Error(
      'LOG_SIGNING_KEY_FILE must hold an Ed25519 private key (openssl genpkey -algorithm ED25519)',
    );
  }
  return { privateKey, verifier: noteVerifier(name, createPublicKey(privateKey)) };
}

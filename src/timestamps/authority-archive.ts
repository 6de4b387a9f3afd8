import { X509Certificate } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { readObject } from '../ledger/read-object.js';
import { ObjectStore } from '../storage/object-store.js';
import { isLocalAuthority, nameOfSubject } from './authority-name.js';
import { fingerprintOf } from './time-stamp.check.js';

/** A certificate that a time stamp was ever checked with. */
export interface AuthorityCertificate {
  name: string;
  /** SHA-256 of the certificate, hex. */
  fingerprint: string;
  pem: string;
  /** Of the launcher's stand-in, or of the CA above it. */
  local: boolean;
}

const PREFIX = 'tsa/';
const SUFFIX = '.pem';

/**
 * The certificates of every time-stamp authority seen, and of those above it, kept in the ledger beside what they have
 * stamped: `tsa/<SHA-256 of the certificate>.pem`.
 */
@Injectable()
export class AuthorityArchive {
  /** Those that this process knows to be kept. */
  private readonly kept = new Set<string>();

  constructor(private readonly store: ObjectStore) {}

  /** Keeps certificates that aren't kept yet: before a token that needs them counts. */
  async keep(certificates: readonly X509Certificate[]): Promise<void> {
    for (const certificate of certificates) {
      const fingerprint = fingerprintOf(certificate);
      if (this.kept.has(fingerprint)) continue;
      await this.store.put({
        bucket: 'ledger',
        key: `${PREFIX}${fingerprint}${SUFFIX}`,
        body: Buffer.from(certificate.toString()),
        contentType: 'application/x-pem-file',
        ifAbsent: true,
      });
      this.kept.add(fingerprint);
    }
  }

  /** All of them. */
  async list(): Promise<AuthorityCertificate[]> {
    const keys = await this.store.listKeys('ledger', PREFIX);
    const certificates = await Promise.all(
      keys.filter((key) => key.endsWith(SUFFIX)).map((key) => this.read(key)),
    );
    return certificates.map((certificate) => {
      const name = nameOfSubject(certificate.subject);
      const pem = certificate.toString();
      return { name, fingerprint: fingerprintOf(certificate), pem, local: isLocalAuthority(name) };
    });
  }

  private async read(key: string): Promise<X509Certificate> {
    return new X509Certificate(await readObject(this.store, { bucket: 'ledger', key }));
  }
}

import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { filesOf, writeSums } from './sealed-bundle.js';

const run = promisify(execFile);

/** A time-stamp authority made with the openssl program: only for the suite that has it. */
export interface LocalAuthority {
  folder: string;
  /** PEM of its root. */
  certificate: string;
}

const CONFIG = `
[ req ]
distinguished_name = name
[ name ]
[ root ]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[ stamps ]
extendedKeyUsage = critical, timeStamping
[ tsa ]
default_tsa = tsa_config
[ tsa_config ]
serial = SERIAL
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
`;

/** Makes an authority: a root and below it the certificate that stamps. */
export async function localAuthority(folder: string, name: string): Promise<LocalAuthority> {
  mkdirSync(folder, { recursive: true });
  const at = (file: string) => join(folder, file);
  writeFileSync(at('openssl.cnf'), CONFIG.replace('SERIAL', at('serial')));
  writeFileSync(at('serial'), '01\n');
  const make = (...args: string[]) => run('openssl', [...args, '-config', at('openssl.cnf')]);
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  await make(
    'req',
    '-x509',
    ...ec,
    '-keyout',
    at('root.key'),
    '-out',
    at('root.pem'),
    '-subj',
    `/CN=${name}`,
    '-extensions',
    'root',
    '-days',
    '30',
  );
  await make('req', '-new', ...ec, '-keyout', at('tsa.key'), '-out', at('tsa.csr'), '-subj', `/CN=${name} 1`);
  const issue = [
    'x509',
    '-req',
    '-in',
    at('tsa.csr'),
    '-CA',
    at('root.pem'),
    '-CAkey',
    at('root.key'),
    '-CAcreateserial',
  ];
  await run('openssl', [
    ...issue,
    '-out',
    at('tsa.pem'),
    '-extfile',
    at('openssl.cnf'),
    '-extensions',
    'stamps',
    '-days',
    '30',
  ]);
  return { folder, certificate: at('root.pem') };
}

/** Stamps every signature and the checkpoint of a bundle. */
export async function stampAll(bundle: string, { folder, certificate }: LocalAuthority): Promise<void> {
  mkdirSync(join(bundle, 'tsa'), { recursive: true });
  copyFileSync(certificate, join(bundle, 'tsa/authority.pem'));
  for (const name of filesOf(bundle)) {
    const [, sha256] = /^documents\/([0-9a-f]{64})\..*\.sig$/.exec(name) ?? [];
    const target = sha256 ? `documents/${sha256}.tsr` : name === 'checkpoint' ? 'checkpoint.tsr' : null;
    if (!target) continue;
    const query = join(folder, 'query.tsq');
    await run('openssl', ['ts', '-query', '-data', join(bundle, name), '-sha256', '-cert', '-out', query]);
    const signer = ['-signer', join(folder, 'tsa.pem'), '-inkey', join(folder, 'tsa.key')];
    const reply = ['ts', '-reply', '-config', join(folder, 'openssl.cnf'), '-queryfile', query, ...signer];
    await run('openssl', [...reply, '-out', join(bundle, target)]);
  }
  writeSums(bundle);
}

/** The secrets of one local instance, made once and kept in its data dir, readable by its owner only. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Secrets
 * @property {string} akashiSecret       32 random bytes, base64url
 * @property {string} operatorKey        bearer key of the instance's operator
 * @property {string} postgresPassword
 * @property {string} s3AccessKeyId
 * @property {string} s3SecretAccessKey
 * @property {string} signingKeyFile     PEM, PKCS #8, ECDSA P-256
 * @property {string} logSigningKeyFile  PEM, PKCS #8, Ed25519
 */

/** Reads the secrets kept in `folder`, or makes them. @returns {Secrets} */
export function createSecrets(folder) {
  const file = join(folder, 'secrets.json');
  const signingKeyFile = join(folder, 'signing-key.pem');
  const logSigningKeyFile = join(folder, 'log-signing-key.pem');
  if (!existsSync(file)) writePrivately(file, `${JSON.stringify(newSecrets(), null, 2)}\n`);
  if (!existsSync(signingKeyFile)) writePrivately(signingKeyFile, newSigningKey());
  if (!existsSync(logSigningKeyFile)) writePrivately(logSigningKeyFile, newLogSigningKey());
  return { ...JSON.parse(readFileSync(file, 'utf8')), signingKeyFile, logSigningKeyFile };
}

/** Complete or not there at all, and never readable by others, not even for a moment. */
export function writePrivately(file, text) {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, text, { mode: 0o600, flush: true });
  renameSync(unfinished, file);
}

function newSecrets() {
  return {
    akashiSecret: random(32),
    operatorKey: `ak_operator_${random(32)}`,
    postgresPassword: random(24),
    s3AccessKeyId: `AK${randomBytes(9).toString('hex').toUpperCase()}`,
    s3SecretAccessKey: random(30),
  };
}

function newSigningKey() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' });
}

function newLogSigningKey() {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
}

function random(bytes) {
  return randomBytes(bytes).toString('base64url');
}

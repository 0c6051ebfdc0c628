import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;

/** Says whose secret it is: a sealed text moved to another cooperative, shop or field does not open. */
export interface SealedFor {
  coopId: number;
  shopId: number;
  field: string;
}

/**
 * Envelope encryption: each secret has a data key of its own, wrapped by the master key, which lies in a file apart from
 * the database and its backup. Sealed text: `v1.<key id>.<wrapped data key>.<secret>`, each part iv|tag|bytes in base64url.
 */
export class Sealing {
  private readonly keyId: string;

  constructor(private readonly masterKey: Buffer) {
    if (masterKey.length !== 32) throw new Error('The master key must be 32 bytes.');
    this.keyId = createHash('sha256').update(masterKey).digest('hex').slice(0, 8);
  }

  /** Reads the master key; makes one (readable by its owner only) where there is none yet. */
  static fromFile(path: string): Sealing {
    if (!existsSync(path)) {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      writeFileSync(path, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' });
      chmodSync(path, 0o600);
    }
    return new Sealing(Buffer.from(readFileSync(path, 'utf8').trim(), 'base64'));
  }

  seal(secret: string, owner: SealedFor): string {
    const dataKey = randomBytes(32);
    const aad = bound(owner);
    return [
      'v1',
      this.keyId,
      encrypt(this.masterKey, dataKey, aad),
      encrypt(dataKey, Buffer.from(secret, 'utf8'), aad),
    ].join('.');
  }

  /** Throws when the text was sealed with another key, for another owner, or has been changed. */
  open(sealed: string, owner: SealedFor): string {
    const [version, keyId, wrapped, secret] = sealed.split('.');
    if (version !== 'v1' || keyId !== this.keyId || !wrapped || !secret)
      throw new Error('sealed with another master key');
    const aad = bound(owner);
    return decrypt(decrypt(this.masterKey, wrapped, aad), secret, aad).toString('utf8');
  }
}

function bound({ coopId, shopId, field }: SealedFor): Buffer {
  return Buffer.from(`${coopId}:${shopId}:${field}`, 'utf8');
}

function encrypt(key: Buffer, plain: Buffer, aad: Buffer): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv);
  cipher.setAAD(aad);
  const bytes = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), bytes]).toString('base64url');
}

function decrypt(key: Buffer, text: string, aad: Buffer): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES));
  decipher.setAAD(aad);
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + 16));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + 16)), decipher.final()]);
}

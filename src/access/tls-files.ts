import { setTimeout } from 'node:timers/promises';
import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import type { TlsMaterial, TlsPort } from '../domain/index.ts';
import { Failure, fileProblem } from '../domain/index.ts';

/**
 * Interval for re-reading the files. They are compared rather than watched, because orchestrators swap mounted secrets
 * by symbolic links.
 */
const LOOKED_AT_EVERY_MS = 5_000;

/** Paths of PEM files. */
export interface TlsSettings {
  readonly cert: string;
  readonly key: string;
  /** Authority for client certificates; null if none are accepted. */
  readonly clientCa: string | null;
  readonly requireClientCert: boolean;
}

export interface TlsFilesOptions {
  readonly settings: TlsSettings;
  /**
   * Called with null when new files are in use, and with a failure when changed files are unusable and the old ones
   * stay in use.
   */
  readonly onChange: (failure: Failure | null) => void;
  /** Interval for re-reading the files, in milliseconds. Default 5 s. */
  readonly everyMs?: number;
}

/** A server's certificates, read from files and kept current without a restart. */
export class TlsFiles implements TlsPort {
  readonly requireClientCert: boolean;
  readonly #options: TlsFilesOptions;
  readonly #listeners = new Set<() => void>();
  #material: TlsMaterial;
  /** What was last read, usable or not. */
  #seen: TlsMaterial;
  /** Why the files could not be read last time; null if they could. */
  #unread: string | null = null;

  private constructor(options: TlsFilesOptions, material: TlsMaterial) {
    this.requireClientCert = options.settings.requireClientCert;
    this.#options = options;
    this.#material = material;
    this.#seen = material;
  }

  /** @throws Failure SETUP_FAILED with the reason */
  static async open(options: TlsFilesOptions): Promise<TlsFiles> {
    const material = await read(options.settings);
    check(material, options.settings);
    return new TlsFiles(options, material);
  }

  current(): TlsMaterial {
    return this.#material;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Re-reads the files periodically until the signal aborts. */
  async keepCurrent(signal: AbortSignal): Promise<void> {
    const { everyMs = LOOKED_AT_EVERY_MS } = this.#options;
    while (!signal.aborted) {
      await setTimeout(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (!signal.aborted) await this.look();
    }
  }

  /** Loads the current files. Incomplete or unusable files are reported once and change nothing. */
  async look(): Promise<void> {
    const { settings, onChange } = this.#options;
    try {
      const material = await this.#read();
      if (material === null || same(material, this.#seen)) return;
      this.#seen = material;
      check(material, settings);
      this.#material = material;
      for (const listener of this.#listeners) listener();
      onChange(null);
    } catch (error) {
      onChange(Failure.from(error));
    }
  }

  /** @returns null if the files cannot be read for a reason already reported. @throws Failure SETUP_FAILED the first   time */
  async #read(): Promise<TlsMaterial | null> {
    try {
      const material = await read(this.#options.settings);
      this.#unread = null;
      return material;
    } catch (error) {
      const { message } = error as Failure;
      if (message === this.#unread) return null;
      this.#unread = message;
      throw error;
    }
  }
}

async function read({ cert, key, clientCa }: TlsSettings): Promise<TlsMaterial> {
  const [certText, keyText, caText] = await Promise.all([
    readPem(cert),
    readPem(key),
    clientCa === null ? null : readPem(clientCa),
  ]);
  return { cert: certText, key: keyText, clientCa: caText };
}

async function readPem(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw setupFailed(`The TLS file ${file} cannot be read: ${fileProblem(error)}`, error);
  }
}

/** Checks that the key matches the certificate, and that all files are PEM. */
function check({ cert, key, clientCa }: TlsMaterial, settings: TlsSettings): void {
  try {
    createSecureContext({ cert, key, ...(clientCa ? { ca: clientCa } : {}) });
  } catch (error) {
    const files = [settings.cert, settings.key, settings.clientCa].filter((file) => file !== null);
    const { message } = error as Error;
    throw setupFailed(`The TLS files ${files.join(', ')} do not work together: ${message}`, error);
  }
}

function setupFailed(message: string, cause: unknown): Failure {
  return new Failure('SETUP_FAILED', { message: `${message}. Correct hub.tls.`, cause });
}

function same(one: TlsMaterial, other: TlsMaterial): boolean {
  return (
    one.cert.equals(other.cert) &&
    one.key.equals(other.key) &&
    (one.clientCa === null || (other.clientCa?.equals(one.clientCa) ?? false))
  );
}

import { isJsonObject } from '../../domain/index.ts';

/** How to reach one hub. Holds only paths and names, never a key or a token. */
export interface HubContext {
  /** Host and port of the control API. */
  readonly address: string;
  /** Whether to use TLS; implied by any of the three files. */
  readonly tls?: boolean;
  /** PEM file of the authority that signed the hub's certificate; by default those that Node trusts. */
  readonly ca?: string;
  /** PEM file of the caller's certificate, for mutual TLS; requires `key`. */
  readonly cert?: string;
  /** PEM file of its private key. */
  readonly key?: string;
  /** The environment variable that holds an API key or a token. */
  readonly credentialEnv?: string;
  /** The file that holds an API key or a token. */
  readonly credentialFile?: string;
}

/** The hubs that a person has saved by name. */
export interface Contexts {
  /** The context used when nothing else is given; null for none. */
  readonly current: string | null;
  readonly hubs: Readonly<Record<string, HubContext>>;
}

const NAME = /^[A-Za-z0-9][\w.-]{0,63}$/;
const TEXTS = ['ca', 'cert', 'key', 'credentialEnv', 'credentialFile'] as const;

/** Allows letters, digits, `_`, `.` and `-`, so that a name needs no quotes in any shell. */
export function isContextName(name: string): boolean {
  return NAME.test(name);
}

/** Reads contexts from JSON; returns null when the value is something else. */
export function readContexts(value: unknown): Contexts | null {
  if (!isJsonObject(value) || !isJsonObject(value.hubs)) return null;
  const { current, hubs } = value;
  if (current !== null && typeof current !== 'string') return null;
  const read = Object.entries(hubs).map(([name, hub]) => [name, readContext(hub)] as const);
  if (read.some(([name, hub]) => hub === null || !isContextName(name))) return null;
  return { current, hubs: Object.fromEntries(read) as Record<string, HubContext> };
}

function readContext(value: unknown): HubContext | null {
  if (!isJsonObject(value) || typeof value.address !== 'string') return null;
  const { address, tls } = value;
  if (tls !== undefined && typeof tls !== 'boolean') return null;
  const texts = TEXTS.filter((name) => value[name] !== undefined);
  if (texts.some((name) => typeof value[name] !== 'string')) return null;
  return {
    address,
    ...(tls === undefined ? {} : { tls }),
    ...Object.fromEntries(texts.map((name) => [name, value[name]])),
  };
}

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ConnectorKind } from '../../src/connector-api/index.ts';
import type { CheckedConfig } from '../../src/runtime/config/index.ts';
import { checkConfig } from '../../src/runtime/config/index.ts';

/** Kinds that do nothing: `source` reads only, `target` writes and cannot search, `both` does all. */
export const kinds: ReadonlyMap<string, ConnectorKind> = new Map(
  [
    kind('source', ['source']),
    kind('target', ['target']),
    kind('both', ['source', 'target', 'match']),
  ].map((made) => [made.kind, made]),
);

function kind(name: string, can: readonly ('source' | 'target' | 'match')[]): ConnectorKind {
  const option = { table: { type: 'string', description: 'A table.' } };
  return {
    kind: name,
    summary: 'A system that is none.',
    settings: {
      type: 'object',
      additionalProperties: false,
      properties: {
        url: { type: 'string', pattern: '^[a-z]+://', description: 'Where it is: scheme://host.' },
        port: { type: 'integer', default: 80, description: 'Its port.' },
        strict: { type: 'boolean', description: 'Whether it is strict.' },
        password: { type: 'string', minLength: 12, 'x-secret': true, description: 'Its password.' },
      },
    },
    ...(can.includes('source') ? { sourceOptions: option } : {}),
    ...(can.includes('target')
      ? { targetOptions: { ...option, token: { type: 'string', 'x-secret': true } } }
      : {}),
    open: (settings) => {
      if (settings.port === 13)
        throw new Error(`port 13 is unlucky with ${String(settings.password)}`);
      return {
        check: async () => undefined,
        source: () => ({ read: () => Promise.reject(new Error('not read')) }),
        target: () => ({
          deliver: async () => [],
          ...(can.includes('match') ? { match: async () => new Map<string, string[]>() } : {}),
        }),
        close: async () => undefined,
      };
    },
  };
}

export interface Written {
  readonly yaml: string;
  /** Files beside the configuration, by their relative names. */
  readonly files?: Readonly<Record<string, string | Buffer>>;
  readonly env?: NodeJS.ProcessEnv;
}

export async function check({ yaml, files = {}, env = {} }: Written): Promise<CheckedConfig> {
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-config-'));
  try {
    for (const [name, text] of Object.entries({ ...files, 'stellwerk.yaml': yaml })) {
      await mkdir(path.dirname(path.join(dir, name)), { recursive: true });
      await writeFile(path.join(dir, name), text);
    }
    return await checkConfig(path.join(dir, 'stellwerk.yaml'), env, kinds);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Returns each mistake as `file:line:column path: message remedy`. */
export function linesOf({ mistakes }: CheckedConfig): readonly string[] {
  return mistakes.map(
    ({ file, line, column, path: at, message, remedy }) =>
      `${path.basename(file)}:${line}:${column} ${at}: ${message} ${remedy}`,
  );
}

/** A valid configuration of twelve lines, which tests change to break it. */
export const sound = `connectors:
  pim: { kind: source }
  shop: { kind: target }
  erp: { kind: both }
streams:
  products:
    from: { connector: pim, entity: product, key: sku }
    every: 5m
    to:
      - connector: shop
        entity: products
        map: { name: title }
`;

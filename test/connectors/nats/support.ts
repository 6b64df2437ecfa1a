import assert from 'node:assert/strict';
import { AckPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { JetStreamClient, JetStreamManager, StreamConfig } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import type {
  Connector,
  Cursor,
  Page,
  Source,
  SourceSettings,
  Target,
} from '../../../src/connector-api/index.ts';
import { catalog } from '../../../src/connectors/index.ts';
import { testServers } from '../../support/servers.ts';

export { AckPolicy };
export const signal = AbortSignal.timeout(60_000);

export function openNats(
  servers: readonly string[],
  settings: Readonly<Record<string, unknown>> = {},
): Connector {
  const kind = catalog.get('nats');
  assert.ok(kind);
  const defaults = { auth: { kind: 'none' }, timeoutMs: 2_000, maxInFlight: 64 };
  return kind.open({ servers, ...defaults, ...settings }, { name: 'events', baseDir: '/' });
}

/** A part of the company's NATS: streams and subjects under a word of its own. */
export interface Company extends AsyncDisposable {
  readonly servers: readonly string[];
  readonly nc: NatsConnection;
  readonly js: JetStreamClient;
  readonly jsm: JetStreamManager;
  /** First word of all subjects and of stream names. */
  readonly word: string;
  readonly connector: Connector;
  /** Creates a stream over `<word>.>`. */
  stream(config?: Partial<StreamConfig>): Promise<string>;
  /** Publishes a message on `<word>.<rest>`. */
  publish(rest: string, content: unknown): Promise<void>;
  /** Opens another connector, as after a restart of the hub. */
  again(): AsyncDisposable & { source(): Source };
  source(settings?: Partial<SourceSettings>): Source;
  target(options?: Readonly<Record<string, unknown>>): Target;
}

let companies = 0;

export async function company(): Promise<Company> {
  const { natsUrl } = await testServers();
  const servers = [new URL(natsUrl).host];
  const nc = await connect({ servers });
  const [js, jsm] = [jetstream(nc), await jetstreamManager(nc)];
  const word = `co${process.pid}x${companies++}`;
  const connector = openNats(servers);
  return {
    ...{ servers, nc, js, jsm, word, connector },
    async stream(config = {}) {
      await jsm.streams.add({ name: word, subjects: [`${word}.>`], ...config });
      return word;
    },
    async publish(rest, content) {
      const payload =
        content === null ? '' : typeof content === 'string' ? content : JSON.stringify(content);
      await js.publish(`${word}.${rest}`, payload);
    },
    again() {
      const other = openNats(servers);
      return {
        source: () => sourceOf(other, word),
        [Symbol.asyncDispose]: () => other.close(),
      };
    },
    source: (settings = {}) => sourceOf(connector, word, settings),
    target(options = {}) {
      const target = connector.target?.({ entity: word, lane: 'orders/events', options });
      assert.ok(target);
      return target;
    },
    async [Symbol.asyncDispose]() {
      await connector.close();
      for await (const name of jsm.streams.names())
        if (name === word || name.startsWith(`${word}-`)) await jsm.streams.delete(name);
      await nc.close();
    },
  };
}

function sourceOf(
  connector: Connector,
  entity: string,
  settings: Partial<SourceSettings> = {},
): Source {
  const source = connector.source?.({
    ...{ entity, key: 'id', version: null, deleted: null, overlapMs: 0, options: {} },
    ...settings,
  });
  assert.ok(source);
  return source;
}

/** Reads one run, from a cursor to its end. */
export async function readRun(
  source: Source,
  from: Cursor | null = null,
  limit = 100,
): Promise<{ pages: readonly Page[]; cursor: Cursor; told: string[] }> {
  const pages: Page[] = [];
  let cursor = from;
  for (let more = true; more;) {
    const page: Page = await source.read({ cursor, limit, signal });
    pages.push(page);
    ({ cursor, more } = page);
  }
  assert.ok(cursor);
  const told = pages.flatMap(({ records }) =>
    records.map(({ key, operation, document }) =>
      operation === 'delete' ? `${key} gone` : `${key} ${Number(document.n)}`,
    ),
  );
  return { pages, cursor, told };
}

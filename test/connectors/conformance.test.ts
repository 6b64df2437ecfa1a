import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Connector, Delivery, Target } from '../../src/connector-api/index.ts';
import { catalog } from '../../src/connectors/index.ts';
import { HttpSystem } from '../support/http-system.ts';
import type { SeenRequest } from '../support/http-system.ts';
import { testScope } from '../support/scope.ts';
import type { TargetUnderTest } from './conformance.ts';
import { conforms } from './conformance.ts';
import { booking, settings as datevSettings } from './datev/support.ts';
import { openHttp } from './http/support.ts';
import { company } from './nats/support.ts';
import { openPostgres, rowsOf } from './postgres/support.ts';
import { openWebhook, verified } from './webhook/support.ts';

type Named = { readonly name: string };

/** Opens each target on a connector of its own; the stack closes both. */
function opener(open: () => Connector, entity: string, options = {}) {
  const stack = new AsyncDisposableStack();
  return {
    stack,
    open: (): Target => {
      const connector = open();
      stack.defer(() => connector.close());
      const target = connector.target?.({ entity, lane: 'products/there', options });
      if (!target) throw new Error('no target');
      stack.defer(async () => target.close?.());
      return target;
    },
  };
}

/** The requests that count for a receiver that drops repeats by the id in this header. */
function received(
  { seen }: HttpSystem,
  idHeader: string,
  read: (request: SeenRequest) => string,
): readonly string[] {
  const known = new Map(seen.map((request) => [String(request.headers[idHeader]), request]));
  return [...known.values()].map(read);
}

conforms('postgres', async (): Promise<TargetUnderTest> => {
  const scope = await testScope();
  await rowsOf(
    scope,
    `create table product (name text not null, sku text primary key, gone boolean default false);
     create table journal (n bigserial, effect text);
     create function note() returns trigger language plpgsql as $$ begin
       insert into journal (effect) values
         (case when new.gone then split_part(new.name, ' ', 1) || ' gone' else new.name end);
       return new; end $$;
     create trigger note after insert or update on product for each row execute function note()`,
  );
  const { open, stack } = opener(() => openPostgres(scope), 'product', {
    key: 'sku',
    markDeleted: 'gone',
  });
  stack.defer(() => scope[Symbol.asyncDispose]());
  return {
    open,
    effects: async () =>
      (await rowsOf<{ effect: string }>(scope, 'select effect from journal order by n')).map(
        ({ effect }) => effect,
      ),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
});

conforms('file', async (): Promise<TargetUnderTest> => {
  const scope = await testScope();
  const kind = catalog.get('file');
  const settings = { path: './out.jsonl', delimiter: ',', encoding: 'utf-8' };
  const { open, stack } = opener(
    () => kind?.open(settings, { name: 'there', baseDir: scope.dir }) as Connector,
    'out',
  );
  stack.defer(() => scope[Symbol.asyncDispose]());
  return {
    open,
    async effects() {
      const text = await readFile(path.join(scope.dir, 'out.jsonl'), 'utf8').catch(() => '');
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as { operation: string; key: string; document: Named })
        .map(({ operation, key, document }) =>
          operation === 'delete' ? `${key} gone` : document.name,
        );
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
});

conforms('datev', async (): Promise<TargetUnderTest> => {
  const scope = await testScope();
  const kind = catalog.get('datev');
  const { open, stack } = opener(
    () => kind?.open(datevSettings, { name: 'there', baseDir: scope.dir }) as Connector,
    'bookings',
  );
  stack.defer(() => scope[Symbol.asyncDispose]());
  const toBooking = ({ document: { name = null } }: Delivery) => booking({ Buchungstext: name });
  return {
    open() {
      const target = open();
      return {
        deliver: (deliveries, signal) =>
          target.deliver(
            deliveries.map((one) => ({ ...one, document: toBooking(one) })),
            signal,
          ),
      };
    },
    async effects() {
      const journal = path.join(scope.dir, 'journal', 'products%2Fthere.jsonl');
      const [, ...lines] = (await readFile(journal, 'utf8').catch(() => '')).trimEnd().split('\n');
      return lines
        .map((line) => JSON.parse(line) as { id: string; rows: { Buchungstext: string }[] })
        .map(({ id, rows }) => rows[0]?.Buchungstext ?? `${id} gone`);
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
});

conforms('http', async (): Promise<TargetUnderTest> => {
  const system = await HttpSystem.start();
  const { open, stack } = opener(() => openHttp(system), 'products');
  stack.use(system);
  return {
    open,
    effects: async () =>
      received(system, 'idempotency-key', ({ method, path: at, body }) =>
        method === 'DELETE' ? `${at.split('/').at(-1)} gone` : (body as Named).name,
      ),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
});

for (const format of ['document', 'cloudevents'] as const) {
  conforms(`webhook (${format})`, async (): Promise<TargetUnderTest> => {
    const system = await HttpSystem.start();
    const { open, stack } = opener(() => openWebhook(system.url), 'products', { format });
    stack.use(system);
    return {
      open,
      effects: async () =>
        received(system, 'webhook-id', (request) => {
          const told = verified(request) as Named & { type: string; data: Named };
          const { name } = format === 'document' ? told : told.data;
          const gone =
            request.headers['stellwerk-operation'] === 'delete' || told.type === 'products.deleted';
          return gone ? `${name.split(' ')[0]} gone` : name;
        }),
      [Symbol.asyncDispose]: () => stack.disposeAsync(),
    };
  });
}

conforms('nats', async (): Promise<TargetUnderTest> => {
  const co = await company();
  await co.stream();
  return {
    open: () => co.target(),
    async effects() {
      const { state } = await co.jsm.streams.info(co.word);
      const told: string[] = [];
      for (let seq = 1; seq <= state.last_seq; seq++) {
        const message = await co.jsm.streams.getMessage(co.word, { seq });
        const { name } = message?.json<Named>() ?? { name: '' };
        const gone = message?.header.get('stellwerk-operation') === 'delete';
        told.push(gone ? `${name.split(' ')[0]} gone` : name);
      }
      return told;
    },
    [Symbol.asyncDispose]: () => co[Symbol.asyncDispose](),
  };
});

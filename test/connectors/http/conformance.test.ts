import { after } from 'node:test';
import { Proxy } from '../../../bench/support/proxy.ts';
import { formatVersion } from '../../../src/connector-api/index.ts';
import type { Effect } from '../../../src/testing/index.ts';
import { conforms, effectOf, faultsOf, named } from '../../support/conforms.ts';
import { HttpSystem } from '../../support/http-system.ts';
import type { Reply, SeenRequest } from '../../support/http-system.ts';
import { openHttp } from './support.ts';

type Named = { readonly name: string | null };

const system = await HttpSystem.start();
const proxy = await Proxy.open(Number(new URL(system.url).port));
after(async () => {
  await proxy[Symbol.asyncDispose]();
  await system[Symbol.asyncDispose]();
});
system.reply = (request) => (request.path.startsWith('/stock') ? read(request) : write(request));

/** A shop that recognises the idempotency key of a request, and gives things ids of its own. */
const products = new Map<string, Named>();
const answered = new Map<string, Reply>();
const journal: Effect[] = [];

function write(request: SeenRequest): Reply {
  const token = String(request.headers['idempotency-key'] ?? '');
  const reply = answered.get(token) ?? carryOut(request);
  if (token !== '') answered.set(token, reply);
  return reply;
}

function carryOut({ method, path, query, body }: SeenRequest): Reply {
  const known = decodeURIComponent(path.split('/')[2] ?? '');
  const held = products.get(known);
  const wanted = query.get('name');
  if (wanted !== null) {
    const ids = [...products].filter(([, { name }]) => name === wanted).map(([id]) => ({ id }));
    return { body: ids };
  }
  if (method === 'GET') return held ? { body: held } : { status: 404 };
  if (method === 'DELETE') {
    if (!products.delete(known)) return { status: 404 };
    journal.push(effectOf(held?.name ?? '', true));
    return { status: 204 };
  }
  const written = body as Named;
  if (written.name === null) return { status: 422, body: { error: 'name is required' } };
  const id = known === '' ? `p${products.size + journal.length + 1}` : known;
  products.set(id, written);
  journal.push(effectOf(written.name));
  return { body: { id } };
}

/** A list in the order of changes, whose pages begin after the last thing of the page before. */
const stock = new Map<string, { readonly sku: string; readonly changed: string }>();
const PAGE = 3;

function read({ path, query }: SeenRequest): Reply {
  const [, , sku] = path.split('/');
  if (sku !== undefined) return stock.has(sku) ? { body: stock.get(sku) } : { status: 404 };
  const place = ({ changed, sku: name }: { changed: string; sku: string }) => `${changed} ${name}`;
  const rows = [...stock.values()]
    .filter(
      (row) => row.changed >= (query.get('since') ?? '') && place(row) > (query.get('after') ?? ''),
    )
    .sort((one, other) => (place(one) < place(other) ? -1 : 1));
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  return { body: { rows: page, next: rows.length > PAGE && last ? place(last) : null } };
}

conforms('http', {
  open: () => openHttp({ url: `http://127.0.0.1:${proxy.port}` }, { timeoutMs: 2_000 }),
  faults: faultsOf(proxy),
  source: {
    settings: {
      ...{ entity: 'stock', key: 'sku', version: 'changed', deleted: 'gone', overlapMs: 60_000 },
      options: {
        items: 'rows',
        paging: { kind: 'cursor', param: 'after', next: 'next' },
        since: { param: 'since' },
        get: { path: '/stock/{key}' },
      },
    },
    writes: {
      async put(rows) {
        for (const { key, state, version } of rows) {
          const row = { sku: key, state, changed: formatVersion(version) };
          stock.set(key, row);
        }
      },
      async remove(keys) {
        const changed = formatVersion(Date.now() * 1_000);
        for (const sku of keys) stock.set(sku, { ...{ sku, changed }, ...{ gone: true } });
      },
    },
  },
  target: {
    entity: 'products',
    options: {
      idField: 'id',
      get: { path: '/products/{externalId}' },
      lookup: { path: '/products?{field}={value}', idField: 'id' },
    },
    document: named,
    matchField: 'name',
    refused: () => ({ name: null }),
    effects: async () => journal,
  },
});

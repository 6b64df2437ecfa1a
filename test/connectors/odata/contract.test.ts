import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { readAll } from '../../support/read-all.ts';
import { delivery } from '../postgres/support.ts';
import { Erp } from './erp.ts';
import { signal, sourceOf, targetOf } from './support.ts';

const file = path.resolve(
  import.meta.dirname,
  '../../../../shared/facts/specs/businesscentral_BCOAS1.0.yaml',
);
const skip = existsSync(file) ? false : `${file} is absent: no contract to compare with`;

interface Operation {
  readonly parameters?: readonly { $ref?: string; name?: string }[];
  readonly requestBody?: { readonly $ref: string };
}
interface Contract {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, { properties: Record<string, Property> }>>;
    readonly parameters: Readonly<Record<string, { name: string }>>;
  };
}
interface Property {
  readonly type?: string;
  readonly format?: string;
}

/** The type in `$metadata` of what the document describes in the terms of JSON Schema. */
function edmOf({ type, format }: Property): string | null {
  const types: Readonly<Record<string, string>> = {
    ...{ uuid: 'Edm.Guid', decimal: 'Edm.Decimal', 'date-time': 'Edm.DateTimeOffset' },
    ...{ date: 'Edm.Date', int32: 'Edm.Int32', boolean: 'Edm.Boolean', string: 'Edm.String' },
  };
  return types[format ?? type ?? ''] ?? null;
}

test(
  'all requests are as the OpenAPI document of Business Central wants them',
  { skip },
  async () => {
    const contract = parse(await readFile(file, 'utf8')) as Contract;
    const { schemas, parameters } = contract.components;
    const properties = Object.fromEntries(
      Object.entries(schemas.item?.properties ?? {}).flatMap(([name, property]) => {
        const type = edmOf(property);
        return type === null ? [] : [[name, type] as const];
      }),
    );
    assert.equal(properties.id, 'Edm.Guid');
    const changed = 'lastModifiedDateTime';
    await using erp = await Erp.start({
      items: { key: ['id'], isKeyGiven: true, changed, properties },
    });
    erp.path = 'companies(5f6a1c9e-2b7d-4e0f-9a3c-8d1e4b6f7a20)';
    const settings = { path: erp.path };
    const target = targetOf(erp, { alternateKey: 'number', expand: 'picture' }, settings);
    const document = { displayName: 'A', unitPrice: '19.90', blocked: false, type: 'Inventory' };
    const deliveries = ['A', 'B', 'C'].map((number) =>
      delivery(number, 1, { document: { ...document, number } }),
    );
    const outcomes = await target.deliver(deliveries, signal);
    const known = deliveries.map((one, nth) => {
      const outcome = outcomes[nth];
      return { ...one, externalId: outcome && 'externalId' in outcome ? outcome.externalId : null };
    });
    await target.deliver(
      known.map((one, nth) => ({ ...one, operation: nth === 2 ? 'delete' : 'upsert' })),
      signal,
    );
    await target.match?.({ field: 'number', values: ['A'], signal });
    await target.peek?.({ things: known, signal });
    await target.keys?.({ after: known[0]?.externalId ?? null, limit: 10, signal });
    const source = sourceOf(erp, { options: { select: ['displayName'] } }, settings);
    await readAll(source, null, 1);
    await source.fetch?.({ keys: ['A'], signal });

    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const isItem = ajv.compile({
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(
        Object.entries(schemas.item?.properties ?? {}).map(([name, { type }]) => [
          name,
          type === undefined ? {} : { type },
        ]),
      ),
    });
    const requests = erp.system.seen.filter((one) => /\/items(?:\(|$)/.test(one.path));
    assert.deepEqual([...new Set(requests.map(({ method }) => method))].toSorted(), [
      'DELETE',
      'GET',
      'PATCH',
      'POST',
    ]);
    for (const { method, path: asked, query, headers, body } of requests) {
      const template = decodeURIComponent(asked)
        .replace('/odata', '')
        .replace(/companies\([^)]*\)/, 'companies({company_id})')
        .replace(/items\([^)]*\)/, 'items({item_id})');
      const operation = contract.paths[template]?.[method.toLowerCase()];
      assert.ok(operation, `${method} ${template}`);
      const names = (operation.parameters ?? []).map(
        ({ $ref, name }) => name ?? parameters[$ref?.split('/').at(-1) ?? '']?.name,
      );
      // The document leaves $orderby out, which Microsoft's pages describe.
      for (const name of query.keys()) assert.ok(names.concat('$orderby').includes(name), name);
      if (names.includes('If-Match')) assert.ok(headers['if-match'], method);
      if (!operation.requestBody) continue;
      assert.equal(headers['content-type'], 'application/json');
      assert.ok(isItem(body), JSON.stringify([isItem.errors, body]));
    }
  },
);

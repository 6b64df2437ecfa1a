import type { JsonObject } from '../../connector-api/index.ts';
import { isJsonObject } from '../../connector-api/index.ts';
import type { ImportKind } from './imports.ts';

/** Whole offers: what a line leaves out is reset to its default. */
export const offers: ImportKind = {
  ...{ path: '/api/offers/imports', state: '', isListed: true, sku: 'sku' },
  form: { import_mode: 'NORMAL' },
  fields: ({ operation, document }) => ({
    'update-delete': 'update',
    ...withColumns(document),
    ...(operation === 'delete' ? { 'update-delete': 'delete' } : {}),
  }),
};

/** Quantities alone. What is deleted in the source is not there to be sold. */
export const stock: ImportKind = {
  ...{ path: '/api/offers/stock/imports', state: '/status', isListed: false, sku: 'offer-sku' },
  form: {},
  fields: ({ operation, document }) =>
    operation === 'delete' ? { ...document, quantity: 0 } : document,
};

/** Names the values of channels (`{ FR: { price: 5 } }`) as Mirakl's columns do: `price[channel=FR]`. */
function withColumns({ channels = {}, ...fields }: JsonObject): JsonObject {
  const byChannel = isJsonObject(channels) ? Object.entries(channels) : [];
  const columns = byChannel.flatMap(([channel, values]) =>
    isJsonObject(values)
      ? Object.entries(values).map(([name, value]) => [`${name}[channel=${channel}]`, value])
      : [[`channels.${channel}`, [values]]],
  );
  return { ...fields, ...(Object.fromEntries(columns) as JsonObject) };
}

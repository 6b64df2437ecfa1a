import type { Delivery } from '../../connector-api/index.ts';
import type { ImportKind } from './imports.ts';

/** Whole offers: what a line leaves out is reset to its default. */
export const offers: ImportKind = {
  ...{ path: '/api/offers/imports', state: '', isListed: true, sku: 'sku' },
  form: { import_mode: 'NORMAL' },
  fields: ({ operation, document }) => ({
    'update-delete': 'update',
    ...document,
    ...(operation === 'delete' ? { 'update-delete': 'delete' } : {}),
  }),
};

/** Quantities alone. What is deleted in the source is not there to be sold. */
export const stock: ImportKind = {
  ...{ path: '/api/offers/stock/imports', state: '/status', isListed: false, sku: 'offer-sku' },
  form: {},
  fields: ({ operation, document }: Delivery) =>
    operation === 'delete' ? { ...document, quantity: 0 } : document,
};

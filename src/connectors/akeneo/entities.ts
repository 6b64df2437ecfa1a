import { Failure } from '../../connector-api/index.ts';

/** An entity that can be read, and where it is in the API. */
export interface Entity {
  /** Below the API's address. */
  readonly path: string;
  /** Field that identifies a thing. */
  readonly id: 'uuid' | 'code';
  /** Whether the list can be paged by its primary key, and asked for what has changed. */
  readonly isProduct: boolean;
  readonly isWritable: boolean;
  readonly isDeletable: boolean;
}

const CODE = '[A-Za-z0-9_-]+';
const WRITABLE = new RegExp(
  `^(categories|families|attributes|attribute-groups|association-types|channels|families/${CODE}/variants|attributes/${CODE}/options)$`,
);
const READABLE: ReadonlySet<string> = new Set(['locales', 'currencies']);

/** @throws Failure CONFIG_INVALID for one that the API does not have in this form */
export function entityNamed(name: string): Entity {
  const path = name === 'products' ? 'products-uuid' : name;
  const isProduct = name === 'products' || name === 'product-models';
  const isWritable = isProduct || WRITABLE.test(name);
  if (isWritable || READABLE.has(name))
    return {
      ...{ path, id: name === 'products' ? 'uuid' : 'code', isProduct, isWritable },
      isDeletable: isProduct || name === 'families',
    };
  throw new Failure('CONFIG_INVALID', {
    message: `The kind akeneo has no entity ${name}: correct \`entity\` to products, product-models, categories, families, families/CODE/variants, attributes, attributes/CODE/options, attribute-groups, association-types, channels, locales or currencies.`,
  });
}

import type { ConnectorKind } from '../connector-api/index.ts';
import { akeneo } from './akeneo/index.ts';
import { amazon } from './amazon/index.ts';
import { datev } from './datev/index.ts';
import { file } from './file/index.ts';
import { http } from './http/index.ts';
import { mirakl } from './mirakl/index.ts';
import { nats } from './nats/index.ts';
import { odata } from './odata/index.ts';
import { postgres } from './postgres/index.ts';
import { push } from './push/index.ts';
import { sftp } from './sftp/index.ts';
import { shopify } from './shopify/index.ts';
import { shopware } from './shopware/index.ts';
import { webhook } from './webhook/index.ts';

/** All built-in kinds. To add one, add a folder beside these and a line here. */
const kinds: readonly ConnectorKind[] = [
  akeneo,
  amazon,
  datev,
  file,
  http,
  mirakl,
  nats,
  odata,
  postgres,
  push,
  sftp,
  shopify,
  shopware,
  webhook,
];

export const catalog: ReadonlyMap<string, ConnectorKind> = new Map(
  kinds.map((kind) => [kind.kind, kind]),
);

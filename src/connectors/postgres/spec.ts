import type { JsonSchema } from '../../connector-api/index.ts';

export type PostgresSettings = {
  readonly url: string;
  readonly maxConnections: number;
  readonly statementTimeoutMs: number;
};

export const settings: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['url'],
  properties: {
    url: {
      type: 'string',
      pattern: '^postgres(ql)?://',
      'x-secret': true,
      description: 'Address of the database, as postgres://user:password@host:5432/database.',
    },
    maxConnections: {
      type: 'integer',
      minimum: 1,
      maximum: 100,
      default: 4,
      description: 'Maximum number of connections, shared by all streams and lanes of this system.',
    },
    statementTimeoutMs: {
      type: 'integer',
      minimum: 100,
      default: 60_000,
      description: 'A statement that takes longer, in milliseconds, is cancelled and tried again.',
    },
  },
};

export interface PostgresSourceOptions {
  readonly columns?: readonly string[];
  readonly overlapVersions?: number;
  readonly mode?: 'poll' | 'cdc';
  readonly publication?: string;
  readonly lagLimitMs?: number;
  readonly lagLimitBytes?: number;
  readonly onLostChanges?: 'stop' | 'snapshot';
}

export const sourceOptions: Readonly<Record<string, JsonSchema>> = {
  columns: {
    type: 'array',
    items: { type: 'string' },
    minItems: 1,
    description: 'Columns of the document; default: all. Key, version and deleted are always read.',
  },
  overlapVersions: {
    type: 'integer',
    minimum: 0,
    default: 1000,
    description:
      'For a version column of whole numbers: how far back each run reads (`overlap` is for timestamps).',
  },
  mode: {
    enum: ['poll', 'cdc'],
    description:
      '`poll` (default): each run reads what changed. `cdc`: changes, including deletes, are captured as they are committed, by logical replication.',
  },
  publication: {
    type: 'string',
    minLength: 1,
    description:
      'For `cdc`: a publication that includes the table, when this user may not create one. Default: the hub creates its own.',
  },
  lagLimitMs: {
    type: 'integer',
    minimum: 1000,
    default: 300_000,
    description:
      'For `cdc`: when it is further behind than this, in milliseconds, the stream counts as late.',
  },
  lagLimitBytes: {
    type: 'integer',
    minimum: 1_048_576,
    default: 1_073_741_824,
    description:
      'For `cdc`: when the source keeps more than this on its disk for the stream, in bytes, the stream counts as late.',
  },
  onLostChanges: {
    enum: ['stop', 'snapshot'],
    default: 'stop',
    description:
      'For `cdc`: when the source has not kept the changes, `stop` (default) until a person resumes the stream, or `snapshot` to read the whole table again at once, also after TRUNCATE.',
  },
};

export interface PostgresTargetOptions {
  readonly key?: string;
  readonly versionColumn?: string;
  readonly markDeleted?: string;
}

export const targetOptions: Readonly<Record<string, JsonSchema>> = {
  key: {
    type: 'string',
    description:
      'Column with a unique index that identifies the rows; in a partitioned table the index may contain further columns. Default: the primary key. Its value is the mapped field of that name, or else the key in the source.',
  },
  versionColumn: {
    type: 'string',
    description:
      'Column (timestamptz, timestamp or bigint) in which the hub keeps the version of the row, so that an older version never overwrites a newer one. Without it the hub keeps versions in a table `stellwerk_applied` next to the target table.',
  },
  markDeleted: {
    type: 'string',
    description: 'Boolean or timestamp column that a delete sets; default: the row is deleted.',
  },
};

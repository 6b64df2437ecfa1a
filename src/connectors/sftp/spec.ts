import type { JsonSchema } from '../../connector-api/index.ts';
import type { ImportEncoding } from '../../domain/index.ts';
import { importEncodings } from '../../domain/index.ts';
import { secret, text, variant } from '../common/schemas.ts';

export type SftpAuth =
  | { readonly kind: 'password'; readonly password: string }
  | { readonly kind: 'key'; readonly privateKey: string; readonly passphrase?: string };

export type SftpSettings = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly auth: SftpAuth;
  readonly hostKeys?: readonly string[];
  readonly timeoutMs: number;
};

export const settings: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['host', 'user', 'auth'],
  properties: {
    host: text('Name or address of the server.'),
    port: { type: 'integer', minimum: 1, maximum: 65_535, default: 22, description: 'TCP port.' },
    user: text('User name.'),
    auth: {
      type: 'object',
      description: 'How the hub authenticates: password or key.',
      oneOf: [
        variant('password', { password: secret('Password.') }),
        variant(
          'key',
          {
            privateKey: secret(
              'Content of a private key file (OpenSSH or PEM), for example ${file:/run/secrets/id_ed25519}.',
            ),
            passphrase: secret('Passphrase of the private key, if it has one.'),
          },
          ['passphrase'],
        ),
      ],
    },
    hostKeys: {
      type: 'array',
      minItems: 1,
      items: { type: 'string', pattern: '^SHA256:[A-Za-z0-9+/]{43}=?$' },
      description:
        'Fingerprints of the server’s keys, as `ssh-keygen -lf` shows them (SHA256:…); the server must prove that it has one of these keys. Without them the hub does not log in and shows the fingerprint of the key that the server has: compare it with what its operator says.',
    },
    timeoutMs: {
      type: 'integer',
      minimum: 1_000,
      default: 20_000,
      description: 'An answer that takes longer, in milliseconds, counts as unavailable.',
    },
  },
};

export type SftpSourceOptions = {
  readonly folder?: string;
  readonly files: string;
  readonly order?: 'time' | 'name';
  readonly settledMs?: number;
  readonly marker?: string;
  readonly afterwards?: 'leave' | 'delete' | { readonly move: string };
  readonly format?: 'csv' | 'jsonl' | 'json' | 'xml';
  readonly delimiter?: string;
  readonly encoding?: ImportEncoding;
  readonly recordPath?: string;
  readonly numbers?: readonly string[];
  readonly decimalComma?: readonly string[];
  readonly germanDates?: readonly string[];
};

const folder = text(
  'Folder on the server: an absolute path, or one below the folder in which the user begins. Default: that folder.',
);

const fields = (description: string): JsonSchema => ({
  type: 'array',
  items: { type: 'string', minLength: 1 },
  description,
});

export const sourceOptions: Readonly<Record<string, JsonSchema>> = {
  folder,
  files: {
    type: 'string',
    pattern: '^[^/]+$',
    description:
      'Names of the files to read, such as orders_*.csv: * stands for any characters, ? for one. A file that is written under another name and then renamed is complete once its name fits.',
  },
  order: {
    enum: ['time', 'name'],
    description:
      'Order in which files are read: by the time of their last change (files of one second by name), or by name. Default: time.',
  },
  settledMs: {
    type: 'integer',
    minimum: 0,
    maximum: 60_000,
    description:
      'A file is read when its size and time have not changed for so long, in milliseconds; 0 reads at once what the folder holds. Default: 5000, or 0 with `marker`.',
  },
  marker: {
    type: 'string',
    pattern: '^[^/]+$',
    description:
      'Ending of the empty file that says that a file is complete: with .done, orders_1.csv is read once there is orders_1.csv.done or orders_1.done. The marker is moved or deleted together with its file.',
  },
  afterwards: {
    oneOf: [
      { enum: ['leave', 'delete'] },
      {
        type: 'object',
        additionalProperties: false,
        required: ['move'],
        properties: { move: text('Folder on the same file system of the server; it must exist.') },
      },
    ],
    description:
      'What becomes of a file whose records are all stored, when the folder is looked at the next time: leave, delete, or move: FOLDER. A file that cannot be read stays. Default: leave; the hub then remembers at least the last 1000 files and takes for read what is older than all of them.',
  },
  format: {
    enum: ['csv', 'jsonl', 'json', 'xml'],
    description:
      'CSV (RFC 4180, the first line names the columns), JSON Lines, one JSON array, or XML; also packed with gzip or zstd. Default: csv.',
  },
  delimiter: {
    type: 'string',
    minLength: 1,
    maxLength: 1,
    description:
      'CSV: separator of the values; default: whichever of , ; tab and | is most frequent in the first line.',
  },
  encoding: {
    enum: importEncodings,
    description:
      'Character encoding; a byte order mark in the file takes precedence. Default: utf-8.',
  },
  recordPath: text(
    'XML: names of the elements from the root to a record, such as Orders/Order; required for XML.',
  ),
  numbers: fields('Text fields that hold numbers with a decimal point.'),
  decimalComma: fields('Text fields that hold numbers in German notation, such as 1.234,50.'),
  germanDates: fields(
    'Text fields that hold dates such as 31.12.2026 or 31.12.2026 23:59:59; they become ISO 8601.',
  ),
};

export type SftpTargetOptions = {
  readonly folder?: string;
  readonly file?: string;
  readonly work?: string;
  readonly format?: 'csv' | 'jsonl';
  readonly columns?: readonly string[];
  readonly delimiter?: string;
  readonly header?: boolean;
  readonly encoding?: 'utf-8' | 'windows-1252';
  readonly operation?: string;
};

export const targetOptions: Readonly<Record<string, JsonSchema>> = {
  folder,
  file: {
    type: 'string',
    pattern: '^[^/]*\\{number\\}[^/]*$',
    description:
      'Name of the files: {number} counts the lane’s files, {time} is the time of writing (UTC, such as 20261127T212505Z). Default: ENTITY_{time}_{number}.csv or .jsonl.',
  },
  work: text(
    'Folder for unfinished files and for the two files in which the lane notes what it has handed over (.stellwerk-…), on the same file system as `folder`. Default: `folder`.',
  ),
  format: {
    enum: ['csv', 'jsonl'],
    description: 'CSV, or a JSON document per line. Default: csv.',
  },
  columns: {
    type: 'array',
    items: { type: 'string', minLength: 1 },
    minItems: 1,
    uniqueItems: true,
    description: 'CSV: the columns, in order; required for CSV.',
  },
  delimiter: {
    type: 'string',
    minLength: 1,
    maxLength: 1,
    description: 'CSV: separator of the values. Default: ,',
  },
  header: {
    type: 'boolean',
    description: 'CSV: whether the first line names the columns. Default: true.',
  },
  encoding: {
    enum: ['utf-8', 'windows-1252'],
    description:
      'Character encoding. A letter that windows-1252 lacks loses its accent; a record with one that has no counterpart fails. Default: utf-8.',
  },
  operation: text(
    'Column or field that says `upsert` or `delete`. Without it deletes cannot be handed over, and fail.',
  ),
};

import type { JsonSchema } from '../../connector-api/index.ts';

export type FileFormat = 'jsonl' | 'csv';

export type FileSettings = {
  readonly path: string;
  readonly format?: FileFormat;
  readonly delimiter: string;
  readonly encoding: 'utf-8' | 'windows-1252';
};

export const settings: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['path'],
  properties: {
    path: {
      type: 'string',
      minLength: 1,
      description: 'The file, or a folder with one file per entity.',
    },
    format: {
      enum: ['jsonl', 'csv'],
      description:
        'JSON Lines or CSV (RFC 4180, the first line names the columns); default: by the extension.',
    },
    delimiter: {
      type: 'string',
      minLength: 1,
      maxLength: 1,
      default: ',',
      description: 'Separator of the values in a CSV line; German exports mostly use ;',
    },
    encoding: {
      enum: ['utf-8', 'windows-1252'],
      default: 'utf-8',
      description: 'Character encoding of a source file.',
    },
  },
};

export const sourceOptions: Readonly<Record<string, JsonSchema>> = {};

export type FileTargetOptions = {
  readonly columns?: readonly string[];
};

export const targetOptions: Readonly<Record<string, JsonSchema>> = {
  columns: {
    type: 'array',
    items: { type: 'string' },
    minItems: 1,
    description: 'Columns of the CSV file, in order; required for a CSV target.',
  },
};

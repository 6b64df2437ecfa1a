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
      description: 'The file, or a folder that holds a file per entity.',
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
      description: 'Between the values of a CSV line; German exports mostly have ;',
    },
    encoding: {
      enum: ['utf-8', 'windows-1252'],
      default: 'utf-8',
      description: 'How the bytes of a source stand for letters.',
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
    description: 'Columns of a CSV file, in order; for a CSV target they are needed.',
  },
};

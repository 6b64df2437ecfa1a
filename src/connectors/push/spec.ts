import type { JsonSchema } from '../../connector-api/index.ts';

export const settings: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {},
};

export const sourceOptions: Readonly<Record<string, JsonSchema>> = {};

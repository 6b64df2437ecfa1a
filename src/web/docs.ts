import type { JsonSchema } from '../domain/index.ts';

/** A number of records. */
export const count: JsonSchema = { type: 'integer', minimum: 0 };

/** The form of every refusal (RFC 9457). */
export const problem: JsonSchema = {
  description: 'Why it was refused, and what to do (RFC 9457).',
  content: {
    'application/problem+json': {
      schema: {
        type: 'object',
        required: ['type', 'title', 'status', 'detail'],
        properties: {
          type: { type: 'string' },
          title: { type: 'string' },
          status: { type: 'integer' },
          detail: { type: 'string' },
          code: { type: 'string', description: 'A code of the failure catalogue.' },
          remedy: { type: 'string' },
        },
      },
    },
  },
};

/** A refusal of a call that may be repeated. */
export const comeAgain: JsonSchema = {
  ...problem,
  description: 'Nothing was stored; try again after Retry-After seconds.',
  headers: { 'Retry-After': { type: 'integer', description: 'Seconds.' } },
};

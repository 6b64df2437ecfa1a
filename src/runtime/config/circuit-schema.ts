import type { JsonSchema } from '../../domain/index.ts';
import { text } from './schema-words.ts';

/** The key `circuit` that connectors of all kinds have. */
export const circuitSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  description:
    'When the system counts as away, so that nothing is sent to it or read from it, and how it is tried out again.',
  properties: {
    failures: {
      type: 'integer',
      minimum: 1,
      description:
        'So many failures of its streams and lanes in a row, without delivered work in between; default 3.',
    },
    failureRate: {
      type: 'number',
      exclusiveMinimum: 0,
      maximum: 1,
      description: 'Or this share of its answers within the window; default 0.8.',
    },
    minimumCalls: {
      type: 'integer',
      minimum: 1,
      description: 'With fewer answers within the window the share says nothing; default 20.',
    },
    window: text('Answers are counted for so long; default 30s.'),
    probe: {
      type: 'object',
      additionalProperties: false,
      description: 'Waits between the probes of a system that is away.',
      properties: {
        initial: text('Wait before the first probe; default 1s.'),
        factor: { type: 'number', minimum: 1, description: 'Growth of the waits; default 2.' },
        max: text('No wait is longer; default 60s.'),
        jitter: {
          type: 'number',
          minimum: 0,
          maximum: 1,
          description: 'Share left to chance; default 0.2.',
        },
      },
    },
  },
};

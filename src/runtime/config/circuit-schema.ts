import type { JsonSchema } from '../../domain/index.ts';
import { text } from './schema-words.ts';

/** The key `circuit` that connectors of all kinds have. */
export const circuitSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  description:
    'When the system counts as unavailable, so that nothing is sent to it or read from it, and how it is probed.',
  properties: {
    failures: {
      type: 'integer',
      minimum: 1,
      description:
        'Number of consecutive failures of its streams and lanes, without delivered work in between; default 3.',
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
      description: 'With fewer answers within the window the share is ignored; default 20.',
    },
    window: text('Time over which answers are counted; default 30s.'),
    probe: {
      type: 'object',
      additionalProperties: false,
      description: 'Waits between the probes of an unavailable system.',
      properties: {
        initial: text('Wait before the first probe; default 1s.'),
        factor: { type: 'number', minimum: 1, description: 'Growth of the waits; default 2.' },
        max: text('Longest wait; default 60s.'),
        jitter: {
          type: 'number',
          minimum: 0,
          maximum: 1,
          description: 'Random share of each wait; default 0.2.',
        },
      },
    },
  },
};

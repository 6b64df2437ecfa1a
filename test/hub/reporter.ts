import { defineConnector } from '../../src/connector-api/index.ts';
import { reports, system } from './reports.ts';

/** A target that takes everything, and whose tests report failures in its name. */
export default defineConnector<{ readonly town?: string }>({
  kind: 'reporter',
  summary: 'Reports what its test tells it to.',
  settings: {
    type: 'object',
    additionalProperties: false,
    properties: { town: { type: 'string' } },
  },
  targetOptions: {},
  open(_settings, { report }) {
    if (report) reports.push(report);
    return {
      check: () => (system.wrong ? Promise.reject(system.wrong) : Promise.resolve()),
      target: () => ({
        deliver: (deliveries) =>
          Promise.resolve(deliveries.map(({ key }) => ({ kind: 'applied', externalId: key }))),
      }),
      close: () => Promise.resolve(),
    };
  },
});

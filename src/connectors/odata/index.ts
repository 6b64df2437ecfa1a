import { defineConnector } from '../../connector-api/index.ts';
import { parseJson } from '../http/answer-json.ts';
import { HttpClient } from '../http/client.ts';
import { readFailure } from '../http/failures.ts';
import type { BatchFormat } from './batch-format.ts';
import { jsonBatch } from './batch-format.ts';
import { multipartBatch } from './multipart.ts';
import { BatchSender, SingleSender } from './sender.ts';
import { MetadataCache, Service } from './service.ts';
import { Session } from './session.ts';
import { ODataSource } from './source.ts';
import type { ODataSettings, ODataTargetOptions } from './spec.ts';
import { MAX_OPERATIONS, settings, sourceOptions, targetOptions } from './spec.ts';
import { ODataTarget } from './target.ts';

/** A service with OData 4 (docs.oasis-open.org/odata). */
export const odata = defineConnector<ODataSettings>({
  kind: 'odata',
  summary:
    'A service with OData 4, such as Business Central or SAP Business One: reads any entity set by its time of change, and writes entities, one by one or in batches.',
  settings,
  sourceOptions,
  targetOptions,
  open({ auth, batch, ...others }) {
    const session = auth.kind === 'session' ? new Session(others, auth) : null;
    const client = new HttpClient(
      { ...others, auth: auth.kind === 'session' ? { kind: 'none' } : auth },
      {},
      session ? { authorizer: session.authorizer } : {},
    );
    const metadata = new MetadataCache();
    return {
      async check(signal) {
        const answer = await client.send({ method: 'GET', path: '/' }, 'target', signal);
        const failure = readFailure(answer, 'target', 'GET /');
        if (failure) throw failure;
        parseJson(answer, 'target', 'GET /');
      },
      source(stream) {
        const service = new Service(
          client.withPriority(stream.priority),
          'source',
          others,
          metadata,
        );
        return new ODataSource(service, stream, others.maxConcurrency);
      },
      target(lane) {
        const own = client.withPriority(lane.priority);
        const { batchSize = MAX_OPERATIONS } = lane.options as ODataTargetOptions;
        const format = formatOf(batch);
        const sender = format
          ? new BatchSender(own, lane, format, batchSize)
          : new SingleSender(own, others.maxConcurrency);
        const service = new Service(own, 'target', others, metadata);
        return new ODataTarget(service, lane, sender, others.maxConcurrency);
      },
      close: () => session?.close() ?? Promise.resolve(),
    };
  },
});

function formatOf(batch: ODataSettings['batch']): BatchFormat | null {
  switch (batch) {
    case 'none':
      return null;
    case 'json':
      return jsonBatch;
    case 'multipart':
      return multipartBatch('relative');
    case 'multipartAbsolute':
      return multipartBatch('absolute');
  }
}

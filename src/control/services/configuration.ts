import type { ConfigBundle } from '../../domain/index.ts';
import type { ConfigOrder } from '../configuration-port.ts';
import type { ServiceContext } from '../context.ts';
import type { ConfigurationBundle__Output } from '../gen/stellwerk/control/v1/ConfigurationBundle.ts';
import type { ConfigurationServiceHandlers } from '../gen/stellwerk/control/v1/ConfigurationService.ts';
import type { RollbackConfigurationRequest__Output } from '../gen/stellwerk/control/v1/RollbackConfigurationRequest.ts';
import { invalidRequest } from '../invalid-request.ts';
import { bundleMessage, outcomeMessage, readBundle, versionMessage } from '../messages/index.ts';
import { requesterOf } from '../order.ts';
import { readPage } from '../page.ts';
import type { Caller } from '../unary.ts';
import { unary } from '../unary.ts';
import { watch } from '../watch.ts';

const MAX_NOTE_CHARS = 1_000;
/** The largest int32. */
const MAX_VERSION = 2 ** 31 - 1;
const compareOnly = { expectedVersion: null, dryRun: true, allowDataLoss: false, note: '' };

export function configurationService(context: ServiceContext): ConfigurationServiceHandlers {
  const { configuration } = context.hub;
  return {
    GetConfiguration: unary(context, async ({ version }) => {
      const wanted = version === 0 ? null : checkVersion('version', version);
      const { bundle, ...facts } = await configuration.get(wanted);
      return { version: versionMessage(facts), bundle: bundleMessage(bundle) };
    }),
    DiffConfiguration: unary(context, async ({ bundle }, caller) => {
      const order = { ...compareOnly, requestedBy: requesterOf(caller) };
      const { applied: _never, ...outcome } = outcomeMessage(
        await configuration.apply(checkBundle(bundle), order, caller.signal),
      );
      return outcome;
    }),
    ApplyConfiguration: unary(context, async (request, caller) => {
      const bundle = checkBundle(request.bundle);
      return outcomeMessage(
        await configuration.apply(bundle, orderOf(request, caller), caller.signal),
      );
    }),
    RollbackConfiguration: unary(context, async (request, caller) => {
      const version = checkVersion('version', request.version);
      return outcomeMessage(
        await configuration.rollback(version, orderOf(request, caller), caller.signal),
      );
    }),
    ListConfigurationVersions: unary(context, async (request) => {
      const { limit, token } = readPage(request);
      const before = token === null ? null : checkVersion('page_token', Number(token));
      const found = await configuration.history(limit + 1, before);
      const versions = found.slice(0, limit);
      const last = found.length > limit ? versions.at(-1) : undefined;
      return {
        versions: versions.map(versionMessage),
        nextPageToken: last ? String(last.version) : '',
      };
    }),
    WatchConfiguration: watch(context, {
      read: () => [configuration.status()],
      respond: ([status]) => ({ version: status?.version ?? 0, doing: status?.doing ?? '' }),
    }),
  };
}

type OrderRequest = Omit<RollbackConfigurationRequest__Output, 'version'>;

function orderOf(request: OrderRequest, caller: Caller): ConfigOrder {
  const { expectedVersion, dryRun, allowDataLoss } = request;
  const { note } = request;
  if (note.length > MAX_NOTE_CHARS) {
    throw invalidRequest('note', `takes at most ${MAX_NOTE_CHARS} characters`);
  }
  return {
    expectedVersion:
      expectedVersion === 0 ? null : checkVersion('expected_version', expectedVersion),
    ...{ dryRun, allowDataLoss, note },
    requestedBy: requesterOf(caller),
  };
}

function checkBundle(message: ConfigurationBundle__Output | null): ConfigBundle {
  if (message === null) throw invalidRequest('bundle', 'must hold the configuration');
  const bundle = readBundle(message);
  if (bundle) return bundle;
  throw invalidRequest('bundle', 'names a file twice');
}

function checkVersion(field: string, version: number): number {
  if (Number.isInteger(version) && version > 0 && version <= MAX_VERSION) return version;
  throw invalidRequest(field, 'takes a version, counted from 1');
}

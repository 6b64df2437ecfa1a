import type { ConfigBundle, ConfigOutcome, ConfigVersion } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { CallLimits } from './client-call.ts';
import { callOnce } from './client-call.ts';
import { readPages } from './client-pages.ts';
import type { ServiceClients } from './client-orders.ts';
import type { ConfigOrder } from './configuration-port.ts';
import { followAll } from './follow.ts';
import type { ApplyConfigurationResponse__Output } from './gen/stellwerk/control/v1/ApplyConfigurationResponse.ts';
import type { GetConfigurationResponse__Output } from './gen/stellwerk/control/v1/GetConfigurationResponse.ts';
import type { ListConfigurationVersionsResponse__Output } from './gen/stellwerk/control/v1/ListConfigurationVersionsResponse.ts';
import type { RollbackConfigurationResponse__Output } from './gen/stellwerk/control/v1/RollbackConfigurationResponse.ts';
import type { WatchConfigurationResponse__Output } from './gen/stellwerk/control/v1/WatchConfigurationResponse.ts';
import { bundleMessage, readBundle, readOutcome, readVersion } from './messages/index.ts';

/** An order without its sender, which the hub knows. */
export type ConfigRequest = Omit<ConfigOrder, 'requestedBy'>;

/** The part of the API that changes the configuration. */
export interface ConfigurationClient {
  /** Returns a version; null for the one in force. */
  get(version: number | null): Promise<ConfigVersion & { readonly bundle: ConfigBundle }>;
  apply(bundle: ConfigBundle, request: ConfigRequest): Promise<ConfigOutcome>;
  rollback(version: number, request: ConfigRequest): Promise<ConfigOutcome>;
  /** Lists versions, newest first. @param limit maximum number of versions */
  history(limit: number): Promise<readonly ConfigVersion[]>;
  /**
   * Yields the current step of an order in progress, now and after each step; null while there is none. Ends with the
   * signal.
   */
  steps(signal: AbortSignal): AsyncIterable<string | null>;
}

export function configurationClient(
  { configuration }: ServiceClients,
  limits: CallLimits,
): ConfigurationClient {
  return {
    async get(version) {
      const request = { version: version ?? 0 };
      const answer = await callOnce<GetConfigurationResponse__Output>(limits, (options, done) =>
        configuration.getConfiguration(request, options, done),
      );
      const bundle = answer.bundle && readBundle(answer.bundle);
      if (answer.version && bundle) return { ...readVersion(answer.version), bundle };
      throw new Failure('INTERNAL', { message: 'The hub answered without the configuration.' });
    },
    async apply(bundle, request) {
      const message = { ...orderMessage(request), bundle: bundleMessage(bundle) };
      return readOutcome(
        await callOnce<ApplyConfigurationResponse__Output>(limits, (options, done) =>
          configuration.applyConfiguration(message, options, done),
        ),
      );
    },
    async rollback(version, request) {
      const message = { ...orderMessage(request), version };
      return readOutcome(
        await callOnce<RollbackConfigurationResponse__Output>(limits, (options, done) =>
          configuration.rollbackConfiguration(message, options, done),
        ),
      );
    },
    async history(limit) {
      const { items } = await readPages(
        limit,
        (page) =>
          callOnce<ListConfigurationVersionsResponse__Output>(limits, (options, done) =>
            configuration.listConfigurationVersions(page, options, done),
          ),
        (answer) => answer.versions.map(readVersion),
      );
      return items;
    },
    async *steps(signal) {
      let doing: string | null = null;
      const take = (message: unknown) => {
        doing = (message as WatchConfigurationResponse__Output).doing || null;
      };
      const watches = [{ call: configuration.watchConfiguration({}), take }];
      for await (const _news of followAll(watches, limits.address, signal)) yield doing;
    },
  };
}

function orderMessage({ expectedVersion, ...rest }: ConfigRequest) {
  return { ...rest, expectedVersion: expectedVersion ?? 0 };
}

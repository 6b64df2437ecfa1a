import type { ControlClient } from '../control/index.ts';
import type { StandingKind } from '../domain/index.ts';
import { CliError } from './exit.ts';

const NAMES_SHOWN = 20;

/**
 * Finds what a name refers to: with a `/` a lane, otherwise the stream or connector of that name.
 * @throws CliError usage when it is both, notFound when it is neither
 */
export async function findActor(
  client: ControlClient,
  name: string,
  signal: AbortSignal,
): Promise<StandingKind> {
  if (name.includes('/')) return 'lane';
  const { connectors, streams } = await client.status(signal);
  const isStream = streams.some((stream) => stream.name === name);
  const isConnector = connectors.some((connector) => connector.name === name);
  if (isStream && isConnector) {
    throw new CliError(
      'usage',
      `"${name}" is a stream and a connector. Say which: --kind stream or --kind connector.`,
    );
  }
  if (isStream) return 'stream';
  if (isConnector) return 'connector';
  const names = [...streams, ...connectors].map((one) => one.name);
  const shown = names.slice(0, NAMES_SHOWN).join(', ');
  throw new CliError(
    'notFound',
    `There is no stream or connector "${name}". Known names: ${shown}${names.length > NAMES_SHOWN ? ', …' : ''}.`,
  );
}

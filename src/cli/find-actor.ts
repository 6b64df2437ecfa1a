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
  throw unknown('stream or connector', name, [...streams, ...connectors]);
}

/**
 * Tells a mistyped filter from one that nothing matches; to be called when nothing was found.
 * @throws CliError notFound when the hub has no stream or lane of this name
 */
export async function requireActor(
  client: ControlClient,
  kind: 'stream' | 'lane',
  name: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (name === undefined) return;
  const { streams, lanes } = await client.status(signal);
  const existing = kind === 'stream' ? streams : lanes;
  if (!existing.some((one) => one.name === name)) throw unknown(kind, name, existing);
}

function unknown(
  kind: string,
  name: string,
  existing: readonly { readonly name: string }[],
): CliError {
  const names = existing.map((one) => one.name);
  const shown = names.slice(0, NAMES_SHOWN).join(', ');
  const more = names.length > NAMES_SHOWN ? ', …' : '';
  return new CliError('notFound', `There is no ${kind} "${name}". Known names: ${shown}${more}.`);
}

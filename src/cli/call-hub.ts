import type { ControlClient } from '../control/index.ts';
import { connectControl } from '../control/index.ts';
import type { HubChoice } from './hub-address.ts';
import { findHub } from './hub-address.ts';

/** Options of every command that calls a hub. */
export interface HubCallOptions extends HubChoice {
  readonly json?: boolean;
}

/** Connects to the hub, runs `work`, and disconnects. The signal aborts on SIGINT (Ctrl-C) and SIGTERM. */
export async function callHub(
  choice: HubCallOptions,
  work: (client: ControlClient, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const { address, access } = await findHub(choice, process.env);
  const client = await connectControl(address, access);
  const stop = new AbortController();
  const abort = () => stop.abort();
  process.once('SIGINT', abort).once('SIGTERM', abort);
  try {
    await work(client, stop.signal);
  } finally {
    process.off('SIGINT', abort).off('SIGTERM', abort);
    client.close();
  }
}

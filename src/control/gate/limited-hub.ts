import type { DeadLetterFilter } from '../../domain/index.ts';
import { Failure } from '../../domain/index.ts';
import type { HubPort } from '../hub-port.ts';
import type { RecoveryPort } from '../recovery-port.ts';

/**
 * The hub as a caller sees it who is limited to streams: those, their lanes, and the connectors that these use. To him there is
 * nothing else. Each member is written out, so that a new one of the port does not slip through.
 */
export function limitedTo(hub: HubPort, streams: readonly string[]): HubPort {
  const visible = new Set(streams);
  const seen = {
    streams: () => hub.streams().filter(({ name }) => visible.has(name)),
    lanes: () => hub.lanes().filter(({ stream }) => visible.has(stream)),
    connectors() {
      const used = new Set([...seen.streams(), ...seen.lanes()].map(({ connector }) => connector));
      return hub.connectors().filter(({ name }) => used.has(name));
    },
  };
  return {
    ...seen,
    async send(command, signal) {
      const { kind, name } = command;
      const known = { connector: () => [], stream: seen.streams, lane: seen.lanes }[kind]();
      if (!known.some((status) => status.name === name)) throw notFound(kind, name);
      return hub.send(command, signal);
    },
    subscribe: (listener) => hub.subscribe(listener),
    // The gate keeps limited callers from the services behind it.
    audit: hub.audit,
    info: () => hub.info(),
    recovery: limitedRecovery(hub.recovery, streams, (lane) => {
      if (!seen.lanes().some(({ name }) => name === lane)) throw notFound('lane', lane);
    }),
  };
}

function limitedRecovery(
  recovery: RecoveryPort,
  streams: readonly string[],
  requireLane: (lane: string) => void,
): RecoveryPort {
  const narrow = (filter: DeadLetterFilter) => ({ ...filter, streams });
  const getDeadLetter: RecoveryPort['getDeadLetter'] = async (id) => {
    const letter = await recovery.getDeadLetter(id);
    if (streams.includes(letter.stream)) return letter;
    throw new Failure('NOT_FOUND', { message: `There is no dead letter ${id}.` });
  };
  return {
    listDeadLetters: (filter, page) => recovery.listDeadLetters(narrow(filter), page),
    countDeadLetters: (filter) => recovery.countDeadLetters(narrow(filter)),
    getDeadLetter,
    async previewReplay(id, document, signal) {
      await getDeadLetter(id);
      return recovery.previewReplay(id, document, signal);
    },
    replayDeadLetters: (replay, signal) =>
      recovery.replayDeadLetters({ ...replay, filter: narrow(replay.filter) }, signal),
    discardDeadLetters: (filter, signal) => recovery.discardDeadLetters(narrow(filter), signal),
    async replayLane(replay, signal) {
      requireLane(replay.lane);
      return recovery.replayLane(replay, signal);
    },
    async pauseKey(lane, key, signal) {
      requireLane(lane);
      await recovery.pauseKey(lane, key, signal);
    },
    async resumeKey(lane, key, signal) {
      requireLane(lane);
      await recovery.resumeKey(lane, key, signal);
    },
    async pausedKeys(lane) {
      requireLane(lane);
      return recovery.pausedKeys(lane);
    },
  };
}

/** As for a name that does not exist, so that nobody learns what else there is. */
function notFound(kind: string, name: string): Failure {
  return new Failure('NOT_FOUND', { message: `There is no ${kind} "${name}".` });
}

import type { DeadLetterFilter } from '../../domain/index.ts';
import { Failure } from '../../domain/index.ts';
import type { HistoryPort } from '../history-port.ts';
import type { HubPort } from '../hub-port.ts';
import type { ImportPort } from '../import-port.ts';
import { invalidRequest } from '../invalid-request.ts';
import type { RecoveryPort } from '../recovery-port.ts';

/**
 * Returns the hub as seen by a caller limited to certain streams: these streams, their lanes, and the connectors that
 * they use; nothing else exists for the caller. Each member is written out, so that a new member of the port cannot
 * slip through.
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
  const imports = limitedImports(hub.imports, visible);
  const namedImports = () => imports.list().map(({ id }) => ({ name: id }));
  const requireStream = (stream: string) => {
    if (!visible.has(stream)) throw notFound('stream', stream);
  };
  return {
    ...seen,
    async send(command, signal) {
      const { kind, name } = command;
      const known = {
        connector: () => [],
        stream: seen.streams,
        lane: seen.lanes,
        import: namedImports,
      }[kind]();
      if (!known.some((status) => status.name === name)) throw notFound(kind, name);
      return hub.send(command, signal);
    },
    subscribe: (listener) => hub.subscribe(listener),
    // The gate denies limited callers the services that use these.
    audit: hub.audit,
    configuration: hub.configuration,
    erasing: hub.erasing,
    relinking: hub.relinking,
    logging: hub.logging,
    info: () => hub.info(),
    planning: {
      plan(request, signal) {
        requireStream(request.stream);
        return hub.planning.plan(request, signal);
      },
    },
    verifying: {
      verify(request, signal) {
        requireStream(request.stream);
        return hub.verifying.verify(request, signal);
      },
    },
    imports,
    history: limitedHistory(hub.history, visible),
    recovery: limitedRecovery(hub.recovery, streams, (lane) => {
      if (!seen.lanes().some(({ name }) => name === lane)) throw notFound('lane', lane);
    }),
  };
}

function limitedImports(imports: ImportPort, visible: ReadonlySet<string>): ImportPort {
  const required = (stream: string) => {
    if (!visible.has(stream)) throw notFound('stream', stream);
  };
  return {
    list: () => imports.list().filter(({ stream }) => visible.has(stream)),
    get(id) {
      const status = imports.get(id);
      if (visible.has(status.stream)) return status;
      throw new Failure('NOT_FOUND', { message: `There is no import ${id}.` });
    },
    async start(request, signal) {
      required(request.stream);
      return imports.start(request, signal);
    },
    async upload(request, bytes, signal) {
      required(request.stream);
      return imports.upload(request, bytes, signal);
    },
  };
}

function limitedHistory(history: HistoryPort, visible: ReadonlySet<string>): HistoryPort {
  return {
    async listRuns(filter, page) {
      if (filter.stream === undefined)
        throw invalidRequest('stream', 'must name one of your streams');
      if (!visible.has(filter.stream)) throw notFound('stream', filter.stream);
      return history.listRuns(filter, page);
    },
    async getRun(id) {
      const run = await history.getRun(id);
      if (visible.has(run.stream)) return run;
      throw new Failure('NOT_FOUND', {
        message: `There is no run ${id}, or it is no longer kept.`,
      });
    },
    // The gate denies limited callers both: a flow joins two streams, and a thing is linked across all streams.
    listConflicts: (flow, page) => history.listConflicts(flow, page),
    lookUp: (question, view, signal) => history.lookUp(question, view, signal),
    story: (question, view, signal) => history.story(question, view, signal),
  };
}

function limitedRecovery(
  recovery: RecoveryPort,
  streams: readonly string[],
  requireLane: (lane: string) => void,
): RecoveryPort {
  const narrow = (filter: DeadLetterFilter) => ({ ...filter, streams });
  const getDeadLetter: RecoveryPort['getDeadLetter'] = async (id, view, signal) => {
    const letter = await recovery.getDeadLetter(id, view, signal);
    if (streams.includes(letter.stream)) return letter;
    throw new Failure('NOT_FOUND', { message: `There is no dead letter ${id}.` });
  };
  return {
    listDeadLetters: (filter, page, signal) =>
      recovery.listDeadLetters(narrow(filter), page, signal),
    newestDeadLetterId: (signal) => recovery.newestDeadLetterId(signal),
    countDeadLetters: (filter, signal) => recovery.countDeadLetters(narrow(filter), signal),
    getDeadLetter,
    listDeadLetterGroups({ streams: asked, withClosed }, view, signal) {
      const seen = asked === null ? streams : streams.filter((stream) => asked.includes(stream));
      return recovery.listDeadLetterGroups({ streams: seen, withClosed }, view, signal);
    },
    async previewReplay(id, document, signal) {
      await getDeadLetter(id, undefined, signal);
      return recovery.previewReplay(id, document, signal);
    },
    replayDeadLetters: (replay, signal) =>
      recovery.replayDeadLetters({ ...replay, filter: narrow(replay.filter) }, signal),
    discardDeadLetters: (filter, signal, requestId) =>
      recovery.discardDeadLetters(narrow(filter), signal, requestId),
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

/** The same failure as for a name that does not exist, so that callers cannot learn what else exists. */
function notFound(kind: string, name: string): Failure {
  return new Failure('NOT_FOUND', { message: `There is no ${kind} "${name}".` });
}

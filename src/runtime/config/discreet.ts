import type {
  ChangeSource,
  Connector,
  ConnectorKind,
  Outcome,
  Source,
  Target,
} from '../../connector-api/index.ts';
import { Failure } from '../../domain/index.ts';
import { redact } from './redact.ts';

/**
 * Wraps a kind so that its connectors reveal no secrets: systems repeat in their error messages what they were sent,
 * and these messages go into status, log and dead letters. So they are cleaned where they enter, whatever the
 * connector's author did.
 */
export function discreet(kind: ConnectorKind, secrets: readonly string[]): ConnectorKind {
  if (secrets.length === 0) return kind;
  const hide: Hide = (text) => redact(text, secrets);
  return {
    ...kind,
    open: (settings, { report, ...context }) =>
      discreetConnector(
        kind.open(settings, {
          ...context,
          ...(report ? { report: (failure) => report(cleaned(Failure.from(failure), hide)) } : {}),
        }),
        hide,
      ),
  };
}

type Hide = (text: string) => string;

/** Abilities that a connector lacks are absent here too: the hub checks for their presence. */
function discreetConnector(connector: Connector, hide: Hide): Connector {
  const source = connector.source?.bind(connector);
  const target = connector.target?.bind(connector);
  const changes = connector.changes?.bind(connector);
  const forgetChanges = connector.forgetChanges?.bind(connector);
  return {
    check: (signal) => guarded(hide, () => connector.check(signal)),
    ...(source ? { source: (settings) => discreetSource(source(settings), hide) } : {}),
    ...(changes ? { changes: (...given) => discreetChanges(changes(...given), hide) } : {}),
    ...(forgetChanges
      ? { forgetChanges: (owner, signal) => guarded(hide, () => forgetChanges(owner, signal)) }
      : {}),
    ...(target ? { target: (settings) => discreetTarget(target(settings), hide) } : {}),
    close: () => connector.close(),
  };
}

function discreetSource(source: Source, hide: Hide): Source {
  const fetch = source.fetch?.bind(source);
  const untilChanged = source.untilChanged?.bind(source);
  return {
    ...(source.isSilent ? { isSilent: true } : {}),
    read: (request) => guarded(hide, () => source.read(request)),
    ...(untilChanged
      ? { untilChanged: (request) => guarded(hide, () => untilChanged(request)) }
      : {}),
    ...(fetch ? { fetch: (request) => guarded(hide, () => fetch(request)) } : {}),
    close: async () => source.close?.(),
  };
}

function discreetChanges(changes: ChangeSource | null, hide: Hide): ChangeSource | null {
  if (changes === null) return null;
  return {
    ...discreetSource(changes, hide),
    confirm: (cursor) => changes.confirm(cursor),
    lag: (cursor, signal) => guarded(hide, () => changes.lag(cursor, signal)),
  };
}

function discreetTarget(target: Target, hide: Hide): Target {
  const untilReady = target.untilReady?.bind(target);
  const match = target.match?.bind(target);
  const peek = target.peek?.bind(target);
  const lastWrites = target.lastWrites?.bind(target);
  const keys = target.keys?.bind(target);
  return {
    async deliver(deliveries, signal) {
      const outcomes = await guarded(hide, () => target.deliver(deliveries, signal));
      return outcomes.some(hasFailure)
        ? outcomes.map((one) => discreetOutcome(one, hide))
        : outcomes;
    },
    ...(untilReady ? { untilReady: (signal) => guarded(hide, () => untilReady(signal)) } : {}),
    ...(match ? { match: (request) => guarded(hide, () => match(request)) } : {}),
    ...(peek ? { peek: (request) => guarded(hide, () => peek(request)) } : {}),
    ...(lastWrites ? { lastWrites: (request) => guarded(hide, () => lastWrites(request)) } : {}),
    ...(keys ? { keys: (request) => guarded(hide, () => keys(request)) } : {}),
    close: async () => target.close?.(),
  };
}

function hasFailure(outcome: Outcome): boolean {
  return 'failure' in outcome;
}

function discreetOutcome(outcome: Outcome, hide: Hide): Outcome {
  if (!('failure' in outcome)) return outcome;
  return { ...outcome, failure: cleaned(outcome.failure, hide) };
}

async function guarded<T>(hide: Hide, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw error instanceof Failure ? cleaned(error, hide) : error;
  }
}

/** Returns the same failure when nothing has to be hidden. */
function cleaned(failure: Failure, hide: Hide): Failure {
  const { details } = failure;
  const told = JSON.stringify(details);
  const hidden = hide(told);
  return failure.saying(
    hide(failure.message),
    hidden === told ? details : (JSON.parse(hidden) as Failure['details']),
  );
}

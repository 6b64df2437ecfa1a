import type { Connector } from '../../connector-api/index.ts';
import { Failure } from '../../domain/index.ts';
import type { BuildContext } from './build-stream.ts';
import type { ConnectorPlan, LanePlan, StreamPlan } from './plan.ts';
import type { At, Report } from './report.ts';

/**
 * Opens every connector, creates its sources and targets as the hub will, and closes them again: by contract this does
 * no I/O. So a kind's own checks of settings that schemas cannot express become mistakes here instead of failures of a
 * running hub, and it is known whether a target can search for `match`.
 */
export async function tryOut(
  connectors: readonly ConnectorPlan[],
  streams: readonly StreamPlan[],
  { report, baseDir, places }: BuildContext,
): Promise<void> {
  for (const plan of connectors) {
    const at: At = ['connectors', plan.name];
    if (!report.isClean(at)) continue;
    const connector = attempt(at, report, () =>
      plan.kind.open(plan.settings, { name: plan.name, baseDir }),
    );
    if (connector === null) continue;
    for (const stream of streams) tryStream(stream, plan.name, connector, { report, places });
    await attemptClose(connector, at, report);
  }
}

async function attemptClose(connector: Connector, at: At, report: Report): Promise<void> {
  try {
    await connector.close();
  } catch (error) {
    report.adoptFailure(at, error);
  }
}

function tryStream(
  stream: StreamPlan,
  name: string,
  connector: Connector,
  { report, places }: Pick<BuildContext, 'report' | 'places'>,
): void {
  const at: At = ['streams', stream.name];
  const from = [...at, 'from'];
  if (stream.connector === name && report.isClean(from)) {
    const source = attempt(
      from,
      report,
      () => connector.source?.(stream.source) ?? broken('source'),
    );
    if (source && stream.webhook && stream.webhook.hint !== null && !source.fetch) {
      const message = `The connector ${name} cannot fetch single records, so it cannot follow hints.`;
      const remedy =
        'For kind http add `from.get`; otherwise let the webhook carry the whole record.';
      report.add([...from, 'webhook', 'hint'], 'fetch', message, remedy);
    }
  }
  for (const lane of stream.lanes) {
    const place = places.get(lane.name);
    if (lane.connector === name && place) tryLane(lane, place, connector, report);
  }
}

function tryLane(lane: LanePlan, at: At, connector: Connector, report: Report): void {
  if (!report.isClean(at)) return;
  const target = attempt(at, report, () => connector.target?.(lane.target) ?? broken('target'));
  if (target === null) return;
  if (lane.twoWay !== null && !target.peek) {
    const message = `The connector ${lane.connector} cannot read ${lane.target.entity} back, so edits there would be overwritten unnoticed.`;
    const remedy = 'For kind http add `get`; other kinds without this ability only go one way.';
    report.add([...at, 'twoWay'], 'two-way', message, remedy);
  }
  if (lane.match === null || target.match) return;
  const message = `The connector ${lane.connector} cannot search ${lane.target.entity}, so records cannot be matched.`;
  report.add([...at, 'match'], 'match', message, 'Remove `match`.');
}

function attempt<Made>(at: At, report: Report, make: () => Made): Made | null {
  try {
    return make();
  } catch (error) {
    const message = `${Failure.from(error).message.replace(/\.$/, '')}.`;
    report.add(at, 'connector', message, 'Correct these settings.');
    return null;
  }
}

function broken(what: string): never {
  throw new Failure('CONTRACT_BROKEN', {
    message: `The kind describes ${what} options but makes no ${what}: report it to its author`,
  });
}

import type { Connector } from '../connector-api/index.ts';
import { CircuitMeter, Failure } from '../domain/index.ts';
import type { ConnectorPlan, HubPlan } from './config/index.ts';

/** An opened connector, with what its lanes share. */
export interface OpenConnector {
  readonly plan: ConnectorPlan;
  readonly connector: Connector;
  readonly meter: CircuitMeter;
}

/**
 * Returns the connectors of a plan: opens those that must start, and keeps the former instances of the others.
 * @param report called when a connector that was opened here reports a failure
 * @throws whatever a kind throws; then those that were opened before it are closed
 */
export async function openConnectors(
  { connectors, baseDir }: Pick<HubPlan, 'connectors' | 'baseDir'>,
  begin: ReadonlySet<string>,
  former: ReadonlyMap<string, OpenConnector>,
  report: (from: Connector, failure: Failure) => void,
): Promise<ReadonlyMap<string, OpenConnector>> {
  const all = new Map<string, OpenConnector>();
  const opened: OpenConnector[] = [];
  try {
    for (const plan of connectors) {
      const known = begin.has(plan.name) ? undefined : former.get(plan.name);
      const one = known ?? openConnector(plan, baseDir, report);
      if (!known) opened.push(one);
      all.set(plan.name, one);
    }
    return all;
  } catch (error) {
    await closeConnectors(opened).catch(() => undefined); // The first failure is more informative.
    throw error;
  }
}

function openConnector(
  plan: ConnectorPlan,
  baseDir: string,
  report: (from: Connector, failure: Failure) => void,
): OpenConnector {
  const { name, kind, settings, circuit } = plan;
  const connector: Connector = kind.open(settings, {
    ...{ name, baseDir },
    report: (failure) => report(connector, Failure.from(failure)),
  });
  return { plan, connector, meter: new CircuitMeter(circuit) };
}

export async function closeConnectors(connectors: Iterable<OpenConnector>): Promise<void> {
  await Promise.all(Array.from(connectors, ({ connector }) => connector.close()));
}

/** @throws Failure CONFIG_INVALID */
export function findConnector(
  connectors: ReadonlyMap<string, OpenConnector>,
  name: string,
): OpenConnector {
  const found = connectors.get(name);
  if (found) return found;
  throw new Failure('CONFIG_INVALID', { message: `There is no connector ${name}.` });
}

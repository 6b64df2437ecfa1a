import type { ConfigChange, Json, JsonObject } from '../../domain/index.ts';
import { differencesBetween, isJsonObject } from '../../domain/index.ts';
import type { HubPlan } from '../config/index.ts';
import { withoutFingerprints } from '../config/index.ts';

type Compared = Pick<HubPlan, 'compared'>;

/** Returns what the second plan changes in the connectors, streams and lanes of the first. Unchanged parts are left out. */
export function changesBetween(before: Compared, after: Compared): readonly ConfigChange[] {
  return (['connector', 'stream', 'lane'] as const).flatMap((kind) =>
    changesOf(kind, partsOf(before)[kind], partsOf(after)[kind]),
  );
}

/** Whether settings of the hub itself differ; these take effect only at a start. */
export function hubChanged(before: Compared, after: Compared): boolean {
  return JSON.stringify(before.compared.hub ?? {}) !== JSON.stringify(after.compared.hub ?? {});
}

type Parts = ReadonlyMap<string, JsonObject>;

function changesOf(kind: ConfigChange['kind'], before: Parts, after: Parts): ConfigChange[] {
  const names = [...new Set([...after.keys(), ...before.keys()])];
  return names.flatMap((name): ConfigChange[] => {
    const [was, is] = [before.get(name), after.get(name)];
    const fields = differencesBetween(was ?? {}, is ?? {}).map((field) => ({
      path: field.path,
      before: withoutFingerprints(field.before),
      after: withoutFingerprints(field.after),
    }));
    if (was === undefined) return [{ kind, name, change: 'added', fields }];
    if (is === undefined) return [{ kind, name, change: 'removed', fields }];
    return fields.length === 0 ? [] : [{ kind, name, change: 'changed', fields }];
  });
}

/** Returns the settings of each part by its name. The order in which parts are written does not matter. */
function partsOf({ compared }: Compared): Readonly<Record<ConfigChange['kind'], Parts>> {
  const streams = new Map<string, JsonObject>();
  const lanes = new Map<string, JsonObject>();
  for (const [name, stream] of objectsIn(compared.streams)) {
    const { to, ...own } = stream;
    streams.set(name, own);
    for (const entry of Array.isArray(to) ? to : []) {
      if (!isJsonObject(entry)) continue;
      lanes.set(`${name}/${textOf(entry.name ?? entry.connector)}`, entry);
    }
  }
  return { connector: new Map(objectsIn(compared.connectors)), stream: streams, lane: lanes };
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function objectsIn(value: unknown): (readonly [string, JsonObject])[] {
  return Object.entries(isJsonObject(value) ? value : {}).flatMap(([name, child]) =>
    isJsonObject(child) ? [[name, child] as const] : [],
  );
}

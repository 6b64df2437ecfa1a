import path from 'node:path';
import { catalog as builtIn } from '../../connectors/index.ts';
import type { ConnectorPlan, HubPlan } from './plan.ts';
import { buildStream } from './build-stream.ts';
import { checkAgainst } from './check-schema.ts';
import type { Catalog } from './kinds.ts';
import { findKind, isKind } from './kinds.ts';
import { maskSecrets } from './masked.ts';
import type { Mistake } from './mistake.ts';
import { configFailure } from './mistake.ts';
import type { RawConfig, RawConnector } from './raw.ts';
import { Report } from './report.ts';
import { connectorSchema, rootSchema } from './schema.ts';
import { resolveReferences } from './secrets.ts';
import { readYaml } from './yaml-file.ts';

const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

export interface CheckedConfig {
  /** Null when there are mistakes. */
  readonly plan: HubPlan | null;
  /** In the order of the file. */
  readonly mistakes: readonly Mistake[];
  /** The effective configuration, secrets masked; null when the file is no YAML. */
  readonly masked: unknown;
}

/**
 * Reads, checks and compiles a configuration.
 * @throws Failure CONFIG_INVALID with every mistake
 */
export async function loadConfig(
  file: string,
  env: NodeJS.ProcessEnv,
  catalog: Catalog = builtIn,
): Promise<HubPlan> {
  const { plan, mistakes } = await checkConfig(file, env, catalog);
  if (plan) return plan;
  throw configFailure(file, mistakes);
}

/** The same with the mistakes as values. @throws Failure CONFIG_INVALID when the file cannot be read */
export async function checkConfig(
  file: string,
  env: NodeJS.ProcessEnv,
  catalog: Catalog = builtIn,
): Promise<CheckedConfig> {
  const yaml = await readYaml(path.resolve(file));
  if (yaml.mistakes.length > 0) return { plan: null, mistakes: yaml.mistakes, masked: null };
  const baseDir = path.dirname(yaml.file);
  const { value, secret, mistakes } = resolveReferences(yaml.value, env, baseDir);
  const report = new Report();
  report.adopt([], mistakes);
  const masked = maskSecrets(value, secret, catalog);
  const formal = checkAgainst(rootSchema, value, []);
  report.adopt([], formal);
  const plan =
    formal.length === 0 ? await build(yaml.file, value as RawConfig, report, catalog) : null;
  const located = report.mistakes
    .map((mistake) => yaml.locate(mistake))
    .sort((one, other) => one.line - other.line || one.column - other.column);
  return { plan: located.length === 0 ? plan : null, mistakes: located, masked };
}

async function build(
  file: string,
  raw: RawConfig,
  report: Report,
  catalog: Catalog,
): Promise<HubPlan> {
  const baseDir = path.dirname(file);
  checkNames(raw, report);
  const built = await Promise.all(
    Object.entries(raw.connectors).map(([name, connector]) =>
      buildConnector(name, connector, report, catalog, baseDir),
    ),
  );
  const connectors = built.filter((plan) => plan !== null);
  const known = new Map(connectors.map((plan) => [plan.name, plan]));
  const context = { report, baseDir, connectors: known };
  const streams = await Promise.all(
    Object.entries(raw.streams).map(([name, stream]) => buildStream(name, stream, context)),
  );
  const { namespace, grpc } = raw.hub ?? {};
  return {
    file,
    baseDir,
    hub: {
      ...(namespace === undefined ? {} : { namespace }),
      ...(grpc?.address === undefined ? {} : { grpcAddress: grpc.address }),
    },
    connectors,
    streams,
  };
}

async function buildConnector(
  name: string,
  raw: RawConnector,
  report: Report,
  catalog: Catalog,
  baseDir: string,
): Promise<ConnectorPlan | null> {
  const found = await findKind(raw.kind, catalog, baseDir);
  if (!isKind(found)) {
    report.adopt(['connectors', name, 'kind'], [{ path: [], ...found }]);
    return null;
  }
  report.adopt([], checkAgainst(connectorSchema(found), raw, ['connectors', name]));
  const { kind: _kind, ...settings } = raw;
  return { name, kind: found, settings };
}

/** Names become parts of subjects and of consumer names. */
function checkNames(raw: RawConfig, report: Report): void {
  for (const section of ['connectors', 'streams'] as const) {
    for (const name of Object.keys(raw[section])) {
      if (NAME.test(name)) continue;
      const remedy = 'Use lower-case letters, digits and dashes, at most 63.';
      report.add([section, name], 'name', `\`${name}\` is no name.`, remedy);
    }
  }
}

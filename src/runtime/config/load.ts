import path from 'node:path';
import { catalog as builtIn } from '../../connectors/index.ts';
import type { JsonObject, Locks } from '../../domain/index.ts';
import { requireSafe } from '../../domain/index.ts';
import { buildAccess, buildTls } from './build-access.ts';
import { buildSignIn } from './build-sign-in.ts';
import { buildCircuit } from './build-circuit.ts';
import type { BuildContext } from './build-stream.ts';
import { buildStream } from './build-stream.ts';
import { buildWebhooks } from './build-webhooks.ts';
import { buildNotifications } from './build-notifications.ts';
import { buildTelemetry } from './build-telemetry.ts';
import { discreet } from './discreet.ts';
import type { Catalog } from './kinds.ts';
import { findKind, isKind } from './kinds.ts';
import { toCompare } from './compared.ts';
import type { KindsByName } from './masked.ts';
import { declaredSecrets, maskSecrets } from './masked.ts';
import type { Mistake } from './mistake.ts';
import { configFailure } from './mistake.ts';
import type { ConnectorPlan, HubPlan, HubSettings, StreamPlan } from './plan.ts';
import type { RawConfig, RawConnector, RawStream } from './raw.ts';
import { redact } from './redact.ts';
import { readReferences } from './references.ts';
import { Report } from './report.ts';
import { connectorSchema, rootSchema } from './schema.ts';
import { NAME_PATTERN } from './schema-words.ts';
import { secretsIn } from './secret-texts.ts';
import { resolveReferences } from './secrets.ts';
import { tryOut } from './try-out.ts';
import { pairTwoWay } from './two-way.ts';
import type { YamlFile } from './yaml-file.ts';
import { readYaml } from './yaml-file.ts';

const NAME = new RegExp(NAME_PATTERN);
const DAY_MS = 86_400_000;

export interface CheckedConfig {
  /** Null when there are mistakes. */
  readonly plan: HubPlan | null;
  /** In the order of the file, followed by those of other files. */
  readonly mistakes: readonly Mistake[];
  /** The effective configuration, secrets masked; null when the file is not YAML. */
  readonly masked: JsonObject | null;
}

/**
 * Reads, checks and compiles a configuration.
 * @throws Failure CONFIG_INVALID with every mistake; `details.mistakes` holds them as `Mistake`
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

/**
 * Does the same, but returns the mistakes as values.
 * @param dataDir the base folder for secret files and the paths of connectors. Default: the file's folder
 * @throws Failure CONFIG_INVALID when the file cannot be read
 */
export async function checkConfig(
  file: string,
  env: NodeJS.ProcessEnv,
  catalog: Catalog = builtIn,
  dataDir = path.dirname(path.resolve(file)),
): Promise<CheckedConfig> {
  const yaml = await readYaml(path.resolve(file));
  if (yaml.value === null && yaml.mistakes.length > 0)
    return { plan: null, mistakes: yaml.mistakes, masked: null };
  const { value, secret, secretTexts, mistakes } = resolveReferences(yaml.value, env, dataDir);
  const report = new Report(secret);
  report.adopt([], mistakes);
  report.check(rootSchema, value, []);
  const places = { file: yaml.file, dataDir };
  const { kinds, ...plan } = await build(places, asConfig(value), report, catalog);
  const secrets = [...secretTexts, ...declaredSecrets(value, kinds)];
  const all = withoutSecrets(
    [...yaml.mistakes, ...located(report, yaml), ...report.elsewhere],
    secrets,
  );
  const masked = maskSecrets(value, secret, kinds) as JsonObject;
  if (all.length > 0) return { plan: null, mistakes: all, masked };
  const references = await readReferences(value, path.dirname(yaml.file));
  const compared = toCompare(value, secret, kinds, references);
  const told = tellTale(secretTexts, declaredSecrets(value, kinds));
  return { plan: { ...withDiscretion(plan, told), masked, compared }, mistakes: all, masked };
}

/** Returns texts that no message of a running hub may repeat. */
function tellTale(referred: Iterable<string>, declared: readonly string[]): readonly string[] {
  return [
    ...new Set([...[...referred].flatMap(secretsIn), ...declared, ...declared.flatMap(secretsIn)]),
  ];
}

function withDiscretion<Plan extends Pick<HubPlan, 'connectors'>>(
  plan: Plan,
  secrets: readonly string[],
) {
  const connectors = plan.connectors.map((one) => ({ ...one, kind: discreet(one.kind, secrets) }));
  return { ...plan, connectors, secrets };
}

function asConfig(value: unknown): RawConfig {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function located(report: Report, yaml: YamlFile): readonly Mistake[] {
  return report.mistakes
    .map((mistake) => yaml.locate(mistake))
    .sort((one, other) => one.line - other.line || one.column - other.column);
}

function withoutSecrets(
  mistakes: readonly Mistake[],
  secrets: readonly string[],
): readonly Mistake[] {
  return mistakes.map((mistake) => ({
    ...mistake,
    message: redact(mistake.message, secrets),
    remedy: redact(mistake.remedy, secrets),
  }));
}

interface Built extends Omit<HubPlan, 'masked' | 'secrets' | 'compared'> {
  readonly kinds: KindsByName;
}

interface Places {
  readonly file: string;
  readonly dataDir: string;
}

async function build(
  { file, dataDir }: Places,
  raw: RawConfig,
  report: Report,
  catalog: Catalog,
): Promise<Built> {
  const baseDir = path.dirname(file);
  checkNames(raw, report);
  const connectors = new Map<string, ConnectorPlan | null>();
  for (const [name, connector] of Object.entries(raw.connectors ?? {})) {
    connectors.set(name, await buildConnector(name, connector, report, catalog, baseDir));
  }
  const context: BuildContext = { report, baseDir, connectors, places: new Map() };
  const streams = await buildStreams(raw, context);
  const sound = [...connectors.values()].filter((plan) => plan !== null);
  await tryOut(sound, streams, { ...context, baseDir: dataDir });
  return {
    file,
    baseDir: dataDir,
    hub: buildHub(raw.hub, dataDir, report),
    connectors: sound,
    streams,
    kinds: new Map(sound.map(({ name, kind }) => [name, kind])),
  };
}

/** A typing error must not empty the log. */
function auditKeptMs(keep: string | undefined, report: Report): number | null {
  const at = ['hub', 'audit', 'keep'];
  const keptMs = report.duration(keep, at, null);
  if (keptMs === null || keptMs >= DAY_MS) return keptMs;
  report.add(at, 'minimum', 'An audit log is kept for at least a day.', 'Write 1d or more.');
  return null;
}

function buildHub(raw: RawConfig['hub'], baseDir: string, report: Report): HubSettings {
  const { namespace, grpc, http, audit, tls: rawTls, access } = raw ?? {};
  const tls = rawTls ? buildTls(rawTls, baseDir, report) : null;
  const telemetry = raw?.telemetry ? buildTelemetry(raw.telemetry) : null;
  const locks = { tls: tls !== null, guarded: access !== undefined };
  checkAddress('grpc', grpc?.address, locks, report);
  checkAddress('http', http?.address, locks, report);
  checkTwoAddresses(grpc?.address, http?.address, report);
  const signIn = buildSignIn(raw ?? {}, report);
  return {
    ...(namespace === undefined ? {} : { namespace }),
    ...(grpc?.address === undefined ? {} : { grpcAddress: grpc.address }),
    ...(http?.address === undefined ? {} : { httpAddress: http.address }),
    auditKeptMs: auditKeptMs(audit?.keep, report),
    ...(tls ? { tls } : {}),
    ...(access ? { access: buildAccess(access, tls, report) } : {}),
    ...(signIn ? { signIn } : {}),
    ...(telemetry ? { telemetry } : {}),
    notifications: buildNotifications(raw?.notifications ?? [], report),
  };
}

const doors = { grpc: 'The control API', http: 'The HTTP server' } as const;

/** Reported before any server starts. */
function checkAddress(
  door: keyof typeof doors,
  address: string | undefined,
  locks: Locks,
  report: Report,
): void {
  if (address === undefined) return;
  try {
    requireSafe(doors[door], address, locks);
  } catch (error) {
    const { message } = error as Error;
    report.add(['hub', door, 'address'], 'address', message, 'See `hub.tls` and `hub.access`.');
  }
}

function checkTwoAddresses(
  grpc: string | undefined,
  http: string | undefined,
  report: Report,
): void {
  if (grpc === undefined || grpc !== http || grpc.endsWith(':0')) return;
  const message = `The control API listens on ${grpc} too, and a port serves one of them.`;
  report.add(['hub', 'http', 'address'], 'address', message, 'Give them different ports.');
}

async function buildConnector(
  name: string,
  raw: RawConnector | undefined,
  report: Report,
  catalog: Catalog,
  baseDir: string,
): Promise<ConnectorPlan | null> {
  if (raw?.kind === undefined) return null;
  const found = await findKind(raw.kind, catalog, baseDir);
  if (!isKind(found)) {
    report.adopt(['connectors', name, 'kind'], [{ path: [], ...found }]);
    return null;
  }
  const at = ['connectors', name];
  report.check(connectorSchema(found), raw, at);
  const { kind: _kind, circuit, webhooks, ...settings } = raw;
  return {
    name,
    kind: found,
    settings,
    circuit: buildCircuit(circuit, [...at, 'circuit'], report),
    webhooks: buildWebhooks(webhooks, [...at, 'webhooks'], report),
  };
}

async function buildStreams(raw: RawConfig, context: BuildContext): Promise<readonly StreamPlan[]> {
  const complete = Object.entries(raw.streams ?? {}).filter(
    (entry): entry is [string, RawStream] =>
      entry[1]?.from !== undefined && entry[1].to !== undefined,
  );
  const plans = await Promise.all(
    complete.map(([name, stream]) => buildStream(name, stream, context)),
  );
  return withTwoWay(plans, raw, context.report);
}

/** Gives each two-way lane what it must know of the opposite one. */
function withTwoWay(
  plans: readonly StreamPlan[],
  raw: RawConfig,
  report: Report,
): readonly StreamPlan[] {
  const entries = plans.flatMap((stream) =>
    (raw.streams?.[stream.name]?.to ?? []).flatMap((target, index) => {
      if (target?.twoWay === undefined) return [];
      const name = `${stream.name}/${target.name ?? target.connector}`;
      const lane = stream.lanes.find((plan) => plan.name === name);
      const at = ['streams', stream.name, 'to', index];
      return lane ? [{ lane, stream, at, raw: { ...target, twoWay: target.twoWay } }] : [];
    }),
  );
  const paired = pairTwoWay(entries, report);
  return plans.map((stream) => ({
    ...stream,
    lanes: stream.lanes.map((lane) => ({ ...lane, twoWay: paired.get(lane.name) ?? null })),
  }));
}

function checkNames(raw: RawConfig, report: Report): void {
  for (const section of ['connectors', 'streams'] as const) {
    for (const name of Object.keys(raw[section] ?? {})) {
      if (NAME.test(name)) continue;
      const remedy = 'Use lower-case letters, digits and dashes, at most 63.';
      report.add([section, name], 'name', `\`${name}\` is not a valid name.`, remedy);
    }
  }
}

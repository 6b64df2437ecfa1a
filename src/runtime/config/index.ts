/** The configuration: one YAML file, checked for all mistakes at once and compiled to the plan that the hub runs. */
export { asyncApi } from './asyncapi.ts';
export { redact } from './redact.ts';
export { secretsIn } from './secret-texts.ts';
export { bundleHash, checkTravels, keepOnlyUnpacked, readBundle } from './bundle.ts';
export { loadBundle } from './load-bundle.ts';
export type { BundlePlaces } from './load-bundle.ts';
export { maskBundle } from './mask-bundle.ts';
export { withoutFingerprints } from './compared.ts';
export { describeConnector } from './describe.ts';
export { findKind, isKind } from './kinds.ts';
export { checkConfig, loadConfig } from './load.ts';
export type { CheckedConfig } from './load.ts';
export { formatMistakes } from './mistake.ts';
export type { Mistake } from './mistake.ts';
export type {
  ConnectorPlan,
  HubPlan,
  HubSettings,
  LanePlan,
  LimitsPlan,
  StreamPlan,
} from './plan.ts';
export { formatDuration, parseDuration, parseSize } from './quantities.ts';
export { timetableText } from './timetable-text.ts';
export { configSchema } from './editor-schema.ts';

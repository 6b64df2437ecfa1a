/** The hub's metrics for Prometheus. The names are a promise: dashboards and alert rules (ops/prometheus) depend on them. */
export { openMetrics } from './open-metrics.ts';
export type { HubMetrics } from './open-metrics.ts';
export type { BatchMeter } from './batch-meter.ts';

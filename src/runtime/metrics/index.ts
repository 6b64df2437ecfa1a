/** The hub's figures for Prometheus. The names are a promise: dashboards and alert rules (ops/prometheus) are written against them. */
export { openMetrics } from './open-metrics.ts';
export type { HubMetrics } from './open-metrics.ts';
export type { BatchMeter } from './batch-meter.ts';

/** The hub's HTTP server: health, webhooks, the push API and the pages. */
export type { RouteAccess } from './gate.ts';
export { healthRoutes } from './health.ts';
export type { HealthPort, Readiness } from './health.ts';
export { metricsRoutes } from './metrics.ts';
export type { MetricsPort } from './metrics.ts';
export { serveWeb } from './server.ts';
export type { WebOptions, WebServer } from './server.ts';

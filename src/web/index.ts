/** The hub's HTTP server: health, webhooks, the push API and the pages. */
export { dashboardRoutes } from './dashboard/index.ts';
export type {
  CallByPage,
  DashboardPort,
  LandscapeNews,
  LandscapePort,
  LaneTrend,
  ShownLandscape,
  SignInPort,
} from './dashboard/index.ts';
export type { RouteAccess } from './gate.ts';
export { healthRoutes } from './health.ts';
export type { HealthPort, Readiness } from './health.ts';
export { metricsRoutes } from './metrics.ts';
export type { MetricsPort } from './metrics.ts';
export type { PushPort, PushStream } from './push/port.ts';
export { pushRoutes } from './push/routes.ts';
export { serveWeb } from './server.ts';
export type { WebOptions, WebServer } from './server.ts';
export { signatureForms } from './webhooks/forms.ts';
export type { ArrivalsPort, FedStream, WebhookEndpoint, WebhookPort } from './webhooks/port.ts';
export { webhookRoutes } from './webhooks/routes.ts';
export type {
  Place,
  SignatureForm,
  SignatureSettings,
  WebhookFeed,
  WebhookSettings,
} from './webhooks/settings.ts';

import type { FastifyPluginAsync } from 'fastify';
import { callRoute, trendRoute } from './api.ts';
import { limitBodies } from './body-places.ts';
import { eventRoute } from './events.ts';
import { pageRoutes } from './pages.ts';
import type { DashboardPort } from './port.ts';
import { sessionRoutes } from './session-routes.ts';
import { signInRoutes } from './sign-in-routes.ts';

export type { CallByPage, DashboardPort, LandscapePort, LaneTrend, SignInPort } from './port.ts';
export type { LandscapeNews, ShownLandscape, ShownLane } from './news.ts';

/** The dashboard: its pages, the live data that they read, and the methods that they call. */
export function dashboardRoutes(dashboard: DashboardPort): FastifyPluginAsync {
  return async (server) => {
    // A form on another site can send plain text, but not JSON.
    server.removeContentTypeParser('text/plain');
    limitBodies(server);
    sessionRoutes(server, dashboard);
    if (dashboard.signIn) signInRoutes(server, dashboard, dashboard.signIn);
    callRoute(server, dashboard);
    trendRoute(server, dashboard);
    eventRoute(server, dashboard);
    await server.register(pageRoutes);
  };
}

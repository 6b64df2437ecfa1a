import { existsSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import path from 'node:path';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const open = { config: { access: { role: null, byPage: true } } } as const;

/**
 * Serves the pages themselves, which reveal nothing about the hub and are open to every allowed address. They load no scripts or
 * styles but their own, and connect to no other host.
 */
export async function pageRoutes(server: FastifyInstance): Promise<void> {
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Only a hub with TLS could promise that, and it may later move to another port without TLS.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  const root = builtPages();
  if (root === null) {
    server.get('/', open, async (_request, reply) =>
      reply.code(503).type('text/plain').send('The pages are not built: npm run build:pages\n'),
    );
    return;
  }
  await server.register(fastifyStatic, { root, serve: false, preCompressed: true });
  server.get('/', open, async (_request, reply) =>
    reply.sendFile('index.html', { cacheControl: false }).header('cache-control', 'no-cache'),
  );
  // File names change with their content.
  const kept = { maxAge: '1y', immutable: true } as const;
  server.get<{ Params: { '*': string } }>('/assets/*', open, async (request, reply) =>
    reply.sendFile(`assets/${request.params['*']}`, kept),
  );
}

/** Next to package.json, for the sources as for the compiled package; null before they are built. */
function builtPages(): string | null {
  const packageFile = findPackageJSON(import.meta.url);
  const folder = path.join(path.dirname(packageFile ?? '.'), 'dist', 'pages');
  return existsSync(path.join(folder, 'index.html')) ? folder : null;
}

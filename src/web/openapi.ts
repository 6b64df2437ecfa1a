import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';

/** Describes the server's routes from their schemas. Call before any of them is registered. */
export async function describeRoutes(server: FastifyInstance): Promise<void> {
  await server.register(swagger, {
    hideUntagged: true,
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Stellwerk',
        version: '1',
        description: 'How systems send their records to the hub: the push API and webhooks.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          bearer: {
            type: 'http',
            scheme: 'bearer',
            description: 'An API key or an access token, where the hub requires one.',
          },
        },
      },
    },
  });
  const open = { config: { access: { role: null } } } as const;
  server.get('/openapi.json', open, async () => server.swagger());
}

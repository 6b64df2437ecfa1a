import type { JsonSchema } from '../../domain/index.ts';
import type { Properties } from './schema-words.ts';
import { text, texts } from './schema-words.ts';

const perMinute = (description: string): JsonSchema => ({
  type: 'integer',
  minimum: 1,
  description,
});
const section = (description: string, properties: Properties, required: string[]): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  description,
  required,
  properties,
});

/** The key `hub.tls`. */
export const tlsSchema = section(
  'TLS of the control API; the files are reloaded when they change.',
  {
    cert: text('PEM file of the certificate, with those of intermediate authorities.'),
    key: text('PEM file of its private key.'),
    clientCa: text('PEM file of the authorities whose client certificates are accepted.'),
    requireClientCert: {
      type: 'boolean',
      description: 'Refuse connections without such a certificate; default false.',
    },
  },
  ['cert', 'key'],
);

const signIn = section(
  'Lets people sign in to the dashboard at this issuer (OpenID Connect, authorization code flow with PKCE).',
  {
    clientId: text('Client id of this hub at the issuer.'),
    clientSecret: {
      ...text('Client secret; absent for a public client.'),
      'x-secret': true,
    },
    scopes: texts('Scopes to request in addition to `openid`.'),
    resource: text(
      'Resource for which the access token is requested (RFC 8707), usually the audience; absent when the issuer derives it from client or scopes.',
    ),
    label: text('Name of the issuer on the sign-in page; default: its host name.'),
  },
  ['clientId'],
);

/** The key `hub.access`. */
export const accessSchema = section(
  'Who may call the control API. Absent: anyone who can reach it; it must then listen on loopback.',
  {
    apiKeys: {
      type: 'boolean',
      description: 'Whether keys created by `stellwerk api-keys` are accepted; default true.',
    },
    oauth: section(
      'Access tokens (JWT) of an OAuth 2.0 issuer.',
      {
        issuer: text('The value of `iss` in tokens; https, or http on loopback.'),
        audience: text('The value that `aud` in tokens must contain.'),
        jwksUrl: text('URL of the issuer’s keys; default: from its OpenID configuration.'),
        rolesClaim: text(
          'Dotted path of the claim with roles (viewer, operator, admin, or stellwerk:viewer ...); default roles.',
        ),
        signIn,
      },
      ['issuer', 'audience'],
    ),
    certificates: {
      type: 'array',
      description: 'Client certificates, signed by `hub.tls.clientCa`, and their rights.',
      items: section(
        'One certificate.',
        {
          commonName: text('Common name of the certificate.'),
          role: { enum: ['viewer', 'operator', 'admin'], description: 'Role of its holder.' },
          streams: texts('Streams that its holder may see and control; default: all.'),
        },
        ['commonName', 'role'],
      ),
    },
    allow: texts('Networks that may call, such as 10.0.0.0/8 or 2001:db8::/32; default: all.'),
    trustedProxies: texts('Networks of proxies whose `x-forwarded-for` is trusted; default: none.'),
    limits: section(
      'Calls per minute.',
      {
        perIdentity: perMinute('By one caller; default 6000.'),
        perAddress: perMinute('From one address, in IPv6 from one /64; default 12000.'),
      },
      [],
    ),
  },
  [],
);

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
  'TLS of the control API; the files are read again when they change.',
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
    clientId: text('As what the issuer knows this hub.'),
    clientSecret: {
      ...text('What proves it; absent for a public client.'),
      'x-secret': true,
    },
    scopes: texts('Scopes that are asked for besides `openid`.'),
    resource: text(
      'For whom the issuer is asked to make the access token out (RFC 8707), mostly the audience; absent where it knows by client or scopes.',
    ),
    label: text("What the page calls the issuer; default: its host's name."),
  },
  ['clientId'],
);

/** The key `hub.access`. */
export const accessSchema = section(
  'Who may call the control API. Absent: whoever reaches it, which must then listen on loopback.',
  {
    apiKeys: {
      type: 'boolean',
      description: 'Whether keys made by `stellwerk api-keys` open the door; default true.',
    },
    oauth: section(
      'Access tokens (JWT) of an OAuth 2.0 issuer.',
      {
        issuer: text('As tokens name it in `iss`; https, or http on loopback.'),
        audience: text('What tokens must name in `aud`.'),
        jwksUrl: text('Where the issuer publishes its keys; default: by its OpenID configuration.'),
        rolesClaim: text(
          'Where a token names roles (viewer, operator, admin, or stellwerk:viewer ...), dotted; default roles.',
        ),
        signIn,
      },
      ['issuer', 'audience'],
    ),
    certificates: {
      type: 'array',
      description: 'Client certificates, signed by `hub.tls.clientCa`, and what they may do.',
      items: section(
        'One of them.',
        {
          commonName: text('Common name of the certificate.'),
          role: { enum: ['viewer', 'operator', 'admin'], description: 'What it may do.' },
          streams: texts('Streams that it may see and steer; default: all.'),
        },
        ['commonName', 'role'],
      ),
    },
    allow: texts('Networks that may call, as 10.0.0.0/8 or 2001:db8::/32; default: all.'),
    trustedProxies: texts(
      'Networks of proxies whose `x-forwarded-for` is believed; default: none.',
    ),
    limits: section(
      'Calls a minute.',
      {
        perIdentity: perMinute('By one caller; default 6000.'),
        perAddress: perMinute('From one address, in IPv6 from one /64; default 12000.'),
      },
      [],
    ),
  },
  [],
);

import type { JsonSchema } from '../../connector-api/index.ts';
import { WEB_ADDRESS } from '../../connector-api/index.ts';
import { text, variant } from '../common/schemas.ts';
import type { HttpAuth, HttpSettings } from '../http/spec.ts';
import { authForms, requestSettings } from '../http/spec.ts';

/** A login that answers with cookies, as that of SAP Business One's Service Layer. */
export type SessionAuth = {
  readonly kind: 'session';
  readonly login?: string;
  readonly logout?: string;
  readonly body: Readonly<Record<string, string>>;
};

export type ServiceOptions = {
  readonly path?: string;
  readonly dateLiterals: 'plain' | 'quoted';
};

export type ODataSettings = Omit<HttpSettings, 'auth'> &
  ServiceOptions & {
    readonly auth: HttpAuth | SessionAuth;
    readonly batch: 'none' | 'json' | 'multipart' | 'multipartAbsolute';
  };

export type ODataSourceOptions = {
  readonly filter?: string;
  readonly select?: readonly string[];
  readonly expand?: string;
  readonly time?: string;
};

export type ODataTargetOptions = {
  readonly alternateKey?: string;
  readonly expand?: string;
  readonly batchSize?: number;
};

/** The most operations that Business Central takes in one `$batch`. */
export const MAX_OPERATIONS = 100;

export const settings: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['url'],
  properties: {
    url: {
      ...text(
        'Address of the service, where its $metadata is, for example https://erp.example:50000/b1s/v2.',
      ),
      pattern: WEB_ADDRESS,
    },
    path: text(
      'Where the entity sets are below `url`, for example companies(5f6a…) in Business Central; default: right below it.',
    ),
    auth: {
      type: 'object',
      default: { kind: 'none' },
      description:
        'How the hub authenticates: none, basic, bearer, apiKey, oauth2 (client credentials) or session (a login that answers with cookies; the hub logs in again when the session has ended).',
      oneOf: [
        ...authForms,
        variant(
          'session',
          {
            login: { ...text('Path of the login below `url`.'), default: 'Login' },
            logout: { ...text('Path of the logout.'), default: 'Logout' },
            body: {
              type: 'object',
              additionalProperties: { type: 'string', 'x-secret': true },
              description:
                'What the login is sent, for example CompanyDB, UserName and Password; the values are never shown.',
            },
          },
          ['login', 'logout'],
        ),
      ],
    },
    batch: {
      enum: ['none', 'json', 'multipart', 'multipartAbsolute'],
      default: 'none',
      description:
        'How several writes are sent in one request ($batch): in JSON (Business Central), in multipart/mixed (services before OData 4.01), there with paths from the root of the host (SAP Business One), or not at all.',
    },
    dateLiterals: {
      enum: ['plain', 'quoted'],
      default: 'plain',
      description:
        'How a filter spells a time: as OData 4 wants it, or as a date in quotes (SAP Business One).',
    },
    ...requestSettings,
  },
};

const expand = (purpose: string) =>
  text(`Related entities that ${purpose}, in OData’s syntax, for example salesOrderLines.`);

export const sourceOptions: Readonly<Record<string, JsonSchema>> = {
  filter: text(
    "Condition that every entity must meet, in OData’s syntax, for example status eq 'Open'.",
  ),
  select: {
    type: 'array',
    minItems: 1,
    items: { type: 'string', minLength: 1 },
    description: 'Properties to read; key and version are always read. Default: all.',
  },
  expand: expand('are read along with each entity'),
  time: text(
    'Property with the time of day, where that of `version` holds the date alone, for example UpdateTime.',
  ),
};

export const targetOptions: Readonly<Record<string, JsonSchema>> = {
  alternateKey: text(
    'Property of the mapped document by which an entity is found before it is created, for a service that gives the keys itself, for example number or externalDocumentNumber. Without it the document must hold the key.',
  ),
  expand: expand(
    'the mapped documents write, so that `stellwerk verify` and `twoWay` can compare them',
  ),
  batchSize: {
    type: 'integer',
    minimum: 1,
    maximum: MAX_OPERATIONS,
    default: MAX_OPERATIONS,
    description: 'Writes per $batch. Each has its own outcome.',
  },
};

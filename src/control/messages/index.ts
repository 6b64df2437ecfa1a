/** What the API tells, as its messages and back in the domain's words. */
export {
  auditEntryMessage,
  auditFilterMessage,
  auditRowMessage,
  readAuditEntry,
  readAuditFilter,
  readExpectedPoint,
  readVerdict,
  verdictMessage,
} from './audit.ts';
export type { ListedAuditEntry } from './audit.ts';
export {
  apiKeyMessage,
  callerMessage,
  limitMessage,
  readApiKey,
  readCaller,
  readLimit,
  roles,
} from './access.ts';
export { connectorMessage, readConnector } from './connector.ts';
export { deadLetterMessage, letterStates, readDeadLetter } from './dead-letter.ts';
export { filterMessage, readFilter } from './filter.ts';
export { laneMessage, readLane } from './lane.ts';
export { momentMessage, readMoment, readOptionalMoment } from './moment.ts';
export { previewMessage, readPreview } from './preview.ts';
export { readServerInfo, serverInfoMessage } from './server-info.ts';
export type { ServedInfo } from './server-info.ts';
export { readStream, streamMessage } from './stream.ts';

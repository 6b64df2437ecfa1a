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
export { connectorMessage, readConnector } from './connector.ts';
export { deadLetterMessage, letterStates, readDeadLetter } from './dead-letter.ts';
export { filterMessage, readFilter } from './filter.ts';
export { laneMessage, readLane } from './lane.ts';
export { momentMessage } from './moment.ts';
export { readText, readTime } from './plain-field.ts';
export { previewMessage, readPreview } from './preview.ts';
export { readServerInfo, serverInfoMessage } from './server-info.ts';
export type { ServedInfo } from './server-info.ts';
export { readStream, streamMessage } from './stream.ts';

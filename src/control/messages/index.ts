/** Converts between the API's messages and the types of the domain. */
export { conflictMessage, readConflict } from './conflict.ts';
export { connectorMessage, connectorStates, readConnector } from './connector.ts';
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
  bundleMessage,
  outcomeMessage,
  readBundle,
  readOutcome,
  readVersion,
  versionMessage,
} from './configuration.ts';
export {
  apiKeyMessage,
  callerMessage,
  limitMessage,
  readApiKey,
  readCaller,
  readLimit,
  roles,
} from './access.ts';
export { groupMessage, readGroup } from './cause-group.ts';
export { deadLetterMessage, letterStates, readDeadLetter } from './dead-letter.ts';
export { erasureMessage, readErasure } from './erasure.ts';
export { filterMessage, readFilter } from './filter.ts';
export { importMessage, orderMessage, readImport, readOrder } from './import.ts';
export { healthWords, laneMessage, laneStates, readLane } from './lane.ts';
export { momentMessage, optionalMoment, readMoment, readOptionalMoment } from './moment.ts';
export { readTime } from './time-field.ts';
export { planEventMessage, readPlanEvent } from './planned.ts';
export { previewMessage, readPreview } from './preview.ts';
export {
  mergeMessage,
  readMerge,
  readRelinking,
  readSplit,
  relinkingMessage,
  splitMessage,
} from './relinking.ts';
export { readRun, runKinds, runMessage, runOutcomes } from './run.ts';
export { readStory, storyMessage } from './story.ts';
export { readStream, streamMessage, streamStates } from './stream.ts';
export { readVerifyEvent, verifyEventMessage } from './verified.ts';
export { readWhereabouts, whereaboutsMessage } from './whereabouts.ts';
export { logLevelWords, readServerInfo, serverInfoMessage } from './server-info.ts';
export type { ServedInfo } from './server-info.ts';

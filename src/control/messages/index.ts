/** The status of connectors, streams and lanes as messages of the API, and back. */
export { connectorMessage, readConnector } from './connector.ts';
export { laneMessage, readLane } from './lane.ts';
export { readStream, streamMessage } from './stream.ts';

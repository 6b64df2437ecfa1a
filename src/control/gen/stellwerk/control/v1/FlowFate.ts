// Original file: proto/stellwerk/control/v1/relinking.proto

/**
 * What becomes of what a two-way flow knows about a thing.
 */
export const FlowFate = {
  /**
   * Never sent.
   */
  FLOW_FATE_UNSPECIFIED: 'FLOW_FATE_UNSPECIFIED',
  /**
   * It remains valid.
   */
  FLOW_FATE_KEPT: 'FLOW_FATE_KEPT',
  /**
   * Each side comes from a different thing. Where they differ, the flow's conflict rule decides.
   */
  FLOW_FATE_JOINED: 'FLOW_FATE_JOINED',
  /**
   * The sides now are two different things.
   */
  FLOW_FATE_PARTED: 'FLOW_FATE_PARTED',
} as const;

/**
 * What becomes of what a two-way flow knows about a thing.
 */
export type FlowFate =
  /**
   * Never sent.
   */
  | 'FLOW_FATE_UNSPECIFIED'
  | 0
  /**
   * It remains valid.
   */
  | 'FLOW_FATE_KEPT'
  | 1
  /**
   * Each side comes from a different thing. Where they differ, the flow's conflict rule decides.
   */
  | 'FLOW_FATE_JOINED'
  | 2
  /**
   * The sides now are two different things.
   */
  | 'FLOW_FATE_PARTED'
  | 3

/**
 * What becomes of what a two-way flow knows about a thing.
 */
export type FlowFate__Output = typeof FlowFate[keyof typeof FlowFate]

// Original file: proto/stellwerk/control/v1/audit.proto


/**
 * Asks for the whole log.
 */
export interface ExportAuditLogRequest {
}

/**
 * Asks for the whole log.
 */
export interface ExportAuditLogRequest__Output {
}

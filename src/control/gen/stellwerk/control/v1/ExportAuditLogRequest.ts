// Original file: proto/stellwerk/control/v1/audit.proto


/**
 * Request to export the whole log.
 */
export interface ExportAuditLogRequest {
}

/**
 * Request to export the whole log.
 */
export interface ExportAuditLogRequest__Output {
}

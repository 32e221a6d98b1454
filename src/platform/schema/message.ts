export { describeIssue, messageSchema, parseMessage } from '../../packs/message-schema.ts'
export type { MessageResult } from '../../packs/message-schema.ts'

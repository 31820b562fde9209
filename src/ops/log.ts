/** Logs: one JSON line an event, on standard error, with secrets taken out. */
import { pino, stdSerializers, type Logger } from 'pino'

/** Anything that looks like a secret inside a text: passwords in URLs, tokens of Discord and Slack, and those with which Discord lets one interaction be answered. */
const secrets: readonly (readonly [RegExp, string])[] = [
  [/(\w+:\/\/[^\s:@/]*):[^\s@/]+@/g, '$1:***@'],
  [/\bx(ox[a-z]|app)-[\w-]+/g, '***'],
  [/\b[\w-]{23,28}\.[\w-]{6}\.[\w-]{27,}/g, '***'],
  [/(\/(?:interactions|webhooks)\/\d+\/)[\w-]+/g, '$1***'],
]

/** The text with secrets taken out. */
export function redact(text: string): string {
  return secrets.reduce((clean, [pattern, instead]) => clean.replace(pattern, instead), text)
}

/** A logger of this level; the whole line is searched for secrets. */
export function openLog(level: string): Logger {
  return pino({ level, serializers: { err: withoutBody } }, { write: line => { process.stderr.write(redact(line)) } })
}

/** An error of a request without what was to be sent, as discord.js keeps it: a picture byte by byte, and words meant for one member. */
function withoutBody(error: Error): object {
  const { requestBody: _, ...rest } = { requestBody: null, ...stdSerializers.err(error) }
  return rest
}

/** What no client of Slack's sends: something genuine with parts of it changed. */
import type { Person } from '../../standins/slack/person.ts'
import type { Json } from '../../standins/slack/world.ts'
import type { SlackStage } from '../../support/slack.ts'
import { screenOf } from './screen.ts'

let forged = 0

/** The newest command with these parts instead; gives what is said with its acknowledgement. */
export async function forgeCommand({ slack }: SlackStage, changes: Json): Promise<string> {
  const genuine = slack.deliveries.findLast(({ kind }) => kind === 'slash_commands')
  const { body } = await slack.deliver('slash_commands', { ...genuine?.payload, trigger_id: `forged-${forged += 1}`, ...changes })
  return screenOf(body, slack.world)
}

/** The newest form once more, from this person, with these values and parts of its view instead; gives what is said of it. */
export async function forgeForm({ slack }: SlackStage, who: Person, filled: Record<string, string>, changes: Json = {}): Promise<string> {
  const genuine = slack.deliveries.findLast(({ payload }) => payload['type'] === 'view_submission')?.payload
  const values = Object.fromEntries(Object.entries(filled).map(([name, value]) => [name, { [name]: { type: 'plain_text_input', value } }]))
  const view = { ...genuine?.['view'] as Json, id: `V-forged-${forged += 1}`, state: { values }, ...changes }
  const before = slack.world.log.length
  await slack.deliver('interactive', { ...genuine, user: { ...genuine?.['user'] as Json, id: who.id }, view })
  const { blocks } = await slack.until(() => slack.world.log.slice(before).find(one => one.visibleTo === who.id), 'an answer to a forged form')
  return screenOf({ blocks }, slack.world)
}

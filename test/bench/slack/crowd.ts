/** The people of a workspace who answer dailies, at a steady rate. */
import { elementsOf } from '../../standins/slack/form.ts'
import type { Person } from '../../standins/slack/person.ts'
import type { SlackStandIn } from '../../standins/slack/slack.ts'
import type { Channel, Message } from '../../standins/slack/world.ts'
import { steadily } from '../support/steadily.ts'

export const MEMBERS = 300
/** So many milliseconds Slack waits. */
export const TOO_LATE = 3000

export interface Crowd {
  admin: Person
  members: Person[]
  /** One daily in each. */
  channels: Channel[]
}

/** A workspace with so many channels, and its people, all of them in every channel. */
export async function gather(slack: SlackStandIn, channels: number): Promise<Crowd> {
  const crowd = {
    admin: slack.person({ username: 'admin', isAdmin: true }),
    members: Array.from({ length: MEMBERS }, (_, number) => slack.person({ username: `member-${number}` })),
    channels: Array.from({ length: channels }, (_, number) => slack.addChannel({ name: `daily-${number}` })),
  }
  for (const channel of crowd.channels) for (const person of [crowd.admin, ...crowd.members]) await person.join(channel)
  return crowd
}

/** Answers, so many a second, each by somebody to a daily that they have not answered yet; `from` says how many came before. Gives the milliseconds to each acknowledgement, TOO_LATE or more where none came. */
export async function pressAll(slack: SlackStandIn, { members, channels }: Crowd, { from, rate, times }: { from: number, rate: number, times: number }): Promise<number[]> {
  const first = from < MEMBERS ? channels.slice(0, 1) : channels.slice(1)
  return await steadily(rate, times, async turn => {
    const number = from < MEMBERS ? from + turn : from - MEMBERS + turn
    const [channel, person] = [first[number % first.length], members[Math.floor(number / first.length) % MEMBERS]] as [Channel, Person]
    const [message] = slack.messages(channel.id) as [Message]
    const ids = message.blocks.flatMap(elementsOf).filter(one => String(one['value']).startsWith('answer:')).map(one => String(one['action_id']))
    return (await person.press(message, ids[turn % ids.length] as string)).latencyMs
  })
}

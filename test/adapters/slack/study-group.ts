/** A study group on the stand-in of Slack, and what its people do there by what they read: labels of buttons, names of channels. */
import { expect } from 'vitest'
import type { Library } from '../../../src/content/load.ts'
import { elementsOf } from '../../standins/slack/form.ts'
import type { Seen } from '../../standins/slack/interactions.ts'
import type { Person, Target } from '../../standins/slack/person.ts'
import type { Channel, Json, Message, User, View, World } from '../../standins/slack/world.ts'
import { openSlackStage, type SlackStage } from '../../support/slack.ts'
import { screenFaults, screenOf as wordsOf } from './screen.ts'
import { bodiesOf, transcriptOf } from './transcript.ts'

export type StudyGroup = Awaited<ReturnType<typeof openStudyGroup>>

/** What is typed after a command, by option. */
export type Given = Record<string, string | number>

/** Ada is an admin of the workspace, Ben and Cho are members. With RECALL_TRANSCRIPT set, everything that was shown is printed at the end, as people read it. */
export async function openStudyGroup({ library }: { library?: Library } = {}) {
  const stage = await openSlackStage({ ...(library !== undefined && { library }), patienceMs: 20_000 })
  const { slack } = stage
  const [general, daily, quiz] = ['general', 'daily', 'quiz'].map(name => slack.addChannel({ name })) as [Channel, Channel, Channel]
  const person = (username: string, more: Partial<User> = {}) => {
    const one = slack.person({ username, ...more })
    for (const channel of [general, daily, quiz]) if ([channel.teamId, ...channel.sharedWith].includes(one.user.teamId)) void one.join(channel)
    return one
  }
  return {
    stage, slack, person, general: general.id, daily: daily.id, quiz: quiz.id, channels: { general, daily, quiz },
    ada: person('ada', { isAdmin: true }), ben: person('ben'), cho: person('cho'),
    read: (message: Target) => screenOf({ ...('body' in message ? message.body : {}), blocks: message.blocks }, slack.world),
    newest: (channel: string) => newest(stage, channel),
    /** Types a command after `/recall`. */
    type: (who: Person, channel: string, text: string) => who.slash(channel, '/recall', text),
    /** The same, with options; gives the message that answers. */
    command: async (who: Person, channel: string, name: string, given: Given = {}) => await (await who.slash(channel, '/recall', typed(name, given))).answer(),
    /** What the person is told of a command; fails where it was not private. */
    told: async (who: Person, channel: string, name: string, given: Given = {}) => screenAlone(stage, who, await (await who.slash(channel, '/recall', typed(name, given))).answer()),
    /** What the person is told by a message for them alone. */
    readAlone: (who: Person, message: Message) => screenAlone(stage, who, message),
    /** Presses the button with this label. */
    click: (who: Person, target: Target, label: string) => who.press(target, actionOf(target, label)),
    /** Presses, and gives the private answer as it is read. */
    clickTold: async (who: Person, target: Target, label: string) => screenAlone(stage, who, await (await who.press(target, actionOf(target, label))).answer()),
    /** Presses, and gives the private message pressed on as it has become. */
    turn: async (who: Person, message: Message, label: string) => {
      expect(message.visibleTo === who.id || stage.slack.world.channels.get(message.channelId)?.kind === 'im').toBe(true)
      return screenOf({ blocks: (await (await who.press(message, actionOf(message, label))).changed()).blocks }, slack.world)
    },
    /** Presses what opens a form. */
    form: async (who: Person, target: Target, label: string) => await (await who.press(target, actionOf(target, label))).modal(),
    /** Sends a form; gives what is said of it privately. */
    sent: (who: Person, view: View, filled: Record<string, string | readonly string[]> = {}) => sent(stage, who, view, filled),
    close: async () => {
      if (process.env['RECALL_TRANSCRIPT'] !== undefined) console.log(transcriptOf(slack))
      await stage.close()
    },
  }
}

/** A command as people type it. */
export function typed(name: string, given: Given): string {
  return [name, ...Object.entries(given).map(([option, value]) => `${option}:${typeof value === 'string' && / /.test(value) ? `"${value}"` : value}`)].join(' ')
}

/** The words of a message; commands without the one that stands before them all on Slack. */
function screenOf(body: Json, world: World): string {
  return wordsOf(body, world).replaceAll('/recall ', '/')
}

function newest({ slack }: SlackStage, channel: string): Message {
  const message = slack.messages(channel).filter(({ threadTs }) => threadTs === null).at(-1)
  if (message === undefined) throw new Error('There is no message in this channel.')
  return message
}

function screenAlone({ slack }: SlackStage, who: Person, message: Message): string {
  const place = slack.world.channels.get(message.channelId)
  expect(message.visibleTo ?? (place?.kind === 'im' ? who.id : null)).toBe(who.id)
  return screenOf({ blocks: message.blocks }, slack.world)
}

export function actionOf({ blocks }: { blocks: readonly Json[] }, label: string): string {
  const buttons = blocks.flatMap(elementsOf).filter(one => one['type'] === 'button')
  const button = buttons.find(one => (one['text'] as Json)['text'] === label)
  if (button === undefined) throw new Error(`There is no button "${label}", but ${buttons.map(one => `"${String((one['text'] as Json)['text'])}"`).join(', ') || 'none'}.`)
  return String(button['action_id'])
}

/** Where a form tells its person, a new message comes. */
export async function answerOfForm({ slack }: SlackStage, who: Person, view: View, filled: Record<string, string | readonly string[]>): Promise<Message> {
  const before = slack.world.log.length
  const mine = () => slack.world.log.slice(before).find(one => one.visibleTo === who.id || slack.world.channels.get(one.channelId)?.members.has(who.id) === true && slack.world.channels.get(one.channelId)?.kind === 'im')
  const { kind, reason } = await who.submit(view, filled)
  expect([kind, reason]).toEqual(['closed', null])
  return await slack.until(mine, `an answer to the form of ${who.user.username}`)
}

async function sent(stage: SlackStage, who: Person, view: View, filled: Record<string, string | readonly string[]>): Promise<string> {
  return screenAlone(stage, who, await answerOfForm(stage, who, view, filled))
}

/** Waits for the answer of a press. */
export async function answerTo(pressed: Promise<Seen>): Promise<Message> {
  return await (await pressed).answer()
}

/** The letter of the right choice, or of a wrong one, of a question of the small library: right ones begin with Yes. */
export function letterOf(screen: string, wanted: 'right' | 'wrong'): string {
  const [, letter] = (wanted === 'right' ? /^([A-D])\s+Yes,/m : /^([A-D])\s+No,/m).exec(screen) ?? []
  if (letter === undefined) throw new Error(`There is no question to read:\n${screen}`)
  return letter
}

/** What of all that was shown a phone could not show well, or Slack refused. */
export function phoneFaults({ slack }: { slack: SlackStage['slack'] }): string[] {
  return [...bodiesOf(slack).flatMap(body => screenFaults(body, slack.world)), ...slack.requests.filter(({ error }) => /invalid|too_long|no_text/.test(error ?? '')).map(({ method, error }) => `refused: ${method} ${String(error)}`)]
}

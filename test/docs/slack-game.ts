/** Two days of a study group on the stand-in of Slack, for the README's pictures: what members come to see, as it was sent. */
import { decodePress } from '../../src/bot/press.ts'
import { loadRound } from '../../src/bot/rounds.ts'
import { rightOf } from '../../src/engine/question.ts'
import { nodesIn } from '../standins/slack/blocks.ts'
import { elementsOf } from '../standins/slack/form.ts'
import type { Person } from '../standins/slack/person.ts'
import type { Json, Message } from '../standins/slack/world.ts'
import { openSlackStage, type SlackStage } from '../support/slack.ts'
import { answersOf, libraryOfPictures, people, plansOf, type Scene, type Scenes } from './plan.ts'

/** A message in a picture; `file` is the picture that it shows, `at` when it came, in milliseconds. */
export interface Shot {
  body: { text: string, blocks: Json[] }
  file: Uint8Array | null
  alone: boolean
  at: number
}

interface Game {
  stage: SlackStage
  channel: string
  members: Record<string, Person>
}

/** Plays them. */
export async function playOnSlack(): Promise<Scenes<Shot>> {
  const game = await openGame()
  const { stage, channel } = game
  const [ada, grace, alan] = ['Ada', 'Grace', 'Alan'].map(name => member(game, name)) as [Person, Person, Person]
  await ada.slash(channel, '/recall', 'daily set time:12:30 timezone:UTC')
  await stage.pass(30 * 60)
  const daily = newest(game)
  const question = await playDaily(game, daily)
  await playRound(game, ada)
  await stage.to(Number(daily.ts) * 1000 + 24 * 3_600_000)
  await stage.pass(60)
  const reveal = sceneOf(stage, [daily])
  await stage.pass(5 * 3600)
  const board = sceneOf(stage, [await (await grace.slash(channel, '/recall', 'leaderboard')).answer()])
  const formula = sceneOf(stage, [await (await alan.slash(channel, '/recall', 'formula Scaled dot-product attention')).answer()])
  await stage.close()
  if (stage.troubles.length > 0) throw new Error(`The game met trouble: ${stage.troubles.join('; ')}`)
  return { question, reveal, board, formula }
}

async function openGame(): Promise<Game> {
  const stage = await openSlackStage({ library: libraryOfPictures })
  const channel = stage.slack.addChannel({ name: 'general' })
  const members: Record<string, Person> = {}
  for (const name of Object.keys(people)) {
    const person = stage.slack.person({ username: name.toLowerCase(), displayName: name, isAdmin: name === 'Ada' })
    await person.join(channel)
    members[name] = person
  }
  return { stage, channel: channel.id, members }
}

/** All who answer the daily do; gives what the last of them then sees. */
async function playDaily(game: Game, daily: Message): Promise<Scene<Shot>> {
  const { stage } = game
  const seen: Message[] = []
  for (const { name, choice } of answersOf()) {
    await stage.pass(120)
    seen.push(await (await member(game, name).press(daily, answers(daily)[choice]?.id ?? '')).answer())
  }
  await stage.pass(60)
  return sceneOf(stage, [daily, ...seen.slice(-1)])
}

/** A timed round of five, in which everyone answers as planned. */
async function playRound(game: Game, starter: Person): Promise<void> {
  const { stage, channel } = game
  await starter.slash(channel, '/recall', 'rapid questions:5')
  await stage.pass(0)
  for (let index = 0; index < 5; index++) {
    const message = newest(game)
    const opened = stage.now()
    for (const { name, right, after } of plansOf(index)) {
      await stage.to(opened + after * 1000)
      await member(game, name).press(message, await answerId(game, message, right))
    }
    await stage.to(opened + 17_000)
    await stage.pass(4)
    await stage.pass(4)
  }
}

/** The button of the right choice, or of the one after it. */
async function answerId({ stage }: Game, message: Message, right: boolean): Promise<string> {
  const all = answers(message)
  const press = decodePress(all[0]?.press ?? '')
  if (press?.verb !== 'answer') throw new Error('The newest message is no question with choices.')
  const round = await loadRound(stage.bot.store, await stage.bot.store.members.groupOf('slack', stage.slack.teamId), press.round)
  const asked = round?.questions[press.question]
  if (asked === undefined) throw new Error('That question is in no round.')
  return all[(rightOf(asked.question) + (right ? 0 : 1)) % all.length]?.id ?? ''
}

function answers({ blocks }: Message): { id: string, press: string }[] {
  return blocks.flatMap(elementsOf).map(one => ({ id: String(one['action_id']), press: String(one['value']) })).filter(({ press }) => press.startsWith('answer:'))
}

function newest({ stage, channel }: Game): Message {
  const message = stage.slack.messages(channel).at(-1)
  if (message === undefined) throw new Error('There is no message in this channel.')
  return message
}

function member({ members }: Game, name: string): Person {
  return members[name] as Person
}

/** The messages as they stand now. */
function sceneOf(stage: SlackStage, messages: readonly Message[]): Scene<Shot> {
  return {
    now: stage.now(),
    shots: messages.map(({ text, blocks, visibleTo, ts }) => ({ body: { text, blocks }, file: fileOf(stage, blocks), alone: visibleTo !== null, at: Number(ts) * 1000 })),
  }
}

function fileOf({ slack }: SlackStage, blocks: readonly Json[]): Uint8Array | null {
  const [id] = nodesIn(blocks, []).flatMap(({ node, path }) => path.at(-1) === 'slack_file' ? [String(node['id'])] : [])
  return slack.world.files.get(id ?? '')?.bytes ?? null
}

/** What was sent, without what Slack adds to it, and without the random ids of rounds and files. */
export function payloadsOf({ shots }: Scene<Shot>): unknown {
  const text = JSON.stringify(shots.map(({ body }) => body), (key, value: unknown) => key === 'block_id' ? undefined : key === 'slack_file' ? { id: 'file' } : value)
  return JSON.parse(text.replace(/(?<="value":"\w+:)(?:[a-z2-7]{12}|d[0-9a-f]{12}[^:"]*)(?=[:"])/g, 'round'))
}

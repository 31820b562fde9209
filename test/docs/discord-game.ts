/** Two days of a study group on the stand-in of Discord, for the README's pictures: what members come to see, as it was sent. */
import { decodePress } from '../../src/bot/press.ts'
import { loadRound } from '../../src/bot/rounds.ts'
import { rightOf } from '../../src/engine/question.ts'
import { partsIn } from '../standins/discord/components.ts'
import type { Person } from '../standins/discord/person.ts'
import type { Guild, Json, Message } from '../standins/discord/world.ts'
import { openDiscordStage, type DiscordStage } from '../support/discord.ts'
import { answersOf, libraryOfPictures, people, plansOf, type Scene, type Scenes } from './plan.ts'

/** A message in a picture. `asked` is who typed which command for it, `at` when it came, in milliseconds. */
export interface Shot {
  body: Json
  files: ReadonlyMap<string, Uint8Array>
  alone: boolean
  asked: { name: string, command: string } | null
  at: number
}

interface Game {
  stage: DiscordStage
  guild: Guild
  channel: string
  members: Record<string, Person>
}

/** Plays them. */
export async function playOnDiscord(): Promise<Scenes<Shot>> {
  const game = await openGame()
  const { stage, channel } = game
  const [ada, grace, alan] = ['Ada', 'Grace', 'Alan'].map(name => member(game, name)) as [Person, Person, Person]
  await ada.command(channel, 'daily set', { time: '12:30', timezone: 'UTC' })
  await stage.pass(30 * 60)
  const daily = stage.newest(channel)
  const question = await playDaily(game, daily)
  await playRound(game, ada)
  await stage.to(daily.createdAt + 24 * 3_600_000)
  await stage.pass(60)
  const reveal = sceneOf(stage, [shotOf(daily)])
  await stage.pass(5 * 3600)
  const board = sceneOf(stage, [shotOf((await grace.command(channel, 'leaderboard')).message, { name: 'Grace', command: 'leaderboard' })])
  const formula = sceneOf(stage, [shotOf((await alan.command(channel, 'formula', { name: 'Scaled dot-product attention' })).message, { name: 'Alan', command: 'formula' })])
  await stage.close()
  if (stage.troubles.length > 0) throw new Error(`The game met trouble: ${stage.troubles.join('; ')}`)
  return { question, reveal, board, formula }
}

async function openGame(): Promise<Game> {
  const stage = await openDiscordStage({ library: libraryOfPictures })
  const guild = stage.discord.addGuild({ name: 'Interview club' })
  const join = (name: string) => {
    const person = stage.discord.person({ username: name.toLowerCase(), globalName: name })
    person.join(guild, { roles: name === 'Ada' ? [stage.discord.addRole(guild, { name: 'organisers', permissions: ['ManageGuild'] }).id] : [] })
    return [name, person] as const
  }
  return { stage, guild, channel: stage.discord.channel(guild, 'general').id, members: Object.fromEntries(Object.keys(people).map(join)) }
}

/** All who answer the daily do, Alan last; gives what he then sees. */
async function playDaily(game: Game, daily: Message): Promise<Scene<Shot>> {
  const { stage } = game
  let seen: Message | null = null
  for (const { name, choice } of answersOf()) {
    await stage.pass(120)
    seen = (await member(game, name).press(daily, answerIds(daily)[choice] ?? '')).message
  }
  await stage.pass(60)
  return sceneOf(stage, [shotOf(daily), shotOf(seen)])
}

/** A timed round of five, in which everyone answers as planned. */
async function playRound(game: Game, starter: Person): Promise<void> {
  const { stage, channel } = game
  await starter.command(channel, 'rapid', { questions: 5 })
  await stage.pass(0)
  for (let index = 0; index < 5; index++) {
    const message = stage.newest(channel)
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
async function answerId({ stage, guild }: Game, message: Message, right: boolean): Promise<string> {
  const ids = answerIds(message)
  const press = decodePress(ids[0] ?? '')
  if (press?.verb !== 'answer') throw new Error('The newest message is no question with choices.')
  const round = await loadRound(stage.bot.store, await stage.bot.store.members.groupOf('discord', guild.id), press.round)
  const asked = round?.questions[press.question]
  if (asked === undefined) throw new Error('That question is in no round.')
  return ids[(rightOf(asked.question) + (right ? 0 : 1)) % ids.length] ?? ''
}

function answerIds({ components }: Message): string[] {
  return partsIn(components).map(({ node }) => String(node['custom_id'])).filter(id => id.startsWith('answer:'))
}

function member({ members }: Game, name: string): Person {
  return members[name] as Person
}

function sceneOf(stage: DiscordStage, shots: Shot[]): Scene<Shot> {
  return { now: stage.now(), shots }
}

/** The message as it stands now. */
function shotOf(message: Message | null, asked: Shot['asked'] = null): Shot {
  if (message === null) throw new Error('There is no message to show.')
  const { body, files, visibleTo, createdAt } = message
  return { body, files: new Map(files), alone: visibleTo !== null, asked, at: createdAt }
}

/** What was sent, without the random ids of rounds and the marks of one attempt. */
export function payloadsOf({ shots }: Scene<Shot>): unknown {
  const text = JSON.stringify(shots.map(({ body }) => body), (key, value: unknown) => key === 'nonce' || key === 'enforce_nonce' || (key === 'id' && typeof value === 'number') ? undefined : value)
  return JSON.parse(text.replace(/(?<="custom_id":"\w+:)(?:[a-z2-7]{12}|d[0-9a-f]{12}[^:"]*)(?=[:"])/g, 'round'))
}

/** A whole bot over a real store, with a surface that remembers, a clock that tests move, and people who press. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bot } from '../../src/bot/bot.ts'
import type { Button, Card, Form, Part, Text } from '../../src/bot/card.ts'
import { handle } from '../../src/bot/handle.ts'
import type { Deed, Posting, Reply, Sent, Store, Surface } from '../../src/bot/ports.ts'
import { openCapacity, tick } from '../../src/bot/tick.ts'
import type { Library } from '../../src/content/load.ts'
import { findersOf } from '../../src/bot/lookup.ts'
import type { Obstacle } from '../../src/engine/obstacle.ts'
import type { Channel } from '../../src/engine/round.ts'
import { sqliteStore } from '../../src/stores/sqlite.ts'
import { library as fixture } from './library.ts'
import { START } from './round.ts'

/** A message as the stand-in platform keeps it: its first card and every edit since. */
export interface Shown {
  id: string
  channel: string
  key: string
  at: number
  cards: Card[]
}

/** A surface that keeps what it is sent; `fate` decides what becomes of each call, null is that it works; `hinders` says what keeps Recall from posting somewhere, when it asks. */
export interface StandIn extends Surface {
  messages: Shown[]
  calls: number
  fate: (call: { kind: 'post' | 'edit', channel: Channel, number: number }) => Sent | Error | null
  hinders: (channel: Channel, posting: Posting) => Obstacle | Error | null
}

export function standInSurface(now: () => number): StandIn {
  const surface: StandIn = {
    pace: null,
    longForms: false,
    messages: [],
    calls: 0,
    fate: () => null,
    hinders: () => null,
    post: async (channel, card, { key }) => act('post', channel, () => {
      const known = surface.messages.find(message => message.key === key && message.channel === channel.id)
      if (known !== undefined) return { outcome: 'shown', message: known.id, at: known.at, short: null }
      const message = { id: `m${surface.messages.length + 1}`, channel: channel.id, key, at: now(), cards: [card] }
      surface.messages.push(message)
      return { outcome: 'shown', message: message.id, at: message.at, short: null }
    }),
    edit: async (channel, id, card) => act('edit', channel, () => {
      const message = surface.messages.find(one => one.id === id)
      message?.cards.push(card)
      return message === undefined ? { outcome: 'gone', why: { what: 'message gone' } } : { outcome: 'shown', message: id, at: now(), short: null }
    }),
    obstacle: async (channel, posting) => {
      const obstacle = surface.hinders(channel, posting)
      if (obstacle instanceof Error) throw obstacle
      return obstacle
    },
  }
  const act = (kind: 'post' | 'edit', channel: Channel, work: () => Sent): Sent => {
    const fate = surface.fate({ kind, channel, number: ++surface.calls })
    if (fate instanceof Error) throw fate
    return fate ?? work()
  }
  return surface
}

/** Somebody at a keyboard: every answer is the private card they see. */
export interface Actor {
  command(name: string, options?: Record<string, string>): Promise<Card>
  press(press: string): Promise<Card>
  /** Presses a button that opens a form. */
  open(press: string): Promise<Form>
  /** Fills a form in. */
  submit(press: string, values: Record<string, readonly string[]>): Promise<Card>
  /** Presses the button with this label on the newest message that has one. */
  click(label: string): Promise<Card>
  /** Does something of this id, which is delivered again when it is done again; to another process when one is given. */
  deliver(id: string, did: Deed, to?: Bot): Promise<Reply | null>
}

export interface World {
  bot: Bot
  store: Store
  surface: StandIn
  troubles: string[]
  now(): number
  /** Moves the clock to this instant and lets everything due happen. */
  to(at: number): Promise<void>
  /** The same, so many seconds on. */
  pass(seconds: number): Promise<void>
  actor(name: string, place?: { admin?: boolean, channel?: string, home?: string, alone?: boolean, timedOutUntil?: number }): Actor
  newest(): Card
  close(): Promise<void>
}

/** Opens a world over a store of its own: the embedded one, or another that `open` gives. */
export async function openWorld({ library = fixture, open }: { library?: Library, open?: (now: () => number) => Promise<Store> } = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'recall-'))
  let time = START
  const now = () => time
  const store = await (open?.(now) ?? sqliteStore(join(folder, 'store.sqlite'), now))
  const surface = standInSurface(now)
  const troubles: string[] = []
  const bot: Bot = { store, surfaces: { test: surface }, library, find: findersOf(library), onTrouble: (what, error) => troubles.push(`${what}: ${String(error)}`) }
  const newest = () => surface.messages.at(-1)?.cards.at(-1) ?? { kind: 'note' as const }
  const to = async (at: number) => {
    time = at
    await tick(world.bot, openCapacity())
  }
  const world: World = {
    bot, store, surface, troubles, now, to, newest,
    pass: seconds => to(time + seconds * 1000),
    actor: (name, { admin = false, channel = 'general', home = 'h', alone = false, timedOutUntil } = {}) => {
      const deliver = (id: string, did: Deed, bot: Bot = world.bot) => handle(bot, {
        id, timedOutUntil: timedOutUntil ?? null, channel: { platform: 'test', home, id: channel }, account: { platform: 'test', id: name.toLowerCase(), name }, admin, alone, at: time, locale: 'en', did,
      })
      const react = (did: Deed) => deliver(randomUUID(), did)
      const act = async (did: Deed) => cardOf(await react(did))
      return {
        deliver,
        command: (command, options = {}) => act({ type: 'command', name: command, options }),
        press: press => act({ type: 'press', press }),
        open: async press => formOf(await react({ type: 'press', press })),
        submit: (press, values) => act({ type: 'submit', press, values }),
        click: label => act({ type: 'press', press: buttonOf(surface.messages.map(message => message.cards.at(-1)), label).press }),
      }
    },
    close: async () => {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return world
}

/** The card of a reply that is no form. */
export function cardOf(reply: Reply | null): Card {
  if (reply === null) throw new Error('Nothing came.')
  if (reply.to === 'form') throw new Error(`A form came: ${reply.form.title}`)
  return reply.card
}

function formOf(reply: Reply | null): Form {
  if (reply?.to !== 'form') throw new Error(`No form came but: ${JSON.stringify(reply)}`)
  return reply.form
}

function buttonOf(cards: readonly (Card | undefined)[], label: string): Button {
  const card = cards.findLast(one => one?.buttons?.some(button => button.label === label))
  const button = card?.buttons?.find(one => one.label === label)
  if (button === undefined) throw new Error(`No message has a button "${label}".`)
  return button
}

/** The label of the choice that is right, or of one that is wrong, on a question card of the shipped content. */
export function labelOf(card: Card, wanted: 'right' | 'wrong', library: Library = fixture): string {
  const question = library.questions.map(one => one.ask('')).find(one => plain(card.text ?? '').endsWith(one.text))
  const rights = question?.choices.filter(choice => (choice.note === null) === (wanted === 'right')).map(choice => choice.text) ?? []
  const row = card.rows?.find(one => rights.includes(one.text))
  if (row === undefined) throw new Error(`This card shows no question of the library: ${JSON.stringify(card)}`)
  return plain(row.label)
}

/** A text with its moments written as ISO times and its channels as #name, roles as @name, commands with a slash. */
export function plain(text: Text | Part): string {
  return [text].flat().map(part => {
    if (typeof part === 'string') return part
    if ('at' in part) return new Date(part.at).toISOString()
    if ('command' in part) return `/${part.command}`
    return 'channel' in part ? `#${part.channel}` : `@${part.role}`
  }).join('')
}

/** Every word of a card, for looking through. */
export function wordsOf(card: Card): string {
  return JSON.stringify(card)
}

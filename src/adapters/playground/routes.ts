/** The playground's page and its API. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { streamSSE } from 'hono/streaming'
import { z } from 'zod'
import type { Bot } from '../../bot/bot.ts'
import { commands } from '../../bot/commands/all.ts'
import type { Option } from '../../bot/commands/command.ts'
import { groupZone, loadGroup } from '../../bot/group.ts'
import { suggest } from '../../bot/suggest.ts'
import { welcome } from '../../bot/welcome.ts'
import { dateAt, instantOf } from '../../engine/zone.ts'
import type { Pictures } from '../../pictures/pictures.ts'
import type { Chat } from './chat.ts'
import { guard, headers } from './guard.ts'
import { act, Refusal, whereabouts } from './interact.ts'
import { parseCommand } from '../../bot/commands/parse.ts'
import { people, places, roles } from './people.ts'
import { openShowing, type Showing } from './showing.ts'

const SHOWN = 200
const page = fileURLToPath(new URL('page', import.meta.url))
const fonts = fileURLToPath(new URL('../../../assets/fonts', import.meta.url))
const lit = fileURLToPath(import.meta.resolve('lit-html')).replace(/([\\/]lit-html)[\\/].*$/, '$1')

const where = z.object({ as: z.enum(people.map(one => one.id)), channel: z.enum(places.map(one => one.id)) })
const sent = where.extend({ text: z.string().trim().min(1).max(2000) })
const pressed = where.extend({ press: z.string().max(200) })
const submitted = pressed.extend({ values: z.record(z.string().max(100), z.array(z.string().max(4000)).max(100)) })
const asked = where.extend({ command: z.string().max(100), option: z.string().max(100), typed: z.string().max(200) })
const deleting = where.extend({ deleted: z.boolean() })
const jumped = z.object({ to: z.union([z.int().min(0).max(8e15), z.literal('tomorrow at nine')]) })

/** All routes of the playground. `beat` lets the bot do what is due after a jump of the clock. */
export function playgroundRoutes(bot: Bot, chat: Chat, pictures: Pictures, beat: () => Promise<void>): Hono {
  const showing = openShowing(pictures, bot.onTrouble)
  const routes = new Hono()
  routes.use(headers, guard, bodyLimit({ maxSize: 65_536 }))
  routes.get('/', async context => {
    await greet(bot)
    return context.html(readFileSync(`${page}/index.html`, 'utf8'))
  })
  routes.get('/page/*', serveStatic({ root: page, rewriteRequestPath: path => path.slice('/page'.length) }))
  routes.get('/vendor/lit-html/*', serveStatic({ root: lit, rewriteRequestPath: path => path.slice('/vendor/lit-html'.length) }))
  routes.get('/fonts/*', serveStatic({ root: fonts, rewriteRequestPath: path => path.slice('/fonts'.length) }))
  routes.get('/pictures/:file', context => servePicture(context, showing, context.req.param('file')))
  routes.get('/api/state', context => context.json(stateOf(bot, chat, showing)))
  routes.get('/api/events', context => streamEvents(context, chat, showing))
  routes.get('/api/suggest', context => answer(context, asked, context.req.query(), ({ as, channel, command, option, typed }) =>
    suggest(bot, whereabouts(chat, as, channel), command, option, typed)))
  routes.post('/api/send', context => read(context, sent, async ({ as, channel, text }) => {
    if (text.startsWith('/')) return await act(bot, chat, showing, as, channel, { type: 'command', ...parseCommand(text, commands) })
    chat.say(channel, whereabouts(chat, as, channel).account.name, text)
    return {}
  }))
  routes.post('/api/press', context => read(context, pressed, ({ as, channel, press }) => act(bot, chat, showing, as, channel, { type: 'press', press })))
  routes.post('/api/submit', context => read(context, submitted, ({ as, channel, press, values }) => act(bot, chat, showing, as, channel, { type: 'submit', press, values })))
  routes.post('/api/channel', context => read(context, deleting, async ({ as, channel, deleted }) => changeChannel(chat, as, channel, deleted)))
  routes.post('/api/clock', context => read(context, jumped, async ({ to }) => {
    if (!chat.jumpTo(typeof to === 'number' ? to : await tomorrowAtNine(bot, chat.now()))) throw new Refusal('The clock goes forward only.')
    await beat()
    return { now: chat.now() }
  }))
  return routes
}

/** Whoever opens the page first has added Recall to the playground. The page opens without the greeting too. */
async function greet(bot: Bot): Promise<void> {
  const [{ id, home }] = places
  await welcome(bot, { platform: 'playground', home, id }).catch((error: unknown) => bot.onTrouble('nobody could be greeted', error))
}

/** Nine in the morning of the group's next day, in its own zone, so that a daily of that time is neither early nor late. */
async function tomorrowAtNine({ store }: Bot, at: number): Promise<number> {
  const zone = groupZone(await loadGroup(store, await store.members.groupOf('playground', places[0].home)), at)
  return instantOf(Temporal.PlainDate.from(dateAt(at, zone)).add({ days: 1 }).toString(), '09:00', zone)
}

/** Reads the body, and answers with what comes of it or with a sentence. */
async function read<Shape extends z.ZodType>(context: Context, shape: Shape, work: (body: z.infer<Shape>) => Promise<object>): Promise<Response> {
  return await answer(context, shape, await context.req.json().catch(() => null), work)
}

async function answer<Shape extends z.ZodType>(context: Context, shape: Shape, given: unknown, work: (given: z.infer<Shape>) => Promise<object>): Promise<Response> {
  const parsed = shape.safeParse(given)
  if (!parsed.success) return context.json({ error: `That request is not one the playground knows: ${parsed.error.issues[0]?.path.join('.') ?? ''} ${parsed.error.issues[0]?.message ?? ''}.` }, 400)
  try {
    return context.json(await work(parsed.data))
  } catch (error) {
    if (error instanceof Refusal) return context.json({ error: error.message }, 400)
    throw error
  }
}

/** A picture's key is its content, so that what was served once never changes. */
async function servePicture(context: Context, showing: Showing, file: string): Promise<Response> {
  const png = file.endsWith('.png') ? await showing.png(file.slice(0, -'.png'.length)) : null
  if (png === null) return context.notFound()
  return context.body(Uint8Array.from(png), 200, { 'content-type': 'image/png', 'cache-control': 'private, max-age=31536000, immutable' })
}

function changeChannel(chat: Chat, as: string, channel: string, deleted: boolean): object {
  if (!people.some(one => one.id === as && one.admin)) throw new Refusal('Only an admin deletes channels and brings them back.')
  if (places.some(one => one.id === channel && one.of !== null)) throw new Refusal('A direct message cannot be deleted.')
  chat.setDeleted(channel, deleted)
  return {}
}

function stateOf(bot: Bot, chat: Chat, showing: Showing): object {
  return {
    now: chat.now(),
    people,
    channels: channelsOf(chat),
    commands: commands.map(({ name, description, options }) => ({ name, description, options: options.map(option => optionOf(option, bot, chat)) })),
    messages: chat.latest(SHOWN).map(showing.message),
  }
}

/** An option as the page completes it: `choices` are all there are, `suggests` says that the bot is to be asked. */
function optionOf(option: Option, bot: Bot, chat: Chat): object {
  const { name, description, required, kind } = option
  return { name, description, required, suggests: kind === 'suggestion', choices: choicesOf(option, bot, chat) }
}

function choicesOf(option: Option, bot: Bot, chat: Chat): readonly string[] {
  if (option.kind === 'choice') return option.choices(bot)
  if (option.kind === 'channel') return presentChannels(chat)
  return option.kind === 'role' ? roles : []
}

function presentChannels(chat: Chat): string[] {
  const deleted = chat.deleted()
  return places.filter(({ id, of }) => of === null && !deleted.has(id)).map(({ id }) => id)
}

function channelsOf(chat: Chat): object[] {
  const deleted = chat.deleted()
  return places.map(({ id, name, of }) => ({ id, name, of, deleted: deleted.has(id) }))
}

/** Sends every change, and the clock now and then, until the page goes away. */
function streamEvents(context: Context, chat: Chat, showing: Showing): Response {
  return streamSSE(context, async stream => {
    const send = (event: string, data: unknown) => stream.writeSSE({ event, data: JSON.stringify(data) })
    const stop = chat.listen(change => {
      if (change.type === 'message') void send('message', showing.message(change.message))
      else if (change.type === 'channels') void send('channels', channelsOf(chat))
      else void send('clock', { now: chat.now() })
    })
    stream.onAbort(stop)
    while (!stream.aborted) {
      await send('clock', { now: chat.now() })
      await stream.sleep(5000)
    }
  })
}

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
import { handle } from '../../bot/handle.ts'
import type { Interaction } from '../../bot/ports.ts'
import type { Chat } from './chat.ts'
import { guard, headers } from './guard.ts'
import { parseCommand } from './parse.ts'
import { channels, HOME, people } from './people.ts'

const SHOWN = 200
const page = fileURLToPath(new URL('page', import.meta.url))
const lit = fileURLToPath(import.meta.resolve('lit-html')).replace(/([\\/]lit-html)[\\/].*$/, '$1')

const channel = z.enum(channels.map(one => one.id))
const person = z.enum(people.map(one => one.id))
const sent = z.object({ as: person, channel, text: z.string().trim().min(1).max(2000) })
const pressed = z.object({ as: person, channel, press: z.string().max(200) })
const jumped = z.object({ to: z.number().int().min(0).max(8e15) })

/** All routes of the playground. `beat` lets the bot do what is due after a jump of the clock. */
export function playgroundRoutes(bot: Bot, chat: Chat, beat: () => Promise<void>): Hono {
  const routes = new Hono()
  routes.use(headers, guard, bodyLimit({ maxSize: 16_384 }))
  routes.get('/', context => context.html(readFileSync(`${page}/index.html`, 'utf8')))
  routes.get('/page/*', serveStatic({ root: page, rewriteRequestPath: path => path.slice('/page'.length) }))
  routes.get('/vendor/lit-html/*', serveStatic({ root: lit, rewriteRequestPath: path => path.slice('/vendor/lit-html'.length) }))
  routes.get('/api/state', context => context.json(stateOf(bot, chat)))
  routes.get('/api/events', context => streamEvents(context, chat))
  routes.post('/api/send', context => read(context, sent, async ({ as, channel: where, text }) => {
    if (text.startsWith('/')) return await act(bot, chat, as, where, { type: 'command', ...parseCommand(text, commands) })
    chat.say(where, nameOf(as), text)
    return {}
  }))
  routes.post('/api/press', context => read(context, pressed, ({ as, channel: where, press }) => act(bot, chat, as, where, { type: 'press', press })))
  routes.post('/api/clock', context => read(context, jumped, async ({ to }) => {
    if (!chat.jumpTo(to)) throw new Refusal('The clock goes forward only.')
    await beat()
    return { now: chat.now() }
  }))
  return routes
}

/** A request that is refused with a sentence. */
class Refusal extends Error {}

/** Reads the body, and answers with what comes of it or with a sentence. */
async function read<Shape extends z.ZodType>(context: Context, shape: Shape, work: (body: z.infer<Shape>) => Promise<object>): Promise<Response> {
  const parsed = shape.safeParse(await context.req.json().catch(() => null))
  if (!parsed.success) return context.json({ error: `That request is not one the playground knows: ${parsed.error.issues[0]?.path.join('.') ?? ''} ${parsed.error.issues[0]?.message ?? ''}.` }, 400)
  try {
    return context.json(await work(parsed.data))
  } catch (error) {
    if (error instanceof Refusal) return context.json({ error: error.message }, 400)
    throw error
  }
}

async function act(bot: Bot, chat: Chat, as: string, where: string, did: Interaction['did']): Promise<object> {
  const reply = await handle(bot, {
    channel: { platform: 'playground', home: HOME, id: where },
    account: { platform: 'playground', id: as, name: nameOf(as) },
    admin: people.some(one => one.id === as && one.admin),
    alone: false,
    at: chat.now(),
    locale: 'en',
    did,
  })
  if (reply.to === 'form') return { form: reply.form }
  return reply.to === 'message' ? { update: reply.card } : { private: reply.card }
}

function stateOf(bot: Bot, chat: Chat): object {
  return {
    now: chat.now(),
    people,
    channels,
    commands: commands.map(({ name, description, options }) => ({
      name,
      description,
      options: options.map(option => ({ name: option.name, description: option.description, required: option.required, choices: option.kind === 'choice' ? option.choices(bot) : [] })),
    })),
    messages: chat.latest(SHOWN),
  }
}

/** Sends every new or edited message, and the clock now and then, until the page goes away. */
function streamEvents(context: Context, chat: Chat): Response {
  return streamSSE(context, async stream => {
    const send = (event: string, data: unknown) => stream.writeSSE({ event, data: JSON.stringify(data) })
    const stop = chat.listen(message => void send('message', message))
    stream.onAbort(stop)
    while (!stream.aborted) {
      await send('clock', { now: chat.now() })
      await stream.sleep(5000)
    }
  })
}

function nameOf(as: string): string {
  return people.find(one => one.id === as)?.name ?? as
}
